import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCupsPrinter, openFolderPrinter } from '../../../src-main/printing/print-pdf.ts';
import { codeOf } from '../support/test-practice.ts';

const run = promisify(execFile);
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const canRun =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  existsSync('/usr/sbin/cupsd') &&
  existsSync('/usr/bin/lp');
if (!canRun) console.log('skipped: a CUPS queue of its own needs /usr/sbin/cupsd, lp and root');

/** Configuration of a scheduler that listens on one socket of its own and prints into files. */
function writeConfiguration(folder: string): void {
  const at = (name: string): string => join(folder, name);
  const files = [
    'User lp\nGroup lp\nSystemGroup root\nFileDevice Yes',
    `ServerRoot ${folder}\nRequestRoot ${at('spool')}\nCacheDir ${at('cache')}\nStateDir ${at('state')}\nTempDir ${at('tmp')}`,
    `AccessLog ${at('log/access')}\nErrorLog ${at('log/error')}\nPageLog ${at('log/page')}`,
  ];
  const everybody = 'Order allow,deny\nAllow all';
  const scheduler = [
    `Listen ${at('cups.sock')}\nLogLevel warn\nBrowsing Off\nDirtyCleanInterval 0\nPreserveJobFiles Yes\nPreserveJobHistory Yes`,
    `<Location />\n${everybody}\n</Location>\n<Location /admin>\n${everybody}\n</Location>`,
    `<Policy default>\n<Limit All>\n${everybody}\n</Limit>\n</Policy>`,
  ];
  for (const name of ['spool', 'cache', 'state', 'log', 'tmp', 'out', 'ppd']) mkdirSync(at(name));
  writeFileSync(at('cups-files.conf'), `${files.join('\n')}\n`);
  writeFileSync(at('cupsd.conf'), `${scheduler.join('\n')}\n`);
}

describe.skipIf(!canRun)('printing through CUPS', () => {
  let folder: string;
  let cups: ReturnType<typeof spawn>;
  const before = process.env['CUPS_SERVER'];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'passerelle-cups-'));
    writeConfiguration(folder);
    await run('chmod', ['-R', '777', folder]);
    cups = spawn('/usr/sbin/cupsd', ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'cups-files.conf')], {
      stdio: 'ignore',
    });
    process.env['CUPS_SERVER'] = join(folder, 'cups.sock');
    for (let wait = 0; wait < 200 && !existsSync(join(folder, 'cups.sock')); wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
  });
  afterAll(async () => {
    const ended = new Promise((resolve) => cups.once('close', resolve));
    cups.kill();
    await ended;
    if (before === undefined) delete process.env['CUPS_SERVER'];
    else process.env['CUPS_SERVER'] = before;
    rmSync(folder, { recursive: true, force: true });
  });

  it('says that there is no printer when there is none', async () => {
    expect(await codeOf(openCupsPrinter(null)(pdf))).toBe('printer-absent');
  });

  it('hands the form to the queue unchanged, under a title that names nobody [R12]', async () => {
    await run('lpadmin', ['-p', 'Cabinet', '-E', '-v', `file:${join(folder, 'out', 'printed')}`]);
    await openCupsPrinter('Cabinet')(pdf);
    expect((await run('lpstat', ['-W', 'all', '-o', 'Cabinet'])).stdout).toMatch(/Cabinet-1/);
    expect(readFileSync(join(folder, 'spool', 'd00001-001')).equals(pdf)).toBe(true);
    const control = join(folder, 'spool', 'c00001');
    for (let wait = 0; wait < 100 && !existsSync(control); wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(readFileSync(control, 'latin1')).toContain('Passerelle');
    expect(await codeOf(openCupsPrinter('Ailleurs')(pdf))).toBe('printer-absent');
  });
});

describe('printing', () => {
  it('prints nothing that is no PDF', async () => {
    expect(await codeOf(openCupsPrinter(null)(Buffer.from('<html>')))).toBe('print-failed');
  });

  it('of a test build goes into a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'passerelle-print-'));
    await openFolderPrinter(folder)(pdf);
    expect(readFileSync(join(folder, 'page-1.pdf')).equals(pdf)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
