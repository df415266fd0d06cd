import { pino } from 'pino';
import type { FastifyBaseLogger } from 'fastify';
import { ZodError } from 'zod';

/** Fields whose value is never written, whatever it holds. */
const SECRET_FIELD =
  /^(authorization|cookie|password|otp|code_?hash|token|secret|niss|ssin|family|given|name|login|birth_?date|text|values|parameters|detail|hint|body|headers|key|csr|proof)$/i;
const MAX_DEPTH = 5;
/** Codes as Node, PostgreSQL, OpenSSL and we ourselves make them; any other word in their place could be a person's. */
const CODE =
  /^(?:E[A-Z0-9]{2,20}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|(?=[A-Z]*\d)[0-9A-Z]{5}|[a-z]+(?:-[a-z]+)+|bug|conflict|offline)$/;
/** Longer is no sentence of a program. */
const LONGEST_MESSAGE = 300;

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(bearer|basic)\s+[\w~+/.=-]+/gi, '$1 [token]'],
  [/-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(-----END [A-Z0-9 ]+-----|$)/g, '[pem]'],
  // National number in any spelling: 93.05.18-223.61, 930518 22361, 93051822361; a hyphen may be any of Unicode's.
  [/(?<!\d)\d{2}[.\s/\p{Pd}_]?\d{2}[.\s/\p{Pd}_]?\d{2}[.\s/\p{Pd}_]?\d{3}[.\s/\p{Pd}_]?\d{2}(?!\d)/gu, '[number]'],
  // DICOM UID: at least four components of digits.
  [/(?<![\d.])\d+(\.\d+){3,}(?![\d.])/g, '[uid]'],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, '[mail]'],
  // Base 64 or hexadecimal long enough to be a key or a token; a UUID is shorter in each of its parts.
  [/(?<![\w-])[A-Za-z0-9_+/-]{32,}={0,2}(?![\w-])/g, '[secret]'],
  // HL7 and DICOM names.
  [/[\p{L}'’-]+\^[\p{L}'’^ -]+/gu, '[name]'],
  // Two words with capitals, with particles between: Jeanne Dupont, VAN DEN BERGHE Marie, Dr Jean-Paul Lefèvre.
  [/\p{Lu}[\p{L}'’.-]*(?:[ ,]+(?:(?:de|du|des|la|le|van|der|den|von|d’|d')[ ]*)*\p{Lu}[\p{L}'’-]*)+/gu, '[name]'],
];

const DAY = '(?:0?[1-9]|[12]\\d|3[01])';
const MONTH = '(?:0?[1-9]|1[0-2])';
/** Beyond that, in the log alone: what a parser quotes is what it was given, and a day may be that of somebody's birth. */
const LOG_PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(["'`«“”‘’])(?![a-z]+(?:_[a-z]+)+\1)[^"'`«»“”‘’\n]*(?:["'`»“”‘’]|\.\.\.|$)/gu, '[quoted]'],
  [new RegExp(`(?<!\\d)(?:19|20)\\d\\d[-/.]?${MONTH}[-/.]?${DAY}(?!\\d)`, 'g'), '[date]'],
  [new RegExp(`(?<!\\d)${DAY}[-/. ]${MONTH}[-/. ](?:19|20)?\\d\\d(?!\\d)`, 'g'), '[date]'],
  [new RegExp(`(?<!\\d)${DAY}(?:er|\\.)? \\p{L}{3,9}\\.? (?:19|20)\\d\\d(?!\\d)`, 'gu'), '[date]'],
];

/** What a line of the log may say of any text: no name, number, UID or secret that can be told by its shape. */
export function redactText(text: string): string {
  return PATTERNS.reduce((rest, [pattern, stand]) => rest.replace(pattern, stand), text);
}

/** The same, stricter, for what nobody but the log keeps. */
function redactLogText(text: string): string {
  return LOG_PATTERNS.reduce((rest, [pattern, stand]) => rest.replace(pattern, stand), redactText(text));
}

/** Fields that name a request or an incident; any other may hold a patient's id. */
const OWN_ID = /^(incident|id|reqId|requestId)$/;

/** The same for a value: fields known to hold persons or secrets go, errors keep class, code and places, texts are redacted. */
export function redactValue(value: unknown, depth = 0, name = ''): unknown {
  if (typeof value === 'string')
    return OWN_ID.test(name) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
      ? value
      : redactLogText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth > MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redactValue(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_FIELD.test(key) ? '[redacted]' : redactValue(inner, depth + 1, key),
    ]),
  );
}

/**
 * What an error says of itself. The engine's own errors about a text repeat it, with or without quotation marks, and a schema's name its
 * keys: of those, class, codes and places say enough.
 */
function toMessage(error: Error): string {
  if (error instanceof ZodError)
    return error.issues
      .slice(0, 5)
      .map(({ code }) => code)
      .join(' ');
  if (error instanceof SyntaxError || error instanceof RangeError || error instanceof URIError) return '[echo]';
  return redactLogText(error.message).slice(0, LONGEST_MESSAGE);
}

function redactError(error: Error, depth: number): object {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return {
    type: error.constructor.name,
    ...('code' in error && typeof error.code === 'string' && CODE.test(error.code) ? { code: error.code } : {}),
    message: toMessage(error),
    at: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: redactValue(error.cause, depth + 1) }),
  };
}

/** Where log lines go. */
export interface LogSink {
  write(line: string): void;
}

/** The server's log: JSON lines, redacted before they are serialised; requests appear by route and id, never by URL. */
export function openLog(sink: LogSink = process.stderr, level = 'info'): FastifyBaseLogger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors are objects already when they arrive here.
      serializers: { err: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          const safe = args.map((arg) => redactValue(arg instanceof Error ? { err: arg } : withoutHttp(arg)));
          method.apply(this, safe as Parameters<typeof method>);
        },
      },
    },
    sink,
  );
}

/** Fastify's `{ req }` and `{ res }` are cut down to what may be told: method, route, id, status; never the URL. */
function withoutHttp(arg: unknown): unknown {
  if (typeof arg !== 'object' || arg === null || !('req' in arg || 'res' in arg)) return arg;
  const { req, res, ...rest } = arg as { req?: HttpRequest; res?: { statusCode?: number } };
  return {
    ...rest,
    ...(req === undefined ? {} : { req: { method: req.method, route: req.routeOptions?.url ?? null, id: req.id } }),
    ...(res === undefined ? {} : { res: { status: res.statusCode } }),
  };
}

interface HttpRequest {
  readonly method?: string;
  readonly id?: unknown;
  readonly routeOptions?: { readonly url?: string };
}
