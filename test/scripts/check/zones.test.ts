import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../../../scripts/check/step.ts';

const OxlintReport = z.object({
  diagnostics: z.array(
    z.object({ code: z.string().optional(), message: z.string(), help: z.string().optional(), filename: z.string() }),
  ),
});

/** File, the import it makes, and words of the advice it must be given; no advice where the import is allowed. */
const CASES: readonly (readonly [file: string, line: string, advice: string | null])[] = [
  ['contracts/a.ts', "import 'node:fs';", 'plain data'],
  ['contracts/b.ts', "import '../server/app.ts';", 'imports nobody'],
  ['contracts/c.ts', "import 'axios';", 'plain data'],
  ['contracts/ok.ts', "import 'zod';", null],
  ['src-main/a.ts', "import '../server/app.ts';", 'Put what both need in contracts/'],
  ['src-main/b.ts', "import '../src-renderer/main.tsx';", 'Put what both need in contracts/'],
  ['src-main/c.ts', "import 'electron';", 'Write electron/main'],
  ['src-main/d.ts', "import { ipcMain } from 'electron/main'; export const x = ipcMain;", 'Only src-main/ipc/'],
  ['src-main/e.ts', "import 'axios';", 'Only src-main/hospital/'],
  ['src-main/f.ts', "import 'keytar';", 'Only src-main/secrets/'],
  ['src-main/g.ts', "import '../test/builders/patient.ts';", 'Nobody sees test/'],
  ['src-main/ipc/ok.ts', "import { ipcMain } from 'electron/main'; export const x = ipcMain;", null],
  ['src-main/hospital/ok.ts', "import 'axios';", null],
  ['src-main/hospital/a.ts', "import 'keytar';", 'Only src-main/secrets/'],
  ['src-main/secrets/ok.ts', "import 'keytar';", null],
  ['src-main/preload.ts', "import './main.ts';", 'sandboxed'],
  ['src-main/preload.ts', "import 'node:fs';", 'no Node here'],
  ['src-renderer/a.ts', "import 'node:fs';", 'no Node here'],
  ['src-renderer/b.ts', "import 'electron/renderer';", 'ask through contracts/ipc.ts'],
  ['src-renderer/c.ts', "import 'axios';", 'Only src-main/hospital/'],
  ['src-renderer/d.ts', "import '@cornerstonejs/core';", 'Only src-renderer/viewer/'],
  ['src-renderer/viewer/ok.ts', "import '@cornerstonejs/core';", null],
  ['src-renderer/viewer/a.ts', "import '../features/record/x.ts';", 'know no feature'],
  ['src-renderer/ui/a.ts', "import '../app/x.ts';", 'app/ composes'],
  ['src-renderer/features/record/a.ts', "import '../link/x.ts';", 'Features never import each other'],
  ['src-renderer/features/record/b.ts', "import '../../features/link/x.ts';", 'Features never import each other'],
  ['src-renderer/features/record/c.ts', "import '../../app/x.ts';", 'app/ composes'],
  ['src-renderer/features/record/ok.ts', "import '../../ui/x.ts';", null],
  ['src-renderer/features/record/lab/a.ts', "import '../../link/x.ts';", 'Features never import each other'],
  ['src-renderer/features/record/lab/ok.ts', "import '../x.ts';", null],
  ['server/a.ts', "import '../src-main/main.ts';", 'Put what both need in contracts/'],
  ['server/b.ts', "import 'electron/main';", 'Electron exists in src-main/'],
  ['server/routes/a.ts', "import 'pg';", 'call a store function'],
  ['server/routes/b.ts', "import '../main.ts';", 'main → app → routes'],
  ['server/domain/a.ts', "import 'fastify';", 'HTTP ends at routes/'],
  ['server/domain/b.ts', "import '../routes/x.ts';", 'main → app → routes'],
  ['server/mapping/a.ts', "import 'node:fs';", 'This folder is pure'],
  ['server/mapping/b.ts', "import '../store/x.ts';", 'main → app → routes'],
  ['server/store/a.ts', "import '../routes/x.ts';", 'main → app → routes'],
  ['server/store/ok.ts', "import 'pg';", null],
  ['scripts/a.ts', "import '../test/x.ts';", 'Nobody sees test/'],
];

/** Oxlint prints diagnostics alone when it is asked for JSON; it exits with 1 when there are any. */
function lint(folder: string): z.infer<typeof OxlintReport>['diagnostics'] {
  try {
    execFileSync(join(root, 'node_modules/.bin/oxlint'), ['--format=json', '.'], { cwd: folder, encoding: 'utf8' });
    return [];
  } catch (error) {
    const { stdout } = z.object({ stdout: z.string() }).parse(error);
    return OxlintReport.parse(JSON.parse(stdout)).diagnostics;
  }
}

describe('import zones', () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-zones-'));
  let found: ReturnType<typeof lint> = [];
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };

  beforeAll(() => {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const file of ['oxlint.config.ts', 'scripts/check/zones.ts', 'tsconfig.base.json', 'package.json'])
      cpSync(join(root, file), join(folder, file), { recursive: true });
    for (const tree of ['contracts', 'src-main', 'src-renderer', 'server', 'scripts'])
      cpSync(join(root, tree, 'tsconfig.json'), join(folder, tree, 'tsconfig.json'));
    const files = Map.groupBy(CASES, ([file]) => file);
    for (const [file, cases] of files) write(file, `${cases.map(([, line]) => line).join('\n')}\n`);
    write('server/cycle/a.ts', "import { b } from './b.ts';\nexport const a = (): number => b();\n");
    write('server/cycle/b.ts', "import { a } from './a.ts';\nexport const b = (): number => a();\n");
    write('server/floating.ts', 'export const f = async (): Promise<void> => {};\nf();\n');
    write('server/any.ts', 'export const value: any = 1;\n');
    write('server/BadName.ts', 'export const value = 1;\n');
    write('server/default.ts', 'export default 1;\n');
    found = lint(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const advice = (file: string): string =>
    found
      .filter(({ filename, code }) => filename === file && code?.includes('no-restricted-imports'))
      .map(({ help, message }) => `${message} ${help ?? ''}`)
      .join('\n');

  it.each(CASES.filter((row) => row[2] !== null))('refuses in %s: %s', (file, _line, words) => {
    expect(advice(file)).toContain(words);
  });

  it.each(CASES.filter((row) => row[2] === null))('allows in %s: %s', (file) => {
    expect(advice(file)).toBe('');
  });

  it.each([
    ['server/cycle/a.ts', 'no-cycle'],
    ['server/floating.ts', 'no-floating-promises'],
    ['server/any.ts', 'no-explicit-any'],
    ['server/BadName.ts', 'filename-case'],
    ['server/default.ts', 'no-default-export'],
  ])('refuses %s by %s', (file, rule) => {
    expect(
      found
        .filter(({ filename }) => filename === file)
        .map(({ code }) => code)
        .join(),
    ).toContain(rule);
  });
});
