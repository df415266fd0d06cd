import { ZodError } from 'zod';
import { api } from '../../contracts/api.ts';
import { failureCodes } from '../../contracts/failure.ts';
import { ipc, ipcEvents } from '../../contracts/ipc.ts';
import { updateReasons } from '../../contracts/updates.ts';

/** What may stand in a log line beside its event: counts, flags, codes; never a text that came from outside. */
export type Facts = Readonly<Record<string, number | boolean | null | string>>;

/** The client's log. `event` is a fixed word of the code; identifiers in `facts` are masked, messages of causes never written. */
export interface Log {
  write(event: string, facts?: Facts, cause?: unknown): void;
}

/** Class names and codes of errors as libraries make them; any other word in their place could be a person's. */
const KIND = /^[A-Z][A-Za-z]{0,40}(Error|Failure|Fault)$/;
const CODE = /^(E[A-Z0-9]{2,20}|[A-Z][A-Z0-9]*(_[A-Z0-9]+)+)$/;
/** A line of a stack that ends with a file of code, or with one of Node's own; the name alone. What only looks like one is a text. */
const FRAME = /^\s*at (?:.*[/\\(\s])?([\w.-]+\.[cm]?[jt]sx?:\d+:\d+)\)?$|^\s*at .*\(?node:(?:\w+\/)*(\w+:\d+:\d+)\)?$/;

const VOCABULARY: ReadonlySet<string> = new Set([
  ...failureCodes,
  ...Object.keys(ipc),
  ...Object.keys(ipcEvents),
  ...Object.keys(api),
  ...updateReasons,
  'update/package',
  'fhir',
  'dicomweb',
  'events',
  'starting',
  'keychain-problem',
  'not-enrolled',
  'activation',
  'certificate-problem',
  'signed-out',
  'locked',
  'signed-in',
  'connecting',
  'online',
  'offline',
  'enrolled',
  'expired',
  'revoked',
  'unknown',
]);
/** Incidents and request ids are made of consonants alone, so that no name can look like one. */
const TOKEN = /^[bcdfghjklmnpqrstvwxz]{5}(-[bcdfghjklmnpqrstvwxz]{5})+$/i;

/** Masks what is not certainly harmless: every string but codes of our own is replaced by its length. */
export function toSafeFacts(facts: Facts): Record<string, number | boolean | null | string> {
  const safe: Record<string, number | boolean | null | string> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === 'string')
      safe[name] = VOCABULARY.has(value) || TOKEN.test(value) ? value : `[${value.length} characters]`;
    else if (typeof value === 'number') safe[name] = Math.abs(value) >= 1e9 ? '[number]' : value;
    else safe[name] = value;
  }
  return safe;
}

/**
 * Reduces an error to what cannot hold a person's data: its class, its code, the places in our files. The message is dropped,
 * since a parser quotes what it could not parse; an AxiosError's `config` (private key) is never touched.
 */
export function toSafeCause(cause: unknown, depth = 0): Record<string, unknown> {
  if (!(cause instanceof Error)) return { kind: typeof cause };
  const code = (cause as { code?: unknown }).code;
  const frames = (cause.stack ?? '')
    .split('\n')
    .map((line) => FRAME.exec(line))
    .filter((match) => match !== null)
    .slice(0, 8)
    .map((match) => match[1] ?? match[2]);
  return {
    kind: KIND.test(cause.name) ? cause.name : 'Error',
    ...(typeof code === 'string' && (CODE.test(code) || VOCABULARY.has(code)) ? { code } : {}),
    ...(cause instanceof ZodError ? { issues: cause.issues.slice(0, 5).map((issue) => issue.code) } : {}),
    frames,
    ...(cause.cause !== undefined && depth < 3 ? { cause: toSafeCause(cause.cause, depth + 1) } : {}),
  };
}
