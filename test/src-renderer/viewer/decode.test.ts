import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DecodedFrame } from '../../../src-renderer/viewer/decode/decode.ts';
import { openNodeCodecs } from './node-codecs.ts';
import { decodeOwn, fixtures, readFixture } from './read-fixture.ts';

const references: { file: string; sha256: string; decoders: string[] }[] = JSON.parse(
  readFileSync(join(fixtures, 'samples', 'reference.json'), 'utf8'),
);

/** Stored samples, little endian, as the reference decoders write them. */
function toStored({ facts, pixels }: DecodedFrame): Uint8Array {
  if (pixels.color) return pixels.values;
  const stored = Array.from(pixels.values, (value) => Math.round((value - facts.intercept) / facts.slope));
  return facts.bitsAllocated === 8
    ? Uint8Array.from(stored)
    : new Uint8Array(Uint16Array.from(stored, (value) => value & 0xffff).buffer);
}

describe('a decoded file', () => {
  test.each(references)('$file equals what $decoders decode [C4]', async ({ file, sha256 }) => {
    const codecs = openNodeCodecs();
    const hash = createHash('sha256');
    const first = await decodeOwn(readFixture(`samples/${file}`), codecs);
    hash.update(toStored(first));
    for (let frame = 1; frame < first.facts.frames; frame += 1)
      hash.update(toStored(await decodeOwn(readFixture(`samples/${file}`), codecs, frame)));
    expect(hash.digest('hex')).toBe(sha256);
  });

  test('of an enhanced object takes plane, spacing and rescale from the functional groups of its frame', async () => {
    const plane = (z: number): Buffer => sequence(0x0020, 0x9113, [text(0x0020, 0x0032, 'DS', `1\\2\\${z}`)]);
    const shared = [
      sequence(0x0020, 0x9116, [text(0x0020, 0x0037, 'DS', '1\\0\\0\\0\\1\\0')]),
      sequence(0x0028, 0x9110, [text(0x0028, 0x0030, 'DS', '0.5\\0.25')]),
      sequence(0x0028, 0x9145, [Buffer.concat([text(0x0028, 0x1052, 'DS', '-1000'), text(0x0028, 0x1053, 'DS', '2')])]),
    ];
    const meta = readFixture('samples/MR_small.dcm').subarray(0, 144 + 204);
    const end = 132 + 12 + new DataView(meta.buffer, meta.byteOffset).getUint32(140, true);
    const file = Buffer.concat([
      meta.subarray(0, end),
      text(0x0028, 0x0008, 'IS', '2'),
      short(0x0028, 0x0010, 2),
      short(0x0028, 0x0011, 3),
      short(0x0028, 0x0100, 8),
      sequence(0x5200, 0x9229, [Buffer.concat(shared)]),
      sequence(0x5200, 0x9230, [plane(10), plane(15)]),
      element(0x7fe0, 0x0010, 'OB', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])),
    ]);
    const { facts, pixels } = await decodeOwn(new Uint8Array(file), openNodeCodecs(), 1);
    expect({ plane: facts.plane, spacing: facts.spacing, values: [...pixels.values] }).toEqual({
      plane: { position: [1, 2, 15], row: [1, 0, 0], column: [0, 1, 0], frameOfReferenceUid: '' },
      spacing: [0.5, 0.25],
      values: [-988, -986, -984, -982, -980, -978],
    });
  });

  test('of a CT holds Hounsfield units', async () => {
    const { facts, pixels } = await decodeOwn(readFixture('ct-phantom/IM0032.dcm'), openNodeCodecs());
    expect([facts.unit, pixels.min]).toEqual(['HU', -1000]);
  });
});

/** One explicit little-endian element, or a sequence of items of defined length. */
function element(group: number, number: number, vr: string, value: Buffer): Buffer {
  const long = vr === 'OB' || vr === 'SQ';
  const head = Buffer.alloc(long ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, 'latin1');
  if (long) head.writeUInt32LE(value.length, 8);
  else head.writeUInt16LE(value.length, 6);
  return Buffer.concat([head, value]);
}

function text(group: number, number: number, vr: string, value: string): Buffer {
  return element(group, number, vr, Buffer.from(value.length % 2 === 0 ? value : `${value} `, 'latin1'));
}

function short(group: number, number: number, value: number): Buffer {
  return element(group, number, 'US', Buffer.from([value & 255, value >> 8]));
}

function sequence(group: number, number: number, items: readonly Buffer[]): Buffer {
  const wrapped = items.map((item) => {
    const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    head.writeUInt32LE(item.length, 4);
    return Buffer.concat([head, item]);
  });
  return element(group, number, 'SQ', Buffer.concat(wrapped));
}
