import type { HospitalFacts } from '../../contracts/person.ts';
import type { ReceiptLine } from '../../contracts/receipt.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import { toFrenchBirth, toFrenchDate } from './french-date.ts';
import { renderPdf } from './render-pdf.ts';

/** What a receipt says. Days are `YYYY-MM-DD` in Europe/Brussels, both within; `physician`: it holds this person's looks alone. */
export interface Receipt {
  readonly patient: { readonly family: string; readonly given: readonly string[]; readonly birth: string | null };
  readonly from: string | null;
  readonly to: string;
  /** True when the period was cut because there was too much for one document. */
  readonly cut: boolean;
  readonly physician: string | null;
  readonly lines: readonly ReceiptLine[];
}

const clock = new Intl.DateTimeFormat('fr-BE', {
  timeZone: 'Europe/Brussels',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** In a patient's words, with their article where the sentence needs none. */
const kinds = {
  laboratory: 'Résultats de laboratoire',
  imaging: 'Examen d’imagerie (radiologie, scanner…)',
  letter: 'Courrier',
  report: 'Compte rendu d’examen',
  photograph: 'Photographies médicales',
  stay: 'Séjour ou visite à l’hôpital',
  appointment: 'Rendez-vous',
  allergy: 'Allergie',
  medication: 'Médicament',
  condition: 'Diagnostic',
  record: 'Ouverture du dossier (liste des documents)',
  other: 'Document',
} as const satisfies Record<NonNullable<ReceiptLine['kind']>, string>;

const roles = {
  physician: 'médecin',
  director: 'direction médicale',
  desk: 'guichet patient',
  helpdesk: 'helpdesk',
} as const satisfies Record<NonNullable<ReceiptLine['role']>, string>;

/** Who looked at what and when, as PDF/A-2b for the patient [X09]. The same lines give the same bytes at the same moment. */
export function toReceiptPdf(hospital: HospitalFacts, receipt: Receipt, at: Date): Buffer {
  const { patient, lines } = receipt;
  const of = (section: ReceiptLine['section']) => lines.filter((line) => line.section === section);
  const looks = of('look');
  // A copy of a day on which the same physician also looked was made for that look.
  const looked = new Set(looks.map(({ name, at: moment }) => `${name}/${toBrusselsDay(new Date(moment))}`));
  return renderPdf(
    'receipt',
    {
      hospital: { name: hospital.name, address: hospital.address, director: hospital.director },
      madeOn: toFrenchDate(toBrusselsDay(at)),
      madeAt: clock.format(at),
      patient: {
        name: [patient.family, patient.given.join(' ')].filter((part) => part !== '').join(' '),
        birth: patient.birth === null ? null : toFrenchBirth(patient.birth),
      },
      from: receipt.from === null ? null : toFrenchDate(receipt.from),
      to: toFrenchDate(receipt.to),
      cut: receipt.cut,
      physician: receipt.physician,
      looks: looks.map((line) => ({
        ...toMoment(line),
        what: line.kind === null ? kinds.other : kinds[line.kind],
        dated: line.dated === null ? null : toFrenchDate(line.dated),
        left: line.action === 'printed' ? 'imprimé' : line.action === 'exported' ? 'exporté' : null,
      })),
      copies: of('copy').map((line) => ({
        ...toMoment(line),
        pc: line.pcName,
        occasion: looked.has(`${line.name}/${toBrusselsDay(new Date(line.at))}`)
          ? 'Le dossier a été consulté ce jour-là'
          : 'Mise à jour automatique, sans consultation',
      })),
      denied: of('denied').map(toMoment),
      staff: of('staff').map((line) => ({ ...toMoment(line), role: line.role === null ? '' : roles[line.role] })),
    },
    at,
  );
}

function toMoment({ at, until, name }: ReceiptLine): { day: string; time: string; name: string } {
  const start = clock.format(new Date(at));
  const end = until === null ? start : clock.format(new Date(until));
  return {
    day: toFrenchDate(toBrusselsDay(new Date(at))),
    time: start === end ? start : `${start}\u00a0–\u00a0${end}`,
    name: name ?? 'Personne inconnue de l’hôpital',
  };
}
