import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { toPlaces } from '../places.ts';
import { broken, type Checked, doubtful, type Finding, good } from './finding.ts';

const ANSWER_MS = 10_000;

/** The open listener answers over TLS under the name that invitations carry, when the server runs. */
export async function checkListener({ env }: Checked): Promise<readonly Finding[]> {
  const ca = readFileSync(join(toPlaces(env.data).pki, 'root.pem'), 'utf8');
  const host = env.host === '0.0.0.0' ? '127.0.0.1' : env.host === '::' ? '::1' : env.host;
  const servername = env.publicHosts[0] ?? host;
  const options = {
    host,
    port: env.openPort,
    path: '/api/hospital',
    ca,
    servername: isName(servername) ? servername : '',
  };
  return new Promise((resolve) => {
    const asking = request({ ...options, timeout: ANSWER_MS, rejectUnauthorized: true }, (answer) => {
      answer.resume();
      resolve([
        answer.statusCode === 200
          ? good(`port ${env.openPort} answers over TLS as ${servername}`)
          : broken(`port ${env.openPort} answers ${answer.statusCode}: read the log.`),
      ]);
    });
    asking.on('timeout', () => asking.destroy(new Error('no answer')));
    asking.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') resolve([doubtful('the server does not run')]);
      else
        resolve([
          broken(
            `port ${env.openPort} does not answer as ${servername} (${error.code ?? error.message}): is it another program's?`,
          ),
        ]);
    });
    asking.end();
  });
}

const isName = (host: string): boolean => !/^[\d.]+$|:/.test(host);

/** The PACS, where one is set, answers a question for one study. */
export async function checkPacs({ env: { pacs } }: Checked): Promise<readonly Finding[]> {
  if (pacs === null) return [good('none is set')];
  const headers = {
    accept: 'application/dicom+json',
    ...(pacs.authorization === null ? {} : { authorization: pacs.authorization }),
  };
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const { status } = await fetch(`${pacs.url}/studies?limit=1`, { headers, signal, redirect: 'error' });
    if (status === 401 || status === 403)
      return [broken(`it refuses our account (${status}): look at PACS_CREDENTIALS.`)];
    return [status < 300 ? good('answers') : broken(`it answers ${status}: look at PACS_URL.`)];
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
    return [broken(`it does not answer (${cause}): look at PACS_URL, and at its certificate.`)];
  }
}
