import { z } from 'zod';
import { documentKinds } from './document-kind.ts';
import { HospitalFile } from './hospital-file.ts';
import { CalendarDate, Instant, PatientId } from './identifiers.ts';
import { Role } from './person.ts';

/**
 * One line of who looked at what and when [X09]. `look`: one document on a screen, on paper or in a file. `copy`: an encrypted copy kept up to date on
 * a PC, all of one day in one line. `denied`: asked for and refused, a day a line. `staff`: somebody of the hospital in the patient's file, a day a line.
 */
export const ReceiptLine = z.strictObject({
  section: z.enum(['look', 'copy', 'denied', 'staff']),
  at: Instant,
  /** Last moment of a line that stands for several; null for one alone. */
  until: Instant.nullable(),
  /** Null for somebody whom the hospital does not know. */
  name: z.string().nullable(),
  role: Role.nullable(),
  pcName: z.string().nullable(),
  action: z.enum(['looked-at', 'printed', 'exported']).nullable(),
  kind: z.enum([...documentKinds, 'record', 'other']).nullable(),
  /** Day of the document. */
  dated: CalendarDate.nullable(),
});
export type ReceiptLine = z.infer<typeof ReceiptLine>;

/** Lines of a receipt at most: a longer one covers fewer days, and says which. One PDF is made at once, and nothing else is answered meanwhile. */
export const LONGEST_RECEIPT = 500;

/** Calendar days of Europe/Brussels, both within; null is: as far as the hospital keeps it, and: until now. */
const Period = z.strictObject({ from: CalendarDate.nullable(), to: CalendarDate.nullable() });

const byPatient = z.strictObject({ patient: PatientId });
const row = { listener: 'medical', method: 'POST', params: byPatient } as const;

/** The desk's: the last hundred lines to look at, and the receipt as a French PDF/A to hand over. */
export const receiptRows = {
  'receipt/read': {
    ...row,
    path: '/api/patient-rights/:patient/looks',
    input: z.strictObject({}),
    output: z.array(ReceiptLine),
  },
  'receipt/print': {
    ...row,
    path: '/api/patient-rights/:patient/receipt',
    input: Period,
    output: HospitalFile,
    delivers: 'print',
    patience: 60,
  },
} as const;

/** The physician's: a receipt of his own looks at a patient whose record he may read now. */
export const ownReceiptRows = {
  'receipt/make-own': {
    ...row,
    path: '/api/patients/:patient/receipt',
    input: z.strictObject({}),
    output: HospitalFile,
  },
} as const;
