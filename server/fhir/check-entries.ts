import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import { toDateRange } from '../mapping/local-date.ts';
import { isJson, type Json, readIdentifier, readPath, toFolded } from '../mapping/search-index.ts';
import type { TransactionEntry } from '../mapping/transaction.ts';
import { readPatients } from '../store/record-store.ts';
import { isTolerable } from './tolerance.ts';
import { type Issue, openValidator } from './validate.ts';

/** What speaks against a transaction, and what is taken though it is not valid FHIR. */
export interface CheckedEntries {
  readonly refusals: readonly Issue[];
  readonly faults: ReadonlyMap<TransactionEntry, readonly Issue[]>;
}

/** Checks each resource by itself: both validators, the characters, and whether a patient can be told from another. */
export function checkEntries(entries: readonly TransactionEntry[]): CheckedEntries {
  const validate = openValidator();
  const refusals: Issue[] = [];
  const faults = new Map<TransactionEntry, Issue[]>();
  for (const entry of entries) {
    const { plain, type } = entry;
    const at = `${entry.at}.resource`;
    const issues = validate(plain, at);
    const tolerable = issues.filter((issue) => isTolerable(type, at, issue));
    if (tolerable.length > 0) faults.set(entry, tolerable);
    refusals.push(...issues.filter((issue) => !tolerable.includes(issue)));
    if (!isStorable(plain)) {
      const text = `${type} holds a character that no text may hold.`;
      refusals.push({ code: 'value', text, expression: at });
    }
    if (type === 'Patient') refusals.push(...checkPatient(plain, at));
  }
  return { refusals, faults };
}

/**
 * A Patient found by its number stays as it is stored; what the bundle says of it must not be somebody else's. Birth dates that
 * differ, or both names, are refused. The answer repeats neither.
 */
export async function checkFoundPatients(
  database: Database,
  caller: Caller,
  entries: readonly TransactionEntry[],
): Promise<Issue[]> {
  const found = entries.filter((entry) => entry.type === 'Patient' && entry.found);
  if (found.length === 0) return [];
  const stored = await readPatients(
    database,
    caller,
    found.map(({ id }) => id),
  );
  return found.flatMap((entry): Issue[] => {
    const known = stored.find(({ id }) => id === entry.id);
    const expression = `${entry.at}.resource`;
    if (known === undefined || isSamePerson(entry.plain, JSON.parse(known.content) as Json)) return [];
    const text = 'The patient who has this number in the hospital has another name or birth date.';
    return [{ code: 'business-rule', text, expression }];
  });
}

function isSamePerson(sent: Json, known: Json): boolean {
  const [one, other] = [sent['birthDate'], known['birthDate']];
  const least = Math.min(String(one).length, String(other).length);
  if (typeof one === 'string' && typeof other === 'string' && one.slice(0, least) !== other.slice(0, least))
    return false;
  const names = (resource: Json, path: string): string[] =>
    readPath(resource, path).flatMap((name) => (typeof name === 'string' ? toFolded(name).split(/[ -]/) : []));
  const shares = (path: string): boolean | null => {
    const [ours, theirs] = [names(known, path), names(sent, path)];
    return ours.length === 0 || theirs.length === 0 ? null : theirs.some((name) => ours.includes(name));
  };
  return shares('name.family') !== false || shares('name.given') === true;
}

function checkPatient(plain: Json, at: string): Issue[] {
  const issues: Issue[] = [];
  const isIdentified = readPath(plain, 'identifier').some((value) => (readIdentifier(value)?.system ?? '') !== '');
  if (!isIdentified)
    issues.push({
      code: 'business-rule',
      text: 'A Patient without an identifier (system and value) is nobody in particular.',
      expression: `${at}.identifier`,
    });
  const birth = plain['birthDate'];
  if (typeof birth === 'string' && toDateRange(birth) === null)
    issues.push({ code: 'value', text: 'The birth date is no date.', expression: `${at}.birthDate` });
  return issues;
}

/** PostgreSQL holds neither U+0000 nor half a surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (Array.isArray(value)) return value.every(isStorable);
  return !isJson(value) || Object.entries(value).every(([name, inner]) => isStorable(name) && isStorable(inner));
}
