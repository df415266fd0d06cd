import type { DeskDocument, PatientRights } from '../../../contracts/patient-rights.ts';
import type { Copy } from '../../../contracts/reach.ts';
import type { ReceiptLine } from '../../../contracts/receipt.ts';
import { buildId } from './samples.ts';

const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
const noted = { askedBy: 'letter' as const, askedOn: '2026-11-12', notedAt: minutes(-3000), notedBy: 'Paul Masson' };

/** One patient's rights: a physician who reads, one whom he excluded, one whose link is over, a hidden document. */
export const sampleRights: PatientRights = {
  id: buildId(2001),
  family: 'DUBOIS',
  given: 'Marie Louise',
  birthDate: '1955-03-12',
  sex: 'female',
  address: ['Rue du Grand Jour 12', '7000 Mons'],
  refusal: null,
  hidden: 1,
  physicians: [
    {
      person: buildId(3001),
      name: 'Dr Claire Lambert',
      nihdi: '10000000001',
      state: 'active',
      validUntil: '2027-05-03',
      reads: true,
      exclusion: null,
    },
    {
      person: buildId(3002),
      name: 'Dr Luc Peeters',
      nihdi: '10000000002',
      state: 'active',
      validUntil: '2027-01-14',
      reads: false,
      exclusion: { since: '2026-11-13T09:12:00.000Z', request: noted },
    },
    {
      person: buildId(3003),
      name: 'Dr Hélène Van den Bossche-Delcourt',
      nihdi: '10000000003',
      state: 'expired',
      validUntil: '2026-10-02',
      reads: false,
      exclusion: null,
    },
  ],
  requests: [
    {
      id: buildId(3101),
      deed: 'hide',
      physician: null,
      document: 'DocumentReference/2',
      ...noted,
      askedBy: 'in-person',
    },
    { id: buildId(3102), deed: 'exclude', physician: 'Dr Luc Peeters', document: null, ...noted },
  ],
};

/** The same patient after having refused everything. */
export const sampleRefusal: PatientRights = {
  ...sampleRights,
  refusal: { since: minutes(-1), request: { ...noted, askedBy: 'in-person' } },
  physicians: sampleRights.physicians.map((one) => ({ ...one, reads: false })),
};

const copy = (number: number, change: Partial<Copy>): Copy => ({
  pc: buildId(3200 + number),
  pcName: 'PC du cabinet',
  person: buildId(3001),
  personName: 'Dr Claire Lambert',
  patient: sampleRights.id,
  copyEndsAt: minutes(180),
  reachedAt: null,
  standing: 'held',
  ...change,
});

/** Two PCs that said it is gone, one that was not reached. */
export const sampleCopies: readonly Copy[] = [
  copy(1, { standing: 'reached', reachedAt: minutes(-1) }),
  copy(2, { standing: 'reached', reachedAt: minutes(-1), pcName: 'Portable Lambert' }),
  copy(3, { standing: 'awaited', pcName: 'PC du domicile' }),
];

const document = (number: number, change: Partial<DeskDocument>): DeskDocument => ({
  document: `DocumentReference/${number}`,
  kind: 'letter',
  date: '2026-11-21',
  title: 'Lettre de sortie, cardiologie',
  author: 'Dr Collin',
  hidden: false,
  asked: false,
  ...change,
});

/** What the desk recognises documents by. */
export const sampleDocuments: readonly DeskDocument[] = [
  document(1, {}),
  document(2, {
    title: 'Consultation de psychiatrie',
    author: 'Dr Noël',
    hidden: true,
    asked: true,
    date: '2026-09-30',
  }),
  document(3, {
    document: 'DiagnosticReport/3',
    kind: 'laboratory',
    title: 'Biologie clinique',
    author: 'Laboratoire',
    date: '2026-09-12',
  }),
  document(4, {
    document: 'DiagnosticReport/4',
    kind: 'imaging',
    title: 'Scanner du thorax',
    author: null,
    hidden: true,
    date: '2026-09-30',
  }),
];

/** What goes with the laboratory report. */
export const sampleClosure: readonly DeskDocument[] = [
  document(3, { document: 'DiagnosticReport/3', kind: 'laboratory', title: 'Biologie clinique', asked: true }),
  document(1, {}),
  ...Array.from({ length: 34 }, (_one, place) =>
    document(place, { document: `Observation/${place}`, kind: 'laboratory', title: 'Potassium' }),
  ),
];

const line = (change: Partial<ReceiptLine>): ReceiptLine => ({
  section: 'look',
  at: minutes(-90),
  until: null,
  name: 'Dr Claire Lambert',
  role: 'physician',
  pcName: 'PC du cabinet',
  action: 'looked-at',
  kind: 'laboratory',
  dated: '2026-09-12',
  ...change,
});

/** Who looked, what was copied, refused and treated. */
export const sampleLooks: readonly ReceiptLine[] = [
  line({}),
  line({ action: 'printed', kind: 'letter', dated: '2026-11-21' }),
  line({ action: 'exported' }),
  line({ kind: 'record', dated: null }),
  line({ section: 'copy', until: minutes(-88), action: null, kind: null, dated: null }),
  line({ section: 'denied', name: 'Dr Luc Peeters', action: null, kind: null, dated: null }),
  line({ section: 'staff', name: 'Paul Masson', role: 'desk', action: null, kind: null, dated: null }),
];
