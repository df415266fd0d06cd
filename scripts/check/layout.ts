import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, type StepOutcome } from './step.ts';

/** The folders that hold code; each needs its README. */
export const CODE_FOLDERS = ['contracts', 'src-main', 'src-renderer', 'server', 'test', 'scripts'] as const;

const LINE_LIMIT = 300;
const README_LIMIT = 30;
const FOLDER_DEPTH = 3;
/** Names that say nothing about what a file holds. */
const SUBJECTLESS = /^(utils?|helpers?|common|misc|types?)(\.|$)/;
const CODE = /\.(ts|tsx|mts|cts|js|mjs|cjs|css|sql)$/;

/** One file as the layout rules see it; `lines` is counted for code and READMEs alone. */
export interface ListedFile {
  readonly path: string;
  readonly lines: number;
}

/** Finds what breaks the layout of HOUSE-STYLE; each sentence says what to do. */
export function findLayoutFaults(files: readonly ListedFile[], folders: readonly string[]): readonly string[] {
  const faults: string[] = [];
  for (const { path, lines } of files) {
    const [top, ...rest] = path.split('/');
    if (!folders.includes(top ?? '') || path.startsWith('test/fixtures/') || path.startsWith('server/demo/data/'))
      continue;
    if (CODE.test(path)) {
      if (lines > LINE_LIMIT) faults.push(`${path}: ${lines} lines; split it by subject (at most ${LINE_LIMIT}).`);
      const named = [basename(path), ...rest.slice(0, -1)].find((part) => SUBJECTLESS.test(part));
      if (named) faults.push(`${path}: "${named}" names no subject; call it after what it holds.`);
      if (rest.length - 1 > FOLDER_DEPTH) faults.push(`${path}: deeper than ${FOLDER_DEPTH} folders; move it up.`);
    }
    if (/^[^/]+\/README\.md$/.test(path) && lines > README_LIMIT)
      faults.push(`${path}: ${lines} lines; a folder README has at most ${README_LIMIT}.`);
  }
  const present = new Set(files.map(({ path }) => path));
  for (const folder of folders) {
    const holdsCode = files.some(({ path }) => path.startsWith(`${folder}/`) && CODE.test(path));
    if (holdsCode && !present.has(`${folder}/README.md`))
      faults.push(`${folder}/README.md is missing: what it is, what it may import, how to add one.`);
  }
  return faults;
}

/** Checks every file that git knows or would take. */
export function checkLayout(): Promise<StepOutcome> {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  const files = listed
    .split('\n')
    .filter((path) => path !== '' && (CODE.test(path) || path.endsWith('README.md')) && existsSync(join(root, path)))
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length }));
  const faults = findLayoutFaults(files, CODE_FOLDERS);
  return Promise.resolve({ ok: faults.length === 0, output: faults.join('\n') });
}
