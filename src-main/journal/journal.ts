import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { JournalLine, type JournalReceipt, type JournalUpload } from '../../contracts/mirror.ts';
import type { Log } from '../log/log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { openTurns } from '../storage/in-turn.ts';
import { readIfThere, readJson, removeLeftovers, toDiskFailure, writeJson, writeSafely } from '../storage/safe-file.ts';

/** What happened on the screen, before its number, time and chain are known. */
export type Look = Omit<z.input<typeof JournalLine>, 'number' | 'at' | 'previous'>;

/** Every version writes these three, and a number into `signed`; what a newer one says beside is passed over and kept (docs/compatibility.md). */
const StoredLine = z.object({ signed: z.string(), signature: z.string(), certificate: z.string() });
type StoredLine = z.infer<typeof StoredLine>;
const Numbered = z.object({ number: z.int().positive() });
const Head = z.object({ number: z.number().int(), hash: z.string() });
type Head = z.infer<typeof Head>;
const Held = z.object({ held: z.number().int() });

/** A line of the file: its very text, and what was read of it; null for what another version wrote in a way of its own. */
interface FiledLine {
  readonly text: string;
  readonly number: number;
  readonly line: StoredLine | null;
}

/** Who signs: the certificate names the key that a line was signed with, also after a renewal. */
export interface JournalSigner {
  readonly certificate: string;
  sign(text: string): string;
}

/** What was looked at on this PC: numbered without gaps, chained, signed; durable before the data are shown. */
export interface Journal {
  append(look: Look): Promise<void>;
  /** Sends what the hospital does not hold yet; `journal-refused` when it does not accept the chain. */
  upload(send: (upload: z.input<typeof JournalUpload>) => Promise<z.output<typeof JournalReceipt>>): Promise<void>;
  /** Number of lines that the hospital does not hold. */
  waiting(): number;
}

const NOTHING: Head = { number: 0, hash: '0'.repeat(64) };
const BATCH = 200;
/** Lines the hospital holds are dropped from the file once there are this many. */
const COMPACT_AT = 2000;

/** SHA-256 of a line's signed text: what the next line carries as `previous`. */
export function toLineHash(signed: string): string {
  return createHash('sha256').update(signed).digest('hex');
}

/** Reads one line; null for what is no JSON at all. */
function readLine(text: string, before: number): FiledLine | null {
  try {
    const read = StoredLine.safeParse(JSON.parse(text));
    if (!read.success) return { text, number: before, line: null };
    return { text, number: Numbered.parse(JSON.parse(read.data.signed)).number, line: read.data };
  } catch {
    return null;
  }
}

async function readLines(path: string): Promise<FiledLine[]> {
  const text = (await readIfThere(path))?.toString('utf8') ?? '';
  const lines: FiledLine[] = [];
  for (const line of text.split('\n')) {
    const read = readLine(line, lines.at(-1)?.number ?? 0);
    // A torn last line: its data were never shown, since `append` had not answered.
    if (read !== null) lines.push(read);
  }
  if (text !== '' && !text.endsWith('\n')) await writeLines(path, lines);
  return lines;
}

/** Appends a line durably or, as on a disk that fills up within it, not at all: the next one must not be joined to half of it. */
async function appendWhole(handle: FileHandle, line: string): Promise<void> {
  const { size } = await handle.stat();
  try {
    await handle.appendFile(line);
    await handle.datasync();
  } catch (cause) {
    await handle.truncate(size);
    throw cause;
  }
}

async function writeLines(path: string, lines: readonly FiledLine[]): Promise<void> {
  await writeSafely(path, lines.map(({ text }) => `${text}\n`).join(''));
}

/**
 * Opens the journal of one enrolled PC in `folder`. Head and counter are in the keychain: a file cut short or put back goes on from
 * the keychain's number, and the gap is then the hospital's to see and refuse.
 */
export async function openJournal(
  folder: string,
  pc: string,
  keychain: Keychain,
  signer: () => JournalSigner,
  log: Log,
  now: () => Date,
): Promise<Journal> {
  const place = join(folder, pc);
  const path = join(place, 'lines.jsonl');
  const headName = `journal/${pc}`;
  await mkdir(place, { recursive: true, mode: 0o700 });
  await removeLeftovers(place);
  let lines = await readLines(path);
  let held = (await readJson(join(place, 'held.json'), Held))?.held ?? 0;
  const kept = Head.safeParse(JSON.parse((await keychain.read(headName)) ?? 'null'));
  const last = lines.findLast(({ line }) => line !== null);
  let head: Head = last?.line ? { number: last.number, hash: toLineHash(last.line.signed) } : NOTHING;
  if (kept.success && kept.data.number > head.number) {
    if (kept.data.number > held) log.write('journal/cut-short', { missing: kept.data.number - head.number });
    head = kept.data;
  }
  const inTurn = openTurns();
  const inSending = openTurns();
  let saving: Promise<void> | null = null;

  /** The keychain follows the file, at most one write behind: a file ahead of it is a crash, a file behind it is not. */
  function saveHead(): void {
    if (saving !== null) return;
    const saved = head;
    saving = keychain
      .write(headName, JSON.stringify(saved))
      .catch((cause: unknown) => log.write('journal/head-not-kept', {}, cause))
      .finally(() => {
        saving = null;
        if (saved.number !== head.number) saveHead();
      });
  }

  async function write(look: Look): Promise<void> {
    const line = JournalLine.parse({ number: head.number + 1, at: now().toISOString(), ...look, previous: head.hash });
    const signed = JSON.stringify(line);
    const { certificate, sign } = signer();
    const stored: StoredLine = { signed, signature: sign(signed), certificate };
    const text = JSON.stringify(stored);
    try {
      const handle = await open(path, 'a', 0o600);
      try {
        await appendWhole(handle, `${text}\n`);
      } finally {
        await handle.close();
      }
    } catch (cause) {
      throw toDiskFailure(cause);
    }
    lines.push({ text, number: line.number, line: stored });
    head = { number: line.number, hash: toLineHash(signed) };
    saveHead();
  }

  async function sendAll(send: Parameters<Journal['upload']>[0]): Promise<void> {
    for (;;) {
      const unsent = lines.flatMap(({ number, line }) => (number > held && line !== null ? [line] : []));
      const [first] = unsent;
      if (first === undefined) break;
      const other = unsent.findIndex((line) => line.certificate !== first.certificate);
      const batch = unsent.slice(0, Math.min(BATCH, other < 0 ? BATCH : other));
      const receipt = await send({
        certificate: first.certificate,
        lines: batch.map(({ signed, signature }) => ({ signed, signature })),
      });
      if (receipt.held <= held) throw new ExpectedFailure('journal-refused');
      held = Math.min(receipt.held, head.number);
      await writeJson(join(place, 'held.json'), { held });
    }
    await inTurn(forgetHeld);
  }

  async function forgetHeld(): Promise<void> {
    if (lines.length < COMPACT_AT) return;
    lines = lines.filter(({ number, line }) => number > held || line === null);
    await writeLines(path, lines);
  }

  return {
    append: (look) => inTurn(() => write(look)),
    waiting: () => lines.filter(({ number, line }) => number > held && line !== null).length,
    upload(send) {
      // Beside the appends, never in their way: a slow line must not keep a document from being shown.
      return inSending(() => sendAll(send));
    },
  };
}
