import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { VaultNews } from '../../../src-main/vault/protocol.ts';
import { openVaultDesk } from '../../../src-main/vault/vault-desk.ts';
import { quickStretch } from '../support/test-practice.ts';
import { aLease, opening, pc } from '../support/test-vault.ts';

it('a lease that ends closes its record and destroys its copy, though the disk takes no ledger any more [C5]', async () => {
  pc.wall = Date.now();
  const heard: VaultNews[] = [];
  const desk = openVaultDesk((news) => heard.push(news), quickStretch);
  await desk.obey('open', opening());
  const patient = randomUUID();
  const asOf = new Date(pc.wall).toISOString();
  const lease = aLease(patient, { budget: 0 });
  await desk.obey('compare', { patient, revision: '1', asOf, lease, items: [], lastVisit: null, marks: [] });
  expect(await desk.obey('list-copied', null)).toEqual([patient]);
  await desk.obey('count-reading', { patient });
  // Nothing can be written where a folder stands.
  rmSync(join(pc.folder, 'ledger'), { force: true });
  mkdirSync(join(pc.folder, 'ledger', 'in the way'), { recursive: true });
  await desk.obey('count-reading', { patient: null });
  expect(heard).toContainEqual({ news: 'lease-ended', patient });
  expect(await desk.obey('list-copied', null)).toEqual([]);
  await desk.obey('close', null);
});
