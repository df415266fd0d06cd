import { z } from 'zod';
import { accessRequestRows } from './access-request.ts';
import { type ApiRow, none } from './api-row.ts';
import { disputeRows } from './dispute.ts';
import { evidenceRows } from './evidence.ts';
import { approvalRows } from './approval.ts';
import { intakeRows } from './intake.ts';
import { letterRows } from './letter.ts';
import { messageRows } from './message.ts';
import { patientRightsRows } from './patient-rights.ts';
import { mySessionRows } from './my-session.ts';
import { pcRows } from './pcs.ts';
import { physicianRows } from './physician.ts';
import { quarantineRows } from './quarantine.ts';
import { receiptRows } from './receipt.ts';
import { traceRows } from './trace.ts';
import { releaseRows } from './updates.ts';

/**
 * A row of a hospital section. Nothing of it is kept on the PC: the window asks by the row's name, with its parameters and its body in
 * one object, and the main process hands it on. `delivers: 'print'` sends the answered file to the printer and `'save'` to where the user
 * says; the window then never sees its bytes.
 */
export interface StaffRow extends ApiRow {
  readonly listener: 'medical';
  readonly params: z.ZodObject;
  readonly input: z.ZodObject;
  readonly delivers?: 'print' | 'save';
  /** Seconds without a byte before the line counts as cut; 15 where nothing is said. */
  readonly patience?: number;
}

/**
 * Everything that the Medical Director, the patient desk and the helpdesk may ask, and what everybody may of the own sessions; the
 * hospital looks at the role.
 */
export const staff = {
  ...accessRequestRows,
  ...disputeRows,
  ...physicianRows,
  ...evidenceRows,
  ...intakeRows,
  ...letterRows,
  ...messageRows,
  ...mySessionRows,
  ...patientRightsRows,
  ...approvalRows,
  ...pcRows,
  ...quarantineRows,
  ...receiptRows,
  ...releaseRows,
  ...traceRows,
} as const satisfies Record<string, StaffRow>;

export type Staff = typeof staff;
export type StaffName = keyof Staff;

/** Base name under which a file was saved, null when the dialog was closed. */
export const SavedFile = z.strictObject({ saved: z.string().nullable() });

type Delivered<Row> = Row extends { readonly delivers: 'print' }
  ? typeof none
  : Row extends { readonly delivers: 'save' }
    ? typeof SavedFile
    : Row extends { readonly output: infer Output }
      ? Output
      : never;

type Asked<Row extends StaffRow> = Row['params']['shape'] & Row['input']['shape'] extends infer Shape extends
  z.ZodRawShape
  ? z.ZodObject<Shape, z.core.$strict>
  : never;

/** The same rows as the window asks them. */
export type StaffIpc = {
  readonly [N in StaffName]: {
    readonly input: Asked<Staff[N]>;
    readonly output: Delivered<Staff[N]>;
  };
};

const delivered = { print: none, save: SavedFile } as const;

/** What the window may ask of them: parameters and body in one strict object. */
export const staffIpc = Object.fromEntries(
  Object.entries<StaffRow>(staff).map(([name, row]) => [
    name,
    {
      input: z.strictObject({ ...row.params.shape, ...row.input.shape }),
      output: row.delivers === undefined ? row.output : delivered[row.delivers],
    },
  ]),
) as unknown as StaffIpc;
