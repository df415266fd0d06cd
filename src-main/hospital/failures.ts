import { ExpectedFailure, type FailureCode, isFailureCode } from '../../contracts/failure.ts';

const OFFLINE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'ECONNABORTED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EPIPE',
  'ERR_NETWORK',
  'ERR_CANCELED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'EPROTO',
  'EPROXYPASSWORD',
  'EPROXYREFUSED',
  'EPROXYDOWN',
  'EPROXYKIND',
]);
const UNTRUSTED = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_CHAIN_TOO_LONG',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'CERT_REVOKED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'CERT_HAS_EXPIRED',
]);
/** The handshake was refused because of *our* certificate; the open listener's signed statement then says why. */
const CERTIFICATE_REFUSED =
  /ALERT_(NO_CERTIFICATE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_REVOKED|CERTIFICATE_EXPIRED|CERTIFICATE_UNKNOWN|CERTIFICATE_REQUIRED|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR|HANDSHAKE_FAILURE)/;

const BY_STATUS: Readonly<Record<number, FailureCode>> = {
  400: 'input-invalid',
  401: 'session-required',
  403: 'forbidden-for-role',
  404: 'not-found',
  409: 'conflict',
  410: 'not-found',
  422: 'resource-invalid',
  429: 'too-many-attempts',
  507: 'disk-full',
};

/** The code of whatever a request threw; its configuration, which holds the private key, is never looked at nor kept. */
export function toNetworkFailure(cause: unknown): ExpectedFailure {
  if (cause instanceof ExpectedFailure) return cause;
  const code = toErrorCode(cause);
  // A reset after the handshake is how TLS 1.3 shows a certificate refused late; the statement tells it from a broken line.
  const failure: FailureCode = CERTIFICATE_REFUSED.test(code)
    ? 'certificate-required'
    : code === 'CERT_NOT_YET_VALID'
      ? 'clock-wrong'
      : UNTRUSTED.has(code)
        ? 'hospital-untrusted'
        : OFFLINE.has(code) || code.startsWith('ERR_SSL')
          ? 'offline'
          : 'server-unavailable';
  return new ExpectedFailure(failure, { cause: new NetworkFault(code) });
}

/** The first code found in an error or its causes, without touching anything else of it. */
export function toErrorCode(cause: unknown, depth = 0): string {
  if (typeof cause !== 'object' || cause === null || depth > 3) return 'UNKNOWN';
  const { code, cause: inner, message } = cause as { code?: unknown; cause?: unknown; message?: unknown };
  const deeper = inner === undefined ? 'UNKNOWN' : toErrorCode(inner, depth + 1);
  if (deeper !== 'UNKNOWN' && (typeof code !== 'string' || code === 'ERR_NETWORK' || code === 'ERR_BAD_RESPONSE'))
    return deeper;
  if (typeof code === 'string') return code;
  return message === 'socket hang up' ? 'ECONNRESET' : 'UNKNOWN';
}

/** A transport error reduced to its code: safe to log. */
class NetworkFault extends Error {
  readonly code: string;

  constructor(code: string) {
    super();
    this.name = 'NetworkFault';
    this.code = code;
  }
}

/** The failure an answer with an error status stands for: the hospital's own code, else what its status means. */
export function toAnswerFailure(status: number, body: Uint8Array): ExpectedFailure {
  try {
    const parsed = JSON.parse(Buffer.from(body).toString('utf8')) as Record<string, unknown>;
    if (isFailureCode(parsed['code'])) return new ExpectedFailure(parsed['code']);
    const issue = (parsed['issue'] as { details?: { coding?: { code?: unknown }[] } }[] | undefined)?.[0];
    const code = issue?.details?.coding?.[0]?.code;
    if (isFailureCode(code)) return new ExpectedFailure(code);
  } catch {
    // Not JSON: the status alone speaks.
  }
  return new ExpectedFailure(BY_STATUS[status] ?? 'server-unavailable');
}
