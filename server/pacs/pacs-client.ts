import { z } from 'zod';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { readBoundary, readMultipart } from '../dicom/multipart.ts';

/** Where the PACS is, and how it knows us. */
export interface PacsSettings {
  /** Root of its DICOMweb services, `https://pacs/dicom-web`. */
  readonly url: string;
  /** Authorization header's value; null for a PACS that asks for none. */
  readonly authorization: string | null;
  /** Seconds between two looks. */
  readonly seconds: number;
}

/** A study as the PACS lists it. */
export interface PacsStudy {
  readonly study: string;
  /** Null where it does not count them. */
  readonly instances: number | null;
  readonly patientId: string;
}

/** An instance as the PACS lists it. */
export interface PacsInstance {
  readonly series: string;
  readonly instance: string;
}

/** A PACS behind DICOMweb. Whatever keeps it from answering is `pacs-unavailable`; nothing it says is believed before it is checked. */
export interface PacsClient {
  /** Every study, page by page. */
  listStudies(): AsyncGenerator<readonly PacsStudy[]>;
  listInstances(study: string): Promise<readonly PacsInstance[]>;
  /** The file as the PACS keeps it (never transcoded), piece by piece; null when there is none. */
  readInstance(study: string, series: string, instance: string): Promise<AsyncIterable<Buffer> | null>;
}

const PAGE = 200;
const ANSWER_MS = 30_000;
const FILE_MS = 300_000;
const LIST_AT_MOST = 32 * 1024 * 1024;

const uid = z.string().regex(/^[0-9.]{1,64}$/);
const first = <T extends z.ZodType>(value: T) => z.object({ Value: z.tuple([value], z.unknown()) });
const Study = z.object({
  '0020000D': first(uid),
  '00100020': z.object({ Value: z.array(z.unknown()).optional() }).optional(),
  // A PACS may leave it out, or answer it empty.
  '00201208': z.object({ Value: z.array(z.unknown()).optional() }).optional(),
});
const Instance = z.object({ '0020000E': first(uid), '00080018': first(uid) });

/** Opens nothing: each question is a request of its own. */
export function openPacsClient({ url, authorization }: Pick<PacsSettings, 'url' | 'authorization'>): PacsClient {
  const ask = async (path: string, accept: string, milliseconds: number): Promise<Response> => {
    const headers = { accept, ...(authorization === null ? {} : { authorization }) };
    try {
      const signal = AbortSignal.timeout(milliseconds);
      const answer = await fetch(`${url}${path}`, { headers, signal, redirect: 'error' });
      if (answer.ok || answer.status === 404) return answer;
      await answer.body?.cancel();
      throw new Error(`the PACS answered ${answer.status}`);
    } catch (error) {
      throw toUnavailable(error);
    }
  };
  const list = async <T>(path: string, schema: z.ZodType<T>, mayBeAbsent: boolean): Promise<readonly T[]> => {
    const answer = await ask(path, 'application/dicom+json', ANSWER_MS);
    // A PACS without a study says so by 204 or an empty list; a 404 there is a wrong address, and nothing is forgotten for that.
    if (answer.status === 404 && !mayBeAbsent) {
      await answer.body?.cancel();
      throw toUnavailable(new Error('the PACS has no list of studies'));
    }
    if (answer.status === 404 || answer.status === 204) {
      await answer.body?.cancel();
      return [];
    }
    const bytes = await collect(toChunks(answer), LIST_AT_MOST);
    try {
      return z.array(schema).parse(JSON.parse(bytes.toString('utf8') || '[]'));
    } catch (error) {
      throw toUnavailable(error);
    }
  };
  return {
    listStudies: async function* listStudies() {
      const seen = new Set<string>();
      for (let offset = 0; ; ) {
        const path = `/studies?limit=${PAGE}&offset=${offset}&includefield=00201208`;
        const rows = await list(path, Study, offset > 0);
        const fresh = rows
          .map((row) => ({
            study: row['0020000D'].Value[0],
            instances: toCount(row['00201208']?.Value?.[0]),
            patientId: toText(row['00100020']?.Value?.[0]),
          }))
          .filter(({ study }) => !seen.has(study));
        // One that knows no pages gives all of them each time.
        if (fresh.length === 0) return;
        for (const { study } of fresh) seen.add(study);
        yield fresh;
        offset += rows.length;
      }
    },
    listInstances: async (study) => {
      const found = new Map<string, PacsInstance>();
      for (let offset = 0; ; ) {
        const rows = await list(`/studies/${study}/instances?limit=${PAGE}&offset=${offset}`, Instance, true);
        const before = found.size;
        for (const row of rows) {
          const instance = row['00080018'].Value[0];
          found.set(instance, { series: row['0020000E'].Value[0], instance });
        }
        if (found.size === before) return [...found.values()];
        offset += rows.length;
      }
    },
    readInstance: async (study, series, instance) => {
      const accept = 'multipart/related; type="application/dicom"; transfer-syntax=*';
      const path = `/studies/${study}/series/${series}/instances/${instance}`;
      const answer = await ask(path, accept, FILE_MS);
      const boundary = answer.status === 404 ? null : readBoundary(answer.headers.get('content-type') ?? '');
      if (boundary !== null) return readFirstPart(answer, boundary);
      await answer.body?.cancel();
      if (answer.status === 404) return null;
      throw toUnavailable(new Error('the PACS answered another content'));
    },
  };
}

/** What the PACS does wrong is its failure, not the reader's. */
function toUnavailable(cause: unknown): ExpectedFailure {
  return cause instanceof ExpectedFailure && cause.code === 'pacs-unavailable'
    ? cause
    : new ExpectedFailure('pacs-unavailable', { cause });
}

async function* readFirstPart(answer: Response, boundary: string): AsyncGenerator<Buffer> {
  try {
    for await (const { chunks } of readMultipart(toChunks(answer), boundary)) {
      yield* chunks;
      return;
    }
  } catch (error) {
    throw toUnavailable(error);
  } finally {
    await answer.body?.cancel().catch(() => undefined);
  }
}

async function* toChunks(answer: Response): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>)
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  } catch (error) {
    throw toUnavailable(error);
  }
}

async function collect(chunks: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const held: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size > most) throw toUnavailable(new Error('the PACS answered without end'));
  }
  return Buffer.concat(held);
}

/** IS as a number or as its text; null for anything else, which is no reason to look at nothing. */
function toCount(value: unknown): number | null {
  const count = typeof value === 'string' && /^\s*\d{1,9}\s*$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null;
}

function toText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
