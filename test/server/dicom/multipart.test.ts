import { expect, test } from 'vitest';
import { readBoundary, readMultipart } from '../../../server/dicom/multipart.ts';
import { fc } from '../../support/property.ts';

async function* inChunks(body: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

async function readAll(body: Buffer, boundary: string, size: number): Promise<Buffer[]> {
  const parts: Buffer[] = [];
  for await (const { chunks } of readMultipart(inChunks(body, size), boundary)) {
    const read: Buffer[] = [];
    for await (const chunk of chunks) read.push(Buffer.from(chunk));
    parts.push(Buffer.concat(read));
  }
  return parts;
}

const write = (parts: readonly Uint8Array[], boundary: string): Buffer =>
  Buffer.concat([
    ...parts.flatMap((bytes) => [
      Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

test('gives back every part byte for byte, however the network cuts it', async () => {
  const tricky = fc.constantFrom('\r\n', '--b', '\r\n--', '\r\n--x', '\r\n\r\n', 'b').map((text) => Buffer.from(text));
  const part = fc
    .array(fc.oneof(fc.uint8Array({ maxLength: 40 }), tricky), { maxLength: 6 })
    .map((pieces) => Buffer.concat(pieces));
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 4 }), fc.integer({ min: 1, max: 50 }), async (parts, size) => {
      const read = await readAll(write(parts, 'boundary-7f3a'), 'boundary-7f3a', size);
      expect(read.map((bytes) => bytes.toString('hex'))).toEqual(parts.map((bytes) => bytes.toString('hex')));
    }),
  );
});

test('refuses a message that stops before its end', async () => {
  const body = write([Buffer.from('abc'), Buffer.from('def')], 'b1');
  for (const length of [0, 5, 30, body.length - 6])
    await expect(readAll(body.subarray(0, length), 'b1', 7)).rejects.toMatchObject({ code: 'input-invalid' });
});

test('reads the boundary of a DICOM message alone', () => {
  expect(readBoundary('multipart/related; type="application/dicom"; boundary="a b"')).toBe('a b');
  expect(readBoundary('multipart/related;boundary=x;type=application/dicom')).toBe('x');
  expect(readBoundary('multipart/related; type="application/dicom+xml"; boundary=x')).toBeNull();
  expect(readBoundary('multipart/form-data; boundary=x')).toBeNull();
});
