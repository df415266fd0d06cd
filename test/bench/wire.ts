import { fork, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { webcrypto } from 'node:crypto';
import { x509 } from '../../server/pki/keys.ts';
import { openClient } from '../server/support/https-client.ts';
import type { TestHospital } from '../server/support/test-hospital.ts';
import { openTestPractice, until } from '../src-main/support/test-practice.ts';
import { type Table, toMedian } from './table.ts';

const slices = 300;
const rounds = 4;
const PARALLEL = 6;
const NGINX = '/usr/sbin/nginx';

/** Each round in turns: ms for the whole series, and the processor each side took for it, µs. */
interface WireTimes {
  readonly vault: number[];
  readonly nginx: number[];
  readonly pc: number[];
  readonly api: number[];
  readonly postgres: number[];
}

/** A series of 300 × 512 kB over mutual TLS into the vault, against its files from nginx by TLS to the same process. */
export async function run(): Promise<Table> {
  const times = await timeWire();
  return {
    name: 'wire',
    rows:
      times === null
        ? []
        : [
            {
              what: '300 slices over mutual TLS into the vault',
              value: toMedian(times.vault),
              unit: 'ms',
              against: { what: 'their files from nginx', value: toMedian(times.nginx) },
              keep: '≤ 1.5',
            },
            ...(['pc', 'api', 'postgres'] as const).map((side) => ({
              what: `processor for one slice, ${{ pc: 'the PC', api: 'the API', postgres: 'PostgreSQL' }[side]}`,
              value: toMedian(times[side]) / slices,
              unit: 'µs' as const,
              against: null,
              keep: '–',
            })),
          ],
    notes: [
      times === null
        ? 'skipped, since nginx is not installed: sudo apt-get install -y --no-install-recommends nginx-light'
        : 'from opening the record to its whole copy; hospital and nginx each in a process of its own, vault in the client',
    ],
  };
}

/** Null where nginx is not installed. */
async function timeWire(): Promise<WireTimes | null> {
  if (!existsSync(NGINX)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const files = join(folder, 'files');
  mkdirSync(files);
  const hospital = await openRemoteHospital(files);
  const nginx = await openNginx(folder, files);
  const times: WireTimes = { vault: [], nginx: [], pc: [], api: [], postgres: [] };
  try {
    await linkPatient(hospital);
    for (let round = 0; round < rounds; round += 1) {
      const alone = await time(() => nginx.readAll());
      // A PC of its own for each round: its vault is empty.
      const practice = openTestPractice(hospital.asTest);
      await practice.signIn('physician');
      const [mine, theirs] = [process.cpuUsage(), await hospital.readCpu()];
      const copied = await time(async () => {
        await practice.records.open(hospital.patient);
        const whole = async () => (await practice.records.readIndex(hospital.patient)).sync.state === 'up-to-date';
        await until('the copy is whole', whole, 120_000);
      });
      const { user, system } = process.cpuUsage(mine);
      const { api, postgres } = await hospital.readCpu();
      practice.close();
      if (round === 0) continue;
      times.nginx.push(alone);
      times.vault.push(copied);
      times.pc.push(user + system);
      times.api.push(api - theirs.api);
      times.postgres.push(postgres - theirs.postgres);
    }
    return times;
  } finally {
    await nginx.close();
    await hospital.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function linkPatient({ asTest, niss }: RemoteHospital): Promise<void> {
  const practice = openTestPractice(asTest);
  await practice.signIn('physician');
  const person = { family: 'Essai', given: 'Marie', birthDate: '1955-03-12' };
  const proposed = await practice.links.propose({ niss, ...person, careOnly: true });
  await practice.links.printConsent(proposed.id);
  await practice.links.confirmSignature(proposed.id);
  practice.close();
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

interface RemoteHospital {
  readonly patient: string;
  readonly niss: string;
  /** What a practice's tests need of a hospital, asked across the border of its process. */
  readonly asTest: TestHospital;
  /** Microseconds of processor used so far. */
  readCpu(): Promise<{ readonly api: number; readonly postgres: number }>;
  close(): Promise<void>;
}

async function openRemoteHospital(files: string): Promise<RemoteHospital> {
  const child = fork(join(import.meta.dirname, 'wire.hospital.ts'), [files, String(slices)], {
    serialization: 'advanced',
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(cause: unknown): void }>();
  let last = 0;
  const answered = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.on('message', ({ id, value, failure }: { id: number; value?: unknown; failure?: string }) => {
    if (failure === undefined) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(new Error(failure));
  });
  child.once('exit', (code) => {
    for (const one of waiting.values()) one.reject(new Error(`the hospital ended with ${code}`));
  });
  const ask = (call: string, ...args: unknown[]): Promise<unknown> => {
    last += 1;
    child.send({ id: last, call, args });
    return answered(last);
  };
  const { openUrl, medicalUrl, rootPem, patient, niss } = (await answered(0)) as Record<string, string>;
  const asTest = {
    openUrl,
    medicalUrl,
    rootPem,
    invite: (name: string) => ask('invite', name),
    test: { sql: (text: string, values: unknown[]) => ask('sql', text, values) },
  } as unknown as TestHospital;
  return {
    patient: patient ?? '',
    niss: niss ?? '',
    asTest,
    readCpu: async () => (await ask('cpu')) as { api: number; postgres: number },
    close: async () => {
      await ask('close');
      child.disconnect();
      child.kill();
      await ended;
    },
  };
}

/** nginx on loopback with a certificate of the moment and TLS 1.3, one worker, serving the files as they lie. */
async function openNginx(folder: string, files: string) {
  const { certificate, key } = await makeCertificate();
  const port = await findPort();
  writeFileSync(join(folder, 'cert.pem'), certificate);
  writeFileSync(join(folder, 'key.pem'), key, { mode: 0o600 });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder};`);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log; events {}
http { access_log off; sendfile on; ${temporary.join(' ')}
server { listen 127.0.0.1:${port} ssl; ssl_protocols TLSv1.3; ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;
keepalive_requests 100000; location / { root ${files}; } } }
`,
  );
  const child = spawn(NGINX, ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], { stdio: 'ignore' });
  const client = openClient(`https://127.0.0.1:${port}`, { ca: certificate });
  const read = async (number: number): Promise<void> => {
    const { status, bytes } = await client.ask('GET', `/${number}.dcm`);
    if (status !== 200 || bytes.length < 512 * 1024) throw new Error(`nginx answered ${status}`);
  };
  for (let tries = 0; ; tries += 1) {
    const answers = await read(1).then(
      () => true,
      () => false,
    );
    if (answers) break;
    if (tries > 50) throw new Error('nginx does not answer');
    await wait(100);
  }
  return {
    async readAll(): Promise<void> {
      let next = 1;
      const one = async (): Promise<void> => {
        for (let number = next++; number <= slices; number = next++) await read(number);
      };
      await Promise.all(Array.from({ length: PARALLEL }, one));
    },
    async close(): Promise<void> {
      client.close();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGQUIT');
      await ended;
    },
  };
}

async function makeCertificate(): Promise<{ readonly certificate: string; readonly key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=127.0.0.1',
    keys: keys as never,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    certificate: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`,
  };
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
