import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DimseDoor, openDimseDoor } from '../../../server/dimse/dimse-door.ts';
import { aDicomInstance } from '../../builders/dicom.ts';
import { type Clinic, openClinic } from '../fhir/clinic.ts';
import { runDcmtk, toPeer } from './dcmtk.ts';
import { sayUnits, toAssociate, toData, toStoreCommand, toUnit } from './wire.ts';

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

const say = (units: readonly Buffer[], cutAfter?: boolean): Promise<Buffer> => sayUnits(door.port, units, cutAfter);
/** Type of the last unit and, of an A-ABORT or A-ASSOCIATE-RJ, its last two bytes. */
const lastUnit = (heard: Buffer): readonly number[] => {
  const end = heard.subarray(-10);
  return [end.readUInt8(0), end.readUInt8(8), end.readUInt8(9)];
};
const incoming = (): readonly string[] =>
  readdirSync(join(dirname(dirname(dirname(clinic.deps.blobs.path('0'.repeat(64))))), 'incoming'));

test('refuses what is no association, with the reason PS3.8 has for it [R25]', async () => {
  expect(lastUnit(await say([Buffer.from('GET / HTTP/1.1\r\n\r\n')]))).toEqual([7, 2, 1]);
  expect(lastUnit(await say([toUnit(1, Buffer.alloc(0), 0x7fff_ffff)]))).toEqual([7, 2, 6]);
  expect(lastUnit(await say([toUnit(1, Buffer.alloc(20))]))).toEqual([7, 2, 6]);
  expect(lastUnit(await say([toData(1, 3, toStoreCommand('2.25.1'))]))).toEqual([7, 2, 2]);
  expect(lastUnit(await say([toAssociate({ version: 2 })]))).toEqual([3, 2, 2]);
  expect(lastUnit(await say([toAssociate({ context: '1.2.3' })]))).toEqual([3, 1, 2]);
});

test('ends an association that breaks the rules inside a message, and keeps nothing of it [R25]', async () => {
  const data = Buffer.from(aDicomInstance()).subarray(300);
  const cases: Buffer[][] = [
    [toData(3, 3, toStoreCommand('2.25.1'))],
    [toData(1, 3, toStoreCommand('2.25.1')), toData(1, 3, toStoreCommand('2.25.2'))],
    [toData(1, 3, Buffer.from([0, 0, 0, 1, 255, 255, 255, 255]))],
    [toData(1, 3, toStoreCommand('2.25.1')), toUnit(4, Buffer.from([0, 0, 0, 0, 1, 2]))],
    [toData(1, 3, toStoreCommand('2.25.1')), toData(1, 0, data), toUnit(4, Buffer.alloc(0), 0x00ff_ffff)],
  ];
  for (const units of cases) expect(lastUnit(await say([toAssociate(), ...units]))).toEqual([7, 2, 6]);
  await say([toAssociate(), toData(1, 3, toStoreCommand('2.25.1')), toData(1, 0, data)], true);
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
          const socket = connect(door.port, '127.0.0.1', () => socket.write(toAssociate()));
          socket.once('data', () => resolve(socket));
        }),
    ),
  );
  expect((await runDcmtk('echoscu', ['-v', ...toPeer(door.port)])).text).toMatch(/Local Limit Exceeded/i);
  for (const socket of idle) socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await runDcmtk('echoscu', toPeer(door.port))).code).toBe(0);
});
