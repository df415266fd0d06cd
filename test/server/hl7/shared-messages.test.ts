import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { MessageResult } from '../../../contracts/message.ts';
import { openSharedTestdata } from '../../support/shared-testdata.ts';
import { countWhole } from './kept-whole.ts';
import { openWard } from './ward.ts';

const folder = openSharedTestdata();

it.skipIf(folder === null)(
  'answers and keeps every message and document of the shared collection, none as a fault of its own [R25]',
  async () => {
    const root = join(folder ?? '', 'hl7v2');
    const ward = await openWard();
    try {
      const client = await ward.connect();
      const answers: string[] = [];
      const reasons: string[] = [];
      for (const file of globSync('**/*.hl7', { cwd: root }).toSorted()) {
        const { code, reason } = await client.send(readFileSync(join(root, file)));
        answers.push(code);
        if (code !== 'AA') reasons.push(`${file}: ${reason}`);
      }
      const documents = {
        'be-healthone': 'application/healthone',
        'be-medidoc': 'application/medidoc',
        'be-kmehr': 'application/kmehr+xml',
      };
      for (const [name, type] of Object.entries(documents))
        for (const file of globSync(`${name}/**/*.{lab,txt,med,hl1,xml}`, { cwd: root })) {
          const options = { body: readFileSync(join(root, file)), headers: { 'content-type': type } };
          const { status, body } = await ward.hospital.system.ask<MessageResult>('POST', '/api/inbox', options);
          answers.push(body.state);
          expect([file, status]).toEqual([file, body.state === 'failed' ? 422 : 200]);
          if (body.refusal !== null) reasons.push(`${file}: ${body.refusal.reason}`);
        }
      expect(new Set(answers)).toEqual(new Set(['AA', 'AE', 'AR', 'failed']));
      expect(reasons.filter((reason) => /Erreur interne|FHIR valable/.test(reason))).toEqual([]);
      const { test, deps } = ward.hospital;
      const { whole, kept } = await countWhole((text) => test.sql(text), deps.secrets.messageKey);
      expect(whole).toBe(kept);
      expect(kept).toBeGreaterThan(80);
      const logged = ward.hospital.logLines.filter((line) => line.includes('"level":50'));
      expect(logged).toEqual([]);
    } finally {
      await ward.close();
    }
  },
);
