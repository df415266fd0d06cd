import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { giveBack } from '../../../src-main/vault/give-back.ts';
import { copy, open } from '../support/test-vault.ts';

it('gives the memory of an image back at once, and wipes it first [C5]', () => {
  const memory = new SharedArrayBuffer(0);
  const image = new Uint8Array(500_000).fill(7);
  giveBack(image);
  expect(image.buffer.detached).toBe(true);
  for (const other of [null, { revision: '1' }, new Uint8Array(memory)]) expect(() => giveBack(other)).not.toThrow();
});

it('leaves what is small: it may share its buffer with others', () => {
  const beside = Buffer.from('une lettre');
  for (let length = 64; length <= 65_536; length *= 2) giveBack(Buffer.concat([Buffer.alloc(length / 2), beside]));
  expect(beside.toString()).toBe('une lettre');
  expect(beside.buffer.detached).toBe(false);
});

it('reads an image as often as it is asked for, each time in a buffer of its own', async () => {
  const vault = await open();
  const patient = randomUUID();
  const image = new Uint8Array(100_000).map((_, at) => at % 251);
  await copy(vault, patient, { 'Binary/1': image });
  const [first, second] = [await vault.read(patient, 'Binary/1'), await vault.read(patient, 'Binary/1')];
  giveBack(first);
  expect(first.buffer.detached).toBe(true);
  expect(Buffer.from(second).equals(Buffer.from(image))).toBe(true);
});
