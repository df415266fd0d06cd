import type { z } from 'zod';
import { HospitalFile } from '../../contracts/hospital-file.ts';
import { staff, type StaffIpc, type StaffName, type StaffRow } from '../../contracts/staff.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { PrintPdf } from '../printing/print-pdf.ts';
import type { SaveFile } from '../printing/save-file.ts';
import type { OpenSession } from './session.ts';

/** The collaborators of the hospital's sections. */
export interface StaffParts {
  readonly client: () => HospitalClient;
  /** Throws where nobody is signed in, or the window is locked. */
  readonly session: () => OpenSession;
  readonly print: PrintPdf;
  readonly save: SaveFile;
}

/** One answer per row of contracts/staff.ts. */
export type StaffAnswers = {
  readonly [N in StaffName]: (input: z.output<StaffIpc[N]['input']>) => Promise<z.input<StaffIpc[N]['output']>>;
};

/** Hands each question of a section on to the hospital, which decides whether the role may ask it; keeps nothing of the answer. */
export function openStaff({ client, session, print, save }: StaffParts): StaffAnswers {
  async function ask(name: StaffName, question: Readonly<Record<string, unknown>>): Promise<unknown> {
    session();
    const row: StaffRow = staff[name];
    const pick = (shape: object) => Object.fromEntries(Object.entries(question).filter(([key]) => key in shape));
    const answer: unknown = await client().ask(name, {
      params: pick(row.params.shape) as never,
      input: pick(row.input.shape) as never,
      ...(row.patience === undefined ? {} : { timeout: row.patience * 1000 }),
    });
    if (row.delivers === undefined) return answer;
    const file = HospitalFile.parse(answer);
    const bytes = Buffer.from(file.base64, 'base64');
    // Whoever locked or left while the hospital was making it gets nothing on paper.
    session();
    if (row.delivers === 'save') return { saved: await save(file.name, bytes) };
    await print(bytes);
    return {};
  }
  return Object.fromEntries(
    Object.keys(staff).map((name) => [name, (question: object) => ask(name as StaffName, { ...question })]),
  ) as unknown as StaffAnswers;
}
