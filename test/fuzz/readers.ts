import { readFileFormat } from '../../contracts/file-format.ts';
import { readFile, type TextFormat } from '../../src-renderer/features/document/readers/read-file.ts';
import type { Reading } from '../../src-renderer/features/document/readers/reading.ts';
import { findDanger } from './find-danger.ts';
import { type Dialect, mutate, type Sample } from './mutate.ts';
import { openRandom } from './random.ts';
import { type Court, readCpu, toFault } from './verdict.ts';

/** As long as the pane waits for a file (readers/open-file.ts). */
const LIMIT_MS = 10_000;
/** Text that a file of at most a few hundred kilobytes can honestly hold. */
const MOST_TEXT = 32 * 2 ** 20;

const TEXTS: readonly string[] = ['rtf', 'cda', 'kmehr', 'healthone', 'medidoc'] satisfies TextFormat[];
const isText = (format: string | null): format is TextFormat => format !== null && TEXTS.includes(format);

/** Judges the readers that run in the file worker: a reading or a refusal in time, and nothing in it that runs or fetches. */
export function openReaderCourt(subject: string, samples: readonly Sample[], dialect: Dialect): Promise<Court> {
  const formats = new Map(samples.map(({ name, bytes }) => [name, readFileFormat(bytes)]));
  return Promise.resolve({
    judge: async (seed, number) => {
      const mutation = mutate(samples, dialect, openRandom(seed, subject, number));
      // Its bytes decide, as in the pane; those that tell nothing any more are given to the reader of what they were.
      const told = readFileFormat(mutation.bytes);
      const was = formats.get(mutation.source) ?? null;
      const format = isText(told) ? told : isText(was) ? was : 'rtf';
      const { value, cpu } = await readCpu(() => readOrRefuse(format, mutation.bytes));
      const fault = cpu > LIMIT_MS ? `took ${Math.round(cpu)} ms` : value === null ? null : toReadingFault(value);
      return {
        outcome: value === null ? `${format}: refused` : value.cut ? `${format}: read, cut` : `${format}: read`,
        fault: fault === null ? null : toFault(fault, mutation),
      };
    },
    close: () => Promise.resolve(),
  });
}

/** What is wrong with a reading; what the pane's sanitiser would take away may not even come to it. */
function toReadingFault({ parts }: Reading): string | null {
  let length = 0;
  for (const part of parts) {
    if (part.show === 'html') {
      length += part.html.length;
      const danger = findDanger(part.html);
      if (danger !== null) return `shows ${danger}`;
    } else if (part.show === 'file' && isText(part.format)) {
      const within = readOrRefuse(part.format, part.bytes);
      const fault = within === null ? null : toReadingFault(within);
      if (fault !== null) return `within it: ${fault}`;
    } else length += JSON.stringify(part, (key, value: unknown) => (key === 'bytes' ? null : value)).length;
  }
  return length > MOST_TEXT ? `becomes ${length} characters` : null;
}

/** As the worker does: whatever the reader throws is a file that cannot be read. */
function readOrRefuse(format: TextFormat, bytes: Uint8Array): Reading | null {
  try {
    return readFile(format, bytes);
  } catch {
    return null;
  }
}
