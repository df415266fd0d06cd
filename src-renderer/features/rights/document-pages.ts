import type { Result } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { type DeskDocument, documentsAtOnce } from '../../../contracts/patient-rights.ts';

/** The newest documents of a patient, so many pages of `documentsAtOnce` of them; fewer where there are no more. */
export async function readDocuments(
  ask: Bridge['ask'],
  patient: string,
  pages: number,
): Promise<Result<DeskDocument[]>> {
  const listed: DeskDocument[] = [];
  for (let page = 0; page < pages; page += 1) {
    const answer: Result<DeskDocument[]> = await ask('patient-rights/documents', {
      patient,
      after: listed.at(-1)?.document ?? null,
    });
    if (!answer.ok) return answer;
    listed.push(...answer.value);
    if (answer.value.length < documentsAtOnce) break;
  }
  return { ok: true, value: listed };
}
