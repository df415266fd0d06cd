import { chmodSync, copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { releaseRows } from '../../contracts/updates.ts';
import { runServerCommand, startHospital } from '../../scripts/hospital/hospital-process.ts';
import { readInvitation } from '../../scripts/hospital/invitation.ts';
import { tour } from '../../server/demo/accounts.ts';
import { readyDemonstration } from '../e2e/demonstration-template.ts';
import { signInStaff } from '../e2e/staff-client.ts';

// Run by the walk through a whole update (update-walk.ts), where PostgreSQL finds no root: a real hospital, told by lines what to do.
// Arguments: a folder for the invitation, the folder of the public keys.

const Said = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('push'), folder: z.string(), counter: z.number() }),
  z.object({ deed: z.literal('list') }),
]);

const root = join(import.meta.dirname, '..', '..');
const [work = '', keys = ''] = process.argv.slice(2);
const say = (what: object): void => void process.stdout.write(`${JSON.stringify(what)}\n`);

const data = mkdtempSync(join(tmpdir(), 'passerelle-hospital-'));
cpSync(await readyDemonstration(), data, { recursive: true });
const place = { root, data, env: { MLLP_PORT: '0', DIMSE_PORT: '0', DIMSE_CALLERS: 'CT1', UPDATE_KEYS: keys } };
const config = join(data, 'server.conf');
writeFileSync(config, `PASSERELLE_DATA=${data}\nUPDATE_KEYS=${keys}\n`, { mode: 0o600 });
const running = await startHospital(place);
try {
  const { file, code } = readInvitation(data, tour.login, running);
  const invitation = join(work, 'invitation.passerelle');
  copyFileSync(file, invitation);
  chmodSync(invitation, 0o644);
  const nothing = (): Promise<void> => Promise.resolve();
  const hospital = { data, running: () => running, cut: nothing, mend: nothing };
  const helpdesk = await signInStaff(
    { ...hospital, invite: (login: string) => readInvitation(data, login, running) },
    'helpdesk',
  );
  say({ invitation, code });
  for await (const line of createInterface({ input: process.stdin })) {
    const said = Said.parse(JSON.parse(line));
    if (said.deed === 'push') {
      const args = ['release', 'add', said.folder, '--operator', 'Mehdi Colard', '--config', config];
      await runServerCommand(place, 'server/passerelle-server.ts', args);
      const rollout = { ring: 'everyone', percentage: 100, requiredFrom: null };
      const { status } = await helpdesk.ask('POST', `/api/releases/${said.counter}/rollout`, rollout);
      say({ status });
    } else {
      const { body } = await helpdesk.ask('POST', '/api/releases/pcs', { search: '', only: 'all' });
      say(releaseRows['release/pcs'].output.parse(body));
    }
  }
  helpdesk.close();
} finally {
  await running.stop();
  rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
