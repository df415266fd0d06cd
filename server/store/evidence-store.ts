import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import type { EvidenceFacts } from '../evidence/evidence-facts.ts';
import type { KnownVersion, TracedEntry } from '../evidence/seen.ts';

/** Everything of a link’s physician and patient; refuses `not-found`, and `link-state-conflict` where nobody signed. Director only. */
export async function readEvidenceFacts(
  database: Database,
  { session, certificate }: Caller,
  link: string,
): Promise<{ facts: EvidenceFacts; patient: string }> {
  const [row] = await database.ask<{ facts: EvidenceFacts; patient: string }>(
    'evidence-facts',
    'select facts, patient from api.evidence_facts($1, $2, $3)',
    [session, certificate, link],
  );
  if (row === undefined) throw new Error('the evidence had no answer');
  return row;
}

/** The trace of that physician about that patient, oldest first. */
export async function readEvidenceTrace(
  database: Database,
  { session, certificate }: Caller,
  link: string,
): Promise<TracedEntry[]> {
  const rows = await database.ask<Omit<TracedEntry, 'writer' | 'seq'> & { writer: string; seq: string }>(
    'evidence-trace',
    'select * from api.evidence_trace($1, $2, $3)',
    [session, certificate, link],
  );
  return rows.map((row) => ({ ...row, writer: Number(row.writer), seq: Number(row.seq) }));
}

/** Versions and hashes of these, of that patient alone. */
export async function readEvidenceVersions(
  database: Database,
  { session, certificate }: Caller,
  link: string,
  refs: readonly string[],
): Promise<KnownVersion[]> {
  return database.ask<KnownVersion>(
    'evidence-versions',
    'select ref, version, updated, sha256 from api.evidence_versions($1, $2, $3, $4)',
    [session, certificate, link, refs],
  );
}
