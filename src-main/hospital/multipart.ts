import { ExpectedFailure } from '../../contracts/failure.ts';

const BOUNDARY = /boundary="?([^";,\s]{1,200})"?/i;

/**
 * The single part of a `multipart/related` answer (RFC 2387), as a view on the received bytes; an answer that is no multipart is
 * its own part. Anything but exactly one part is `resource-invalid`.
 */
export function toSinglePart(body: Uint8Array, contentType: string): Uint8Array {
  if (!/^multipart\//i.test(contentType)) return body;
  const boundary = BOUNDARY.exec(contentType)?.[1];
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (boundary === undefined) throw new ExpectedFailure('resource-invalid');
  const delimiter = Buffer.from(`--${boundary}`);
  const first = bytes.indexOf(delimiter);
  const headersEnd = bytes.indexOf('\r\n\r\n', first);
  const start = headersEnd + 4;
  // The last delimiter of the body: pixels may contain the boundary's text, a closing delimiter may not be followed by anything.
  const end = bytes.lastIndexOf(`\r\n--${boundary}--`);
  if (first < 0 || headersEnd < 0 || end < start) throw new ExpectedFailure('resource-invalid');
  const length = /content-length:\s*(\d+)/i.exec(bytes.toString('latin1', first, headersEnd))?.[1];
  if (length !== undefined ? Number(length) !== end - start : bytes.indexOf(`\r\n--${boundary}\r\n`, start) >= 0)
    throw new ExpectedFailure('resource-invalid');
  return bytes.subarray(start, end);
}
