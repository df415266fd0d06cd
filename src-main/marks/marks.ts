import { z } from 'zod';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import { Mark, mostMarks, type TodoLine } from '../../contracts/mark.ts';
import { PatientId } from '../../contracts/identifiers.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { Tell } from '../ipc/channels.ts';
import type { Log } from '../log/log.ts';
import { toNewest } from '../record/marked.ts';
import type { OpenSession } from '../session/session.ts';
import { isClosing } from '../sync/mirror-run.ts';
import type { Records } from '../sync/records.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import { readCopiedTodo } from './copied-todo.ts';

/** The collaborators of the marks. */
export interface MarksParts {
  readonly client: () => HospitalClient;
  readonly vault: VaultClient;
  readonly session: () => OpenSession;
  readonly isOnline: () => boolean;
  readonly records: () => Pick<Records, 'read'>;
  readonly tell: Tell;
  readonly now: () => Date;
  readonly log: Log;
}

/** *Seen*, *to do*, *done*: what the physician says of documents, kept sealed here until the hospital holds it [X20]. */
export interface Marks {
  /** Marks a document of an open record; shown at once, sent as soon as there is a line. */
  set(patient: string, mark: Pick<Mark, 'document' | 'state' | 'due'>): Promise<void>;
  /** The marks of a patient: of each document the word said last, of those `kept` in the copy and those said here. */
  marksOf(patient: string, kept: readonly Mark[]): Promise<readonly Mark[]>;
  /** What is to be done over all patients. `whole` is false without a line: then only of whom there is a copy. */
  listTodo(): Promise<{ readonly lines: TodoLine[]; readonly whole: boolean }>;
  /** Sends what the hospital does not hold yet. */
  send(): Promise<void>;
  forget(): void;
}

const Said = z.strictObject({ patient: PatientId, mark: Mark });
type Said = z.infer<typeof Said>;

const isSame = (one: Said, other: Said): boolean =>
  one.patient === other.patient && one.mark.document === other.mark.document;

/** Opens the marks of whoever signs in: nothing is read before it is needed. */
export function openMarks({ client, vault, session, isOnline, records, tell, now, log }: MarksParts): Marks {
  /** Said since the session began, sent or not; and what a former one could not send. */
  let said: Said[] | null = null;
  let unsent: Said[] = [];
  let round = 0;
  let sending: Promise<void> = Promise.resolve();

  async function load(): Promise<Said[]> {
    if (said !== null) return said;
    const mine = round;
    const text = await vault.order('read-marks', null);
    if (mine !== round || said !== null) return said ?? [];
    const kept = z.array(Said).safeParse(text === null ? [] : JSON.parse(text));
    unsent = kept.success ? kept.data : [];
    said = unsent;
    return said;
  }

  async function save(): Promise<void> {
    await vault.order('save-marks', { text: JSON.stringify(unsent) });
  }

  async function sendOnce(): Promise<void> {
    await load();
    const mine = round;
    for (const patient of new Set(unsent.map((one) => one.patient))) {
      const batch = unsent.filter((one) => one.patient === patient).slice(0, mostMarks);
      try {
        await client().ask('mark/save', { params: { patient }, input: { marks: batch.map(({ mark }) => mark) } });
      } catch (cause) {
        const code: FailureCode = cause instanceof ExpectedFailure ? cause.code : 'bug';
        log.write('marks/not-sent', { code }, cause);
        // Of a record that is closed to him nothing is kept, here neither.
        if (!isClosing(code)) continue;
        said = (said ?? []).filter((one) => one.patient !== patient);
      }
      if (mine !== round) return;
      // What was said meanwhile of the same document waits for the next turn.
      unsent = unsent.filter((one) => !batch.includes(one));
      await save();
    }
  }

  function send(): Promise<void> {
    const turn = sending.catch(() => undefined).then(async () => (isOnline() ? await sendOnce() : undefined));
    sending = turn;
    return turn;
  }

  return {
    send,
    async set(patient, { document, state, due }) {
      session();
      const { copy } = await records().read(patient);
      if (!copy.record.resources.has(document)) throw new ExpectedFailure('document-not-available');
      const before = await load();
      const at = now().toISOString();
      const one: Said = { patient, mark: { document, state, due, saw: toNewest(copy.record, document), at } };
      said = [...before.filter((other) => !isSame(other, one)), one];
      unsent = [...unsent.filter((other) => !isSame(other, one)), one];
      await save();
      tell('record/changed', { patient });
      void send().catch((cause: unknown) => log.write('marks/not-sent', {}, cause));
    },
    async marksOf(patient, kept) {
      const mine = (await load().catch(() => [])).filter((one) => one.patient === patient);
      const newest = new Map(kept.map((mark) => [mark.document, mark]));
      for (const { mark } of mine) {
        const other = newest.get(mark.document);
        if (other === undefined || other.at <= mark.at) newest.set(mark.document, mark);
      }
      return [...newest.values()];
    },
    async listTodo() {
      session();
      if (isOnline()) {
        await send().catch(() => undefined);
        try {
          const { lines } = await client().ask('mark/list-todo', { timeout: 5_000 });
          return { lines, whole: true };
        } catch (cause) {
          const code = cause instanceof ExpectedFailure ? cause.code : 'bug';
          if (!['offline', 'server-unavailable'].includes(code)) throw cause;
        }
      }
      return { lines: await readCopiedTodo(vault, (patient, kept) => this.marksOf(patient, kept)), whole: false };
    },
    forget() {
      round += 1;
      said = null;
      unsent = [];
    },
  };
}
