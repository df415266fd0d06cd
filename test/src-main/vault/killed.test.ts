import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPersonVault } from '../../../src-main/vault/person-vault.ts';
import { codeOf, quickStretch } from '../support/test-practice.ts';

const holder = { person: randomUUID(), pc: randomUUID() };
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const statementKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const secret = Buffer.alloc(32, 7).toString('base64');
const patient = randomUUID();

function aLease(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const body = `${part({ alg: 'ES256' })}.${part({ ...holder, patient, iat, exp: iat + 3600, budget: 3600 })}`;
  return `${body}.${sign('sha256', Buffer.from(body), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** Starts the writer and kills it (SIGKILL) so many milliseconds after its first word. */
function killedAfter(milliseconds: number, question: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'writing-child.ts'), JSON.stringify(question)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), milliseconds));
    child.once('close', (status, signal) =>
      signal === 'SIGKILL' || status === 0 ? resolve() : reject(new Error(complaint)),
    );
  });
}

it('leaves a readable vault whenever the process that writes it is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-killed-'));
  try {
    const manifests = Array.from({ length: 60 }, (_, version) => ({
      version: version + 1,
      lease: aLease(),
      count: 12,
    }));
    // Seeded: the same moments at each run, spread over many writes.
    const moments = [3, 17, 41, 90, 150, 260];
    for (const moment of moments) {
      await killedAfter(moment, { folder, holder, secret, statementKey, patient, manifests });
      const vault = await openPersonVault(
        {
          folder,
          holder,
          secret,
          password: 'un mot de passe',
          statementKey,
          mark: { time: 0, count: 0 },
          day: '2026-11-22',
        },
        quickStretch,
      );
      expect(vault.created).toBe(false);
      const state = await vault.readState(patient).catch((cause: unknown) => cause);
      if (state instanceof Error) expect(await codeOf(Promise.reject(state))).toBe('not-copied-yet');
      else {
        const shown = (state as Awaited<ReturnType<typeof vault.readState>>).shown;
        for (const item of shown) {
          const bytes = await vault.read(patient, (item as { ref: string }).ref);
          expect(createHash('sha256').update(bytes).digest('hex')).toBe(item.sha256);
        }
        // One state, never a mixture: every document shown is of the same version once a copy was whole.
        if ((state as { asOf: string | null }).asOf !== null)
          expect(new Set(shown.map((item) => (item as { version: number }).version)).size).toBe(1);
      }
      const links = await vault.texts.read('links');
      expect(links === null || /^links of version \d+$/.test(links)).toBe(true);
      vault.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000);
