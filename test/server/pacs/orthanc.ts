import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PLUGIN = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';
const PROGRAM = '/usr/sbin/Orthanc';
const NOBODY = 65_534;

/** A real Orthanc with its DICOMweb plugin, on loopback, as an unprivileged user, in a folder of its own. */
export interface Orthanc {
  /** Root of DICOMweb. */
  readonly url: string;
  readonly dicomPort: number;
  readonly authorization: string;
  put(file: Uint8Array): Promise<void>;
  removeStudy(study: string): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** True where Orthanc is installed; else says so. */
export function hasOrthanc(): boolean {
  if (existsSync(PROGRAM) && existsSync(PLUGIN)) return true;
  console.log('skipped: Orthanc with its DICOMweb plugin (Debian: orthanc-dicomweb) is not there');
  return false;
}

/** Opens an empty PACS; without TcpNoDelay each answer waits for 40 ms. */
export async function openOrthanc(): Promise<Orthanc> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-orthanc-'));
  const [httpPort, dicomPort] = [await findPort(), await findPort()];
  const configuration = join(folder, 'orthanc.json');
  writeFileSync(
    configuration,
    JSON.stringify({
      Name: 'PACS',
      StorageDirectory: join(folder, 'db'),
      IndexDirectory: join(folder, 'db'),
      Plugins: [PLUGIN],
      HttpPort: httpPort,
      DicomPort: dicomPort,
      DicomAet: 'ORTHANC',
      DicomCheckCalledAet: false,
      DicomAlwaysAllowStore: true,
      RemoteAccessAllowed: false,
      AuthenticationEnabled: true,
      RegisteredUsers: { passerelle: 'essai' },
      OverwriteInstances: true,
      TcpNoDelay: true,
      KeepAlive: true,
      SynchronousCMove: false,
      DicomWeb: { Enable: true, Root: '/dicom-web/', EnableWado: false },
    }),
  );
  chmodSync(folder, 0o755);
  const asRoot = process.getuid?.() === 0;
  if (asRoot) chownSync(folder, NOBODY, NOBODY);
  const rest = `http://127.0.0.1:${httpPort}`;
  const authorization = `Basic ${Buffer.from('passerelle:essai').toString('base64')}`;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${rest}${path}`, { ...init, headers: { authorization, connection: 'close' } });
  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    child = spawn(PROGRAM, [configuration], {
      stdio: 'ignore',
      cwd: folder,
      ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}),
    });
    for (let left = 200; ; left -= 1) {
      const answer = await ask('/system').catch(() => null);
      if (answer?.ok === true) return;
      if (left === 0) throw new Error('Orthanc did not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const stop = async (): Promise<void> => {
    const ending = child;
    child = null;
    if (ending === null) return;
    const ended = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill('SIGTERM');
    await ended;
  };
  await start();
  return {
    url: `${rest}/dicom-web`,
    dicomPort,
    authorization,
    start,
    stop,
    put: async (file) => {
      const answer = await ask('/instances', { method: 'POST', body: Buffer.from(file) });
      if (!answer.ok) throw new Error(`Orthanc answered ${answer.status}`);
    },
    removeStudy: async (study) => {
      const found = await ask('/tools/find', {
        method: 'POST',
        body: JSON.stringify({ Level: 'Study', Query: { StudyInstanceUID: study } }),
      });
      for (const id of (await found.json()) as string[]) await ask(`/studies/${id}`, { method: 'DELETE' });
    },
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function findPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
