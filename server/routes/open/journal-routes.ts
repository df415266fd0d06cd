import { createHash, X509Certificate } from 'node:crypto';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { JournalLine } from '../../../contracts/mirror.ts';
import type { Routes, TraceEntry } from '../../deps.ts';
import { openAttemptLimit } from '../../domain/attempt-limit.ts';
import { follows, type ReadLine, readJournalUpload } from '../../domain/journal.ts';
import {
  type HeldJournal,
  keepJournal,
  readJournal,
  readJournalLines,
  readPersonsOfPc,
} from '../../store/journal-store.ts';
import { answer } from '../answer.ts';
import { toBudget, toBudgetKey } from './budgets.ts';

const MIB = 1024 * 1024;
/** Uploads a minute from one network that no PC signed; refusals in a quarter of an hour, of a PC or of such a network. */
const STRANGERS_PER_MINUTE = 60;
const REFUSALS = 20;
const WINDOW_MS = 15 * 60_000;

const traceKinds = {
  'looked-at': 'looked-at',
  printed: 'looked-at',
  exported: 'looked-at',
  received: 'session',
  copied: 'copied',
  'lease-ended': 'session',
} as const satisfies Record<JournalLine['action'], TraceEntry['kind']>;

/**
 * The write-only way in for what was looked at on a PC, whatever became of its certificate since. A line is traced before it is held: after
 * a crash between the two it is traced twice, under the same request id, and never not at all.
 */
export const journalRoutes: Routes = async (app, { database, trace, clock }) => {
  const refusals = openAttemptLimit(REFUSALS, WINDOW_MS, clock);

  answer(
    app,
    'journal/upload',
    async ({ input, request }) => {
      const sender = toBudgetKey(request);
      refusals.check(sender);
      const refuse = (): never => {
        refusals.fail(sender);
        throw new ExpectedFailure('journal-refused');
      };
      const certificate = readCertificate(input.certificate);
      const sha256 = createHash('sha256').update(certificate.raw).digest();
      const journal = await readJournal(database, sha256);
      if (journal === null) return refuse();
      let lines: readonly ReadLine[];
      try {
        lines = readJournalUpload(input.lines, certificate.publicKey);
      } catch (error) {
        refusals.fail(sender);
        throw error;
      }
      const fresh = await findFresh(lines, journal);
      if (fresh === null) return refuse();
      const persons = [...new Set(fresh.map(({ line }) => line.person))];
      const known = await readPersonsOfPc(database, journal.pc, persons.filter(isUuid));
      if (persons.some((person) => !known.has(person))) return refuse();
      await Promise.all(fresh.map(({ line }) => trace.append(toEntry(line, journal.pc))));
      const first = fresh[0]?.line.number;
      if (first !== undefined) await keepJournal(database, sha256, journal.pc, first, fresh);
      request.traced = true;
      return { held: Math.max(journal.held, fresh.at(-1)?.line.number ?? 0) };
    },
    { bodyLimit: 4 * MIB, config: toBudget(STRANGERS_PER_MINUTE) },
  );

  /** Lines not held yet; null when a held one differs or the first new one does not follow. */
  async function findFresh(lines: readonly ReadLine[], journal: HeldJournal): Promise<readonly ReadLine[] | null> {
    const old = lines.filter(({ line }) => line.number <= journal.held);
    const from = old[0]?.line.number;
    if (from !== undefined) {
      const held = await readJournalLines(database, journal.pc, from, journal.held);
      if (old.some(({ line, signed }) => held.get(line.number) !== signed)) return null;
    }
    const fresh = lines.slice(old.length);
    const next = fresh[0];
    return next === undefined || follows(next.line, journal.held, journal.last) ? fresh : null;
  }
};

/** The line as the trace keeps it; its own time stands in the object, since the trace's is the hospital's. */
function toEntry({ number, action, object, person, patient, at }: JournalLine, pc: string): TraceEntry {
  const what = `${action === 'printed' || action === 'exported' ? `${action} ` : ''}${object} at ${at}`;
  return {
    kind: traceKinds[action],
    person,
    pc,
    patient,
    object: what,
    outcome: action === 'lease-ended' ? 'lease-ended' : 'ok',
    requestId: `journal-${pc}-${number}`,
  };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

function readCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new ExpectedFailure('input-invalid');
  }
}
