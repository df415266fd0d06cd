import type { FoundPerson, OwnNotice, Reissue } from '../../../contracts/approval.ts';
import type { PcLine, PcList, ToldFault } from '../../../contracts/pcs.ts';
import { buildId } from './samples.ts';

/** One PC of a practice that does well. */
export function buildPc(number: number, change: Partial<PcLine> = {}): PcLine {
  return {
    id: buildId(7000 + number),
    name: `CABINET-${number}`,
    people: [{ person: buildId(1), name: 'Dr Claire Lambert', role: 'physician', lastAt: '2026-11-22T07:31:00.000Z' }],
    enrolledAt: '2026-02-03T09:00:00.000Z',
    lastContact: '2026-11-22T08:16:00.000Z',
    endsAt: '2026-12-20T09:00:00.000Z',
    sessions: 1,
    copies: 14,
    copiesEndAt: '2026-11-22T17:40:00.000Z',
    report: {
      at: '2026-11-22T08:16:00.000Z',
      version: '0.1.0',
      platform: 'win32',
      systemVersion: '10.0.22631',
      record: { median: 640, count: 12 },
      document: { median: 210, count: 31 },
      bytesPerSecond: 4_200_000,
      error: null,
      errors: [],
    },
    revocation: null,
    ...change,
  };
}

const faults = [
  { at: '2026-11-22T08:01:00.000Z', incident: 'KXRTB-MPLQF', code: 'printer-absent', route: 'document/print' },
  { at: '2026-11-21T16:40:00.000Z', incident: 'KLMNP-RSTVW', code: 'server-unavailable', route: 'record/open' },
  { at: '2026-11-19T10:12:00.000Z', incident: 'BCDFG-HJKLM', code: 'disk-full', route: null },
] as const satisfies ToldFault[];

/** A list with a PC in every state. */
export const samplePcs: PcList = {
  total: { all: 4, silent: 1, ending: 1, failing: 1, revoked: 2 },
  lines: [
    buildPc(1, {
      sessions: 2,
      people: [
        { person: buildId(1), name: 'Dr Claire Lambert', role: 'physician', lastAt: '2026-11-22T07:31:00.000Z' },
        { person: buildId(2), name: 'Dr Luc Van den Berghe', role: 'physician', lastAt: '2026-11-21T15:02:00.000Z' },
      ],
    }),
    buildPc(2, {
      name: 'ACCUEIL',
      report: {
        at: '2026-11-22T08:02:00.000Z',
        version: '0.1.0',
        platform: 'linux',
        systemVersion: '6.1.0',
        record: { median: 4_830, count: 3 },
        document: null,
        bytesPerSecond: 310_000,
        error: faults[0],
        errors: [...faults],
      },
    }),
    buildPc(3, {
      name: 'PORTABLE-GARDE',
      report: null,
      lastContact: '2026-11-02T18:20:00.000Z',
      sessions: 0,
      copies: 0,
      copiesEndAt: null,
    }),
    buildPc(4, { name: 'BUREAU-2', endsAt: '2026-11-25T09:00:00.000Z', people: [] }),
  ],
};

/** PCs out of service: one that knows, one not yet reached. */
export const sampleRevoked: PcList = {
  ...samplePcs,
  lines: [
    buildPc(8, {
      endsAt: null,
      sessions: 0,
      revocation: {
        at: '2026-11-22T08:00:00.000Z',
        by: 'Hélène Masson',
        reason: 'Volé dans la voiture',
        sessions: 1,
        copies: 14,
        copiesEndAt: '2099-11-22T17:40:00.000Z',
        toldAt: null,
      },
    }),
    buildPc(9, {
      name: 'ANCIEN-PC',
      endsAt: null,
      sessions: 0,
      copies: 0,
      copiesEndAt: null,
      revocation: {
        at: '2026-11-20T08:00:00.000Z',
        by: 'Hélène Masson',
        reason: 'Rendu au fournisseur',
        sessions: 0,
        copies: 0,
        copiesEndAt: null,
        toldAt: '2026-11-20T08:00:01.000Z',
      },
    }),
  ],
};

/** A request that waits for the Director. */
export function buildReissue(number: number, change: Partial<Reissue> = {}): Reissue {
  return {
    id: buildId(8000 + number),
    person: { id: buildId(1), name: 'Dr Claire Lambert', role: 'physician' },
    reason: 'reset',
    stolen: false,
    askedBy: 'Hélène Masson',
    askedAt: '2026-11-22T07:50:00.000Z',
    why: 'A perdu son téléphone samedi ; rappelée au cabinet, deux patients d’hier cités par l’heure.',
    expiresAt: '2026-11-29T07:50:00.000Z',
    state: 'waiting',
    decidedBy: null,
    decidedAt: null,
    decision: null,
    stoppedAt: null,
    letter: null,
    usedAt: null,
    usedOn: null,
    own: false,
    lastAt: '2026-11-20T16:10:00.000Z',
    lastOn: 'CABINET-1',
    openOn: null,
    pcs: 2,
    ...change,
  };
}

const decided = { decidedBy: 'Dr Anne Lemaire', decidedAt: '2026-11-21T09:00:00.000Z' } as const;

/** Requests in every state. */
export const sampleReissues: readonly Reissue[] = [
  buildReissue(1),
  buildReissue(2, {
    person: { id: buildId(2), name: 'Dr Luc Van den Berghe', role: 'physician' },
    stolen: true,
    openOn: 'CABINET-1',
    lastAt: '2026-11-22T07:31:00.000Z',
    why: 'Téléphone volé dans le train.',
  }),
  buildReissue(3, {
    person: { id: buildId(3), name: 'Dr Inès Ndiaye', role: 'physician' },
    reason: 'new-pc',
    state: 'stopped',
    ...decided,
    letter: 'cancelled',
    stoppedAt: '2026-11-21T10:12:00.000Z',
  }),
  buildReissue(4, {
    reason: 'new-pc',
    state: 'approved',
    ...decided,
    letter: 'posted',
    usedAt: '2026-11-22T07:00:00.000Z',
    usedOn: 'CABINET-1',
  }),
  buildReissue(5, { state: 'refused', ...decided, decision: 'Voix inconnue, personne à ce numéro.' }),
  buildReissue(6, { state: 'expired' }),
];

/** Somebody who telephones. */
export function buildFound(number: number, change: Partial<FoundPerson> = {}): FoundPerson {
  return {
    id: buildId(number),
    name: 'Dr Claire Lambert',
    role: 'physician',
    place: '7000 Mons',
    activated: true,
    suspended: false,
    pcs: 2,
    lastAt: '2026-11-22T07:31:00.000Z',
    waiting: false,
    ...change,
  };
}

/** A reset that was approved for the reader. */
export const sampleNotice: OwnNotice = {
  id: buildId(8001),
  reason: 'reset',
  stolen: false,
  public: false,
  moved: false,
  askedAt: '2026-11-22T07:50:00.000Z',
  approvedAt: '2026-11-22T08:05:00.000Z',
  approvedBy: 'Dr Anne Lemaire',
  usedAt: null,
  usedOn: null,
  contestedBy: null,
  contestedAt: null,
};
