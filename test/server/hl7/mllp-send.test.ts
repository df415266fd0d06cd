import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { adt, mdm, orUR01 } from '../../builders/hl7.ts';
import { openWard } from './ward.ts';

it('takes what Debian’s mllp_send sends, and it reads the acknowledgements [R25]', async () => {
  const ward = await openWard();
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-mllp-'));
  try {
    const file = join(folder, 'messages.hl7');
    const messages = [
      adt('A01', { control: 'E1' }),
      orUR01({ control: 'E2' }),
      mdm('T02', { control: 'E3', text: 'Évolution favorable.' }),
    ];
    writeFileSync(file, messages.map((message) => `\u000B${message}\u001C\r`).join(''));
    const { stdout } = await promisify(execFile)(
      'mllp_send',
      ['--file', file, '--port', String(ward.port), '127.0.0.1'],
      { timeout: 60_000 },
    );
    expect(stdout.match(/MSA\|\w\w\|E\d/g)).toEqual(['MSA|AA|E1', 'MSA|AA|E2', 'MSA|AA|E3']);
    expect(await ward.hospital.test.sql(`select state from inbox.message where control like 'E%'`)).toEqual([
      { state: 'filed' },
      { state: 'filed' },
      { state: 'filed' },
    ]);
    expect(
      await ward.hospital.test.sql(
        `select type from medical.resource where type in ('DiagnosticReport', 'DocumentReference', 'Encounter') order by 1`,
      ),
    ).toEqual([{ type: 'DiagnosticReport' }, { type: 'DocumentReference' }, { type: 'Encounter' }]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await ward.close();
  }
});
