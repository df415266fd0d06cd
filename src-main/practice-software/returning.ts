import type { HandOverFile } from '../../contracts/hand-over.ts';
import type { KnownNumbers } from '../agenda/known-numbers.ts';
import type { Log } from '../log/log.ts';
import { toReturnFolder } from './return-folder.ts';

/** Where what is sent back of one patient goes. */
export interface ReturnPlace {
  readonly patient: string;
  /** The hand-over that named the folder; what is sent back is called after it. */
  readonly id: string;
  readonly folder: string;
  /** What the vault calls the number that came with the hand-over, null when none came. */
  readonly number: string | null;
}

/** The one patient whose documents go back to the practice's software, and where to. */
export interface Returning {
  patient(): string | null;
  /** The place for this patient; throws nothing, null when there is none. */
  find(patient: string): ReturnPlace | null;
  bind(patient: string, id: string, file: HandOverFile): Promise<void>;
  /** A new patient: bound once a link is made with the number that was handed over. */
  expect(id: string, file: HandOverFile): void;
  /** Answers the hand-over that was waiting for this patient. */
  linked(patient: string, niss: string): Promise<string | null>;
  /** False when the record's own number is known to be another than the one handed over: somebody else's file. */
  isSame(place: ReturnPlace): Promise<boolean>;
  /** How many documents have been sent back to the place, this one counted. */
  count(): number;
  forget(): void;
}

/** How long the steps of a new link may last before the number is forgotten, in milliseconds. */
const STEPS = 1_800_000;

/** Opens the keeper of the way back: there is none yet. */
export function openReturning(parts: {
  readonly userData: string;
  readonly numbers: KnownNumbers;
  readonly now: () => Date;
  readonly log: Log;
}): Returning {
  const { numbers, userData } = parts;
  let place: ReturnPlace | null = null;
  let expected: { readonly id: string; readonly file: HandOverFile; readonly until: number } | null = null;
  let sent = 0;

  async function bind(patient: string, id: string, { niss, returnFolder }: HandOverFile): Promise<void> {
    place = null;
    expected = null;
    sent = 0;
    if (returnFolder === undefined) return;
    const folder = await toReturnFolder(returnFolder, userData);
    const number = niss === undefined ? null : await numbers.toFingerprint(niss);
    if (folder === null) parts.log.write('hand-over/folder-refused');
    else place = { patient, id, folder, number };
  }

  return {
    patient: () => place?.patient ?? null,
    find: (patient) => (place?.patient === patient ? place : null),
    bind,
    expect(id, file) {
      place = null;
      expected = { id, file, until: parts.now().getTime() + STEPS };
    },
    async linked(patient, niss) {
      const waiting = expected;
      if (waiting === null || waiting.file.niss !== niss || parts.now().getTime() > waiting.until) return null;
      await bind(patient, waiting.id, waiting.file);
      return waiting.id;
    },
    async isSame({ patient, number }) {
      if (number === null) return true;
      await numbers.learnFromCopy(patient).catch(() => undefined);
      return (numbers.read().get(patient) ?? number) === number;
    },
    count() {
      sent += 1;
      return sent;
    },
    forget() {
      place = null;
      expected = null;
    },
  };
}
