import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DimseDoor, openDimseDoor } from '../../../server/dimse/dimse-door.ts';
import { aDicomInstance } from '../../builders/dicom.ts';
import { type Clinic, openClinic } from '../fhir/clinic.ts';
import { runDcmtk, toPeer } from './dcmtk.ts';

let clinic: Clinic;
let door: DimseDoor;

beforeAll(async () => {
  clinic = await openClinic();
  const certificate = createHash('sha256').update(clinic.system.certificate).digest();
  const callers = [{ aeTitle: 'CT1', address: null }];
  const settings = { host: '127.0.0.1', port: 0, aeTitle: 'PASSERELLE', callers, tls: 'off' } as const;
  door = await openDimseDoor(clinic.deps, settings, { session: null, certificate, requestId: 'hostile' }, null);
});
afterAll(async () => {
  await door.close();
  await clinic.close();
});

const unit = (type: number, body: Buffer, claimed = body.length): Buffer => {
  const head = Buffer.alloc(6);
  head.writeUInt8(type, 0);
  head.writeUInt32BE(claimed, 2);
  return Buffer.concat([head, body]);
};
const item = (type: number, value: Buffer | string): Buffer => {
  const bytes = Buffer.from(value as string);
  const head = Buffer.from([type, 0, bytes.length >> 8, bytes.length & 255]);
  return Buffer.concat([head, bytes]);
};
const CT = '1.2.840.10008.5.1.4.1.1.2';
const associate = (change: { version?: number; context?: string } = {}): Buffer => {
  const fixed = Buffer.alloc(68);
  fixed.writeUInt16BE(change.version ?? 1, 0);
  fixed.write('PASSERELLE      CT1             ', 4, 'latin1');
  const contexts = item(
    0x20,
    Buffer.concat([Buffer.from([1, 0, 0, 0]), item(0x30, CT), item(0x40, '1.2.840.10008.1.2.1')]),
  );
  const context = item(0x10, change.context ?? '1.2.840.10008.3.1.1.1');
  return unit(1, Buffer.concat([fixed, context, contexts, item(0x50, item(0x51, Buffer.from([0, 0, 64, 0])))]));
};
const value = (context: number, control: number, bytes: Buffer): Buffer => {
  const head = Buffer.alloc(6);
  head.writeUInt32BE(bytes.length + 2, 0);
  head.writeUInt8(context, 4);
  head.writeUInt8(control, 5);
  return unit(4, Buffer.concat([head, bytes]));
};
const element = (number: number, bytes: Buffer | number): Buffer => {
  const content = typeof bytes === 'number' ? Buffer.from([bytes & 255, bytes >> 8]) : bytes;
  const head = Buffer.alloc(8);
  head.writeUInt16LE(number, 2);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
};
const storeCommand = (instance: string): Buffer =>
  Buffer.concat([
    element(0x0002, Buffer.from(`${CT}\0`)),
    element(0x0100, 1),
    element(0x0110, 7),
    element(0x0800, 0),
    element(0x1000, Buffer.from(instance.padEnd(instance.length + (instance.length % 2), '\0'))),
  ]);

/** Says these units one after the other and gives what came back when the door had closed the line. */
function say(units: readonly Buffer[], cutAfter = false): Promise<Buffer> {
  return new Promise((resolve) => {
    const heard: Buffer[] = [];
    const socket: Socket = connect(door.port, '127.0.0.1', () => {
      for (const bytes of units) socket.write(bytes);
      if (cutAfter) setTimeout(() => socket.destroy(), 100);
    });
    socket.on('data', (chunk: Buffer) => heard.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(heard)));
  });
}
/** Type of the last unit and, of an A-ABORT or A-ASSOCIATE-RJ, its last two bytes. */
const lastUnit = (heard: Buffer): readonly number[] => {
  const end = heard.subarray(-10);
  return [end.readUInt8(0), end.readUInt8(8), end.readUInt8(9)];
};
const incoming = (): readonly string[] =>
  readdirSync(join(dirname(dirname(dirname(clinic.deps.blobs.path('0'.repeat(64))))), 'incoming'));

test('refuses what is no association, with the reason PS3.8 has for it [R25]', async () => {
  expect(lastUnit(await say([Buffer.from('GET / HTTP/1.1\r\n\r\n')]))).toEqual([7, 2, 1]);
  expect(lastUnit(await say([unit(1, Buffer.alloc(0), 0x7fff_ffff)]))).toEqual([7, 2, 6]);
  expect(lastUnit(await say([unit(1, Buffer.alloc(20))]))).toEqual([7, 2, 6]);
  expect(lastUnit(await say([value(1, 3, storeCommand('2.25.1'))]))).toEqual([7, 2, 2]);
  expect(lastUnit(await say([associate({ version: 2 })]))).toEqual([3, 2, 2]);
  expect(lastUnit(await say([associate({ context: '1.2.3' })]))).toEqual([3, 1, 2]);
});

test('ends an association that breaks the rules inside a message, and keeps nothing of it [R25]', async () => {
  const data = Buffer.from(aDicomInstance()).subarray(300);
  const cases: Buffer[][] = [
    [value(3, 3, storeCommand('2.25.1'))],
    [value(1, 3, storeCommand('2.25.1')), value(1, 3, storeCommand('2.25.2'))],
    [value(1, 3, Buffer.from([0, 0, 0, 1, 255, 255, 255, 255]))],
    [value(1, 3, storeCommand('2.25.1')), unit(4, Buffer.from([0, 0, 0, 0, 1, 2]))],
    [value(1, 3, storeCommand('2.25.1')), value(1, 0, data), unit(4, Buffer.alloc(0), 0x00ff_ffff)],
  ];
  for (const units of cases) expect(lastUnit(await say([associate(), ...units]))).toEqual([7, 2, 6]);
  await say([associate(), value(1, 3, storeCommand('2.25.1')), value(1, 0, data)], true);
  await expect.poll(incoming).toEqual([]);
  const [row] = await clinic.db.sql<{ n: number }>('select count(*)::integer n from medical.quarantine');
  expect(row?.n).toBe(0);
});

test('serves the next one after all that, and says when it has too many [R25]', async () => {
  const idle = await Promise.all(
    Array.from(
      { length: 32 },
      () =>
        new Promise<Socket>((resolve) => {
          const socket = connect(door.port, '127.0.0.1', () => socket.write(associate()));
          socket.once('data', () => resolve(socket));
        }),
    ),
  );
  expect((await runDcmtk('echoscu', ['-v', ...toPeer(door.port)])).text).toMatch(/Local Limit Exceeded/i);
  for (const socket of idle) socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await runDcmtk('echoscu', toPeer(door.port))).code).toBe(0);
});
