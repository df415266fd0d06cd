import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openAgents } from '../../../src-main/hospital/agents.ts';

it('closes an idle connection well before the hospital does: no question goes out on one that is just being closed', () => {
  const trust = { openUrl: 'https://a.example', medicalUrl: 'https://b.example', caCertificate: '' };
  const agents = openAgents(trust, null, async () => 'DIRECT');
  const app = readFileSync(new URL('../../../server/app.ts', import.meta.url), 'utf8');
  const hospital = Number(/keepAliveTimeout: ([\d_]+)/.exec(app)?.[1]?.replaceAll('_', ''));
  for (const { options } of [agents.open, agents.medical]) {
    expect(options.timeout).toBeGreaterThan(0);
    expect(options.timeout).toBeLessThanOrEqual(hospital - 10_000);
  }
});
