import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DimseDoor, openDimseDoor } from '../../server/dimse/dimse-door.ts';
import { toDoorCaller } from '../../server/door-caller.ts';
import { writeTransaction } from '../../server/fhir/write-transaction.ts';
import type { RunningHospital } from '../../server/hospital.ts';
import { aDicomInstance } from '../builders/dicom.ts';
import { aPatient, aTransaction } from '../builders/fhir.ts';
import { hasOrthanc, openOrthanc } from '../server/pacs/orthanc.ts';
import { type Ratio, type Table, toMedian } from './table.ts';

const runFile = promisify(execFile);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const slices = 300;
const side = 512;

/** C-STORE of 300 CT slices of 512 × 512 by dcmtk's storescu: this door, Orthanc and storescp in turns. */
export async function images({
  hospital,
}: {
  readonly hospital: RunningHospital;
}): Promise<Pick<Table, 'rows' | 'notes'>> {
  if (!existsSync('/usr/bin/storescu')) return { rows: [], notes: ['C-STORE: dcmtk is not installed.'] };
  const { deps } = hospital;
  const caller = toDoorCaller(deps.secrets);
  const bundle = JSON.stringify(aTransaction(aPatient({ number: 'BENCH-0001' })));
  if (!(await writeTransaction(deps, caller, bundle)).ok) throw new Error('the patient was refused');
  const callers = [{ aeTitle: 'STORESCU', address: null }];
  const settings = { host: '127.0.0.1', port: 0, aeTitle: 'PASSERELLE', callers, tls: 'off' } as const;
  const door = await openDimseDoor(deps, settings, caller, null);
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-slices-'));
  const orthanc = hasOrthanc() ? await openOrthanc() : null;
  const plain = await openStorescp(join(folder, 'plain'));
  const times: Record<'own' | 'four' | 'orthanc' | 'storescp', number[]> = {
    own: [],
    four: [],
    orthanc: [],
    storescp: [],
  };
  const take = async (name: keyof typeof times, round: number, send: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await send();
    if (round > 0) times[name].push((slices / (performance.now() - began)) * 1000);
  };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const [one, other] = [writeSlices(folder, 'one'), writeSlices(folder, 'other')];
      await take('own', round, () => send(door.port, one));
      await take('storescp', round, () => send(plain.port, one));
      if (orthanc !== null) await take('orthanc', round, () => send(orthanc.dicomPort, one));
      const quarters = [0, 1, 2, 3].map((part) => other.filter((_, index) => index % 4 === part));
      await take('four', round, () => Promise.all(quarters.map((part) => send(door.port, part))));
    }
  } finally {
    await close(door, plain, orthanc);
    rmSync(folder, { recursive: true, force: true });
  }
  return toTable(times);
}

function toTable(
  times: Record<'own' | 'four' | 'orthanc' | 'storescp', readonly number[]>,
): Pick<Table, 'rows' | 'notes'> {
  const storescp = { what: 'storescp', value: toMedian(times.storescp) };
  const orthanc = { what: 'Orthanc', value: toMedian(times.orthanc) };
  const row = (what: string, value: number, against: Ratio['against'], keep: string): Ratio => ({
    what,
    value,
    unit: '1/s',
    against,
    keep,
  });
  return {
    rows: [
      row(
        'C-STORE, one association, against Orthanc',
        toMedian(times.own),
        times.orthanc.length > 0 ? orthanc : null,
        '≥ 1×',
      ),
      row('C-STORE, one association, against storescp', toMedian(times.own), storescp, '–'),
      row('C-STORE, four associations', toMedian(times.four), storescp, '–'),
    ],
    notes: [
      `${slices} CT slices of ${side} × ${side} (0.5 MB) by storescu, ${rounds} rounds in turns; sender, receiver and PostgreSQL share the machine.`,
      'Here each slice is hashed, flushed to the disk with its folder, committed and traced before its answer; Orthanc (TcpNoDelay) flushes its files; storescp flushes nothing.',
      'What holds it back: one association sends a slice only after the answer to the one before, so each pays its flushes and two commits one after the other; four associations share them.',
    ],
  };
}

/** Fresh UIDs each time: what is known already would be a duplicate. */
function writeSlices(folder: string, name: string): readonly string[] {
  const study = `2.25.${BigInt(`0x${randomBytes(12).toString('hex')}`)}`;
  const pixels = Array.from({ length: side * side }, (_, index) => (index * 7) % 4096);
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  return Array.from({ length: slices }, (_, index) => {
    const path = join(own, `${index}.dcm`);
    writeFileSync(
      path,
      aDicomInstance({ study, number: index + 1, rows: side, columns: side, pixels, patientId: 'BENCH-0001' }),
    );
    return path;
  });
}

async function send(port: number, files: readonly string[]): Promise<void> {
  await runFile('storescu', ['-aet', 'STORESCU', '-aec', 'PASSERELLE', '127.0.0.1', String(port), ...files]);
}

async function openStorescp(folder: string): Promise<{ port: number; close(): void }> {
  mkdirSync(folder);
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn('storescp', ['-od', folder, '-fe', '.dcm', String(port)], { stdio: 'ignore' });
  for (let left = 100; !(await answers(port)); left -= 1) {
    if (left === 0) throw new Error('storescp did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { port, close: () => void child.kill('SIGTERM') };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

async function close(
  door: DimseDoor,
  plain: { close(): void },
  orthanc: { close(): Promise<void> } | null,
): Promise<void> {
  await door.close();
  plain.close();
  await orthanc?.close();
}
