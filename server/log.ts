import { pino } from 'pino';
import type { FastifyBaseLogger } from 'fastify';

/** Fields whose value is never written, whatever it holds. */
const SECRET_FIELD =
  /^(authorization|cookie|password|otp|code_?hash|token|secret|niss|ssin|family|given|name|login|birth_?date|text|values|parameters|detail|hint|body|headers|key|csr|proof)$/i;
const MAX_DEPTH = 5;

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b(bearer|basic)\s+[\w~+/.=-]+/gi, '$1 [token]'],
  [/-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(-----END [A-Z0-9 ]+-----|$)/g, '[pem]'],
  // National number in any spelling: 93.05.18-223.61, 930518 22361, 93051822361.
  [/(?<!\d)\d{2}[.\s/-]?\d{2}[.\s/-]?\d{2}[.\s/-]?\d{3}[.\s/-]?\d{2}(?!\d)/g, '[number]'],
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

/** What a line of the log may say of any text: no name, number, UID or secret that can be told by its shape. */
export function redactText(text: string): string {
  return PATTERNS.reduce((rest, [pattern, stand]) => rest.replace(pattern, stand), text);
}

/** The same for a value: fields known to hold persons or secrets go, errors keep class, code and places, texts are redacted. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string')
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value) ? value : redactText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth > MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return redactError(value, depth);
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (Array.isArray(value)) return value.slice(0, 20).map((item) => redactValue(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_FIELD.test(key) ? '[redacted]' : redactValue(inner, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): object {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.constructor.name,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    message: redactText(error.message),
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
