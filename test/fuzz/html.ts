import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { openVirtualDisplay } from '../../scripts/session/display.ts';
import { resolveElectron } from '../../scripts/setup/electron-runtime.ts';
import { judgeLetters, type LetterVerdict } from './judge-letters.ts';
import { type Dialect, type Mutation, mutate } from './mutate.ts';
import { openRandom } from './random.ts';
import { readSamples } from './samples.ts';
import { type Report, tell, toFault, type Verdict } from './verdict.ts';

const root = join(import.meta.dirname, '..', '..');
const dialect: Dialect = {
  longest: 200_000,
  words: [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<img src="http://elsewhere.example/p.png">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<svg><script>alert(1)</script></svg>',
    '<svg><style><img src=x onerror=alert(1)></style></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<form><input name=attributes><input name=parentNode></form>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="//elsewhere.example">x</a>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<style>@import "http://elsewhere.example/a.css";</style>',
    '<div style="background:url(http://elsewhere.example/a.png)">',
    '<table background="http://elsewhere.example/a.png">',
    '<base href="http://elsewhere.example/">',
    '<meta http-equiv=refresh content="0;url=http://elsewhere.example">',
    '<link rel=stylesheet href=http://elsewhere.example/a.css>',
    '<template><script>alert(1)</script></template>',
    '<img srcset="http://elsewhere.example/a.png 2x">',
    '<video poster="http://elsewhere.example/a.png"><source src=x></video>',
    '<input type=image src=x formaction=javascript:alert(1)>',
    '<!--><script>alert(1)</script>-->',
    '<![CDATA[',
    '"><',
    '&#x3c;script&#x3e;',
    '\0',
    ' onclick=alert(1) ',
    ' style="x" ',
  ],
  nests: [
    ['<div>', '</div>'],
    ['<table><tr><td>', '</td></tr></table>'],
    ['<b><i>', '</b></i>'],
    ['<!--', '-->'],
  ],
  charsets: [[/charset="?[\w-]+"?/i, ['charset="utf-7"', 'charset="utf-16"', 'charset="iso-2022-jp"', 'charset="x"']]],
};
const LIMIT_MS = 10_000;
const BATCH = 50;

/** Mutations of letters through the sanitiser, in a real Chromium: what is left is parsed again there, and looked through. */
export async function run(seed: number, count: number, first = 0): Promise<Report> {
  const samples = readSamples(['documents/*.html'], ['docs/letters/*.html', 'docs/hostile/*.html'], 100_000);
  const make = (number: number): Mutation => mutate(samples, dialect, openRandom(seed, 'html', number));
  const window = await openBlankWindow();
  let judged = new Map<number, LetterVerdict | string>();
  try {
    await window.page.addScriptTag({ content: await bundleSanitiser() });
    return await tell('html', seed, count, first, async (_seed, number): Promise<Verdict> => {
      if (!judged.has(number)) {
        const numbers = Array.from({ length: Math.min(BATCH, first + count - number) }, (_, index) => number + index);
        judged = await judgeBatch(window.page, numbers, make);
      }
      const verdict = judged.get(number) ?? 'was not judged';
      if (typeof verdict === 'string') return { outcome: 'failed', fault: toFault(verdict, make(number)) };
      const slow = verdict.ms > LIMIT_MS ? `took ${Math.round(verdict.ms)} ms` : null;
      const fault = verdict.danger === null ? slow : `lets through ${verdict.danger}`;
      return {
        outcome: verdict.length === 0 ? 'emptied' : 'cleaned',
        fault: fault === null ? null : toFault(fault, make(number)),
      };
    });
  } finally {
    await window.close();
  }
}

async function judgeBatch(
  page: Page,
  numbers: readonly number[],
  make: (number: number) => Mutation,
): Promise<Map<number, LetterVerdict | string>> {
  const letters = numbers.map((number) => make(number).bytes.toString('utf8'));
  const patience = 20_000 + numbers.length * LIMIT_MS;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the window hangs')), patience);
  });
  try {
    const verdicts = await Promise.race([page.evaluate(judgeLetters, letters), late]);
    return new Map(numbers.map((number, index) => [number, verdicts[index] ?? 'was not judged']));
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return new Map(numbers.map((number) => [number, what]));
  } finally {
    clearTimeout(timer);
  }
}

async function bundleSanitiser(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src-renderer/features/document/safe-html.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'letters',
  });
  return outputFiles[0]?.text ?? '';
}

async function openBlankWindow(): Promise<{ readonly page: Page; close(): Promise<void> }> {
  const display = await openVirtualDisplay();
  const { executable } = await resolveElectron(root);
  const userData = mkdtempSync(join(tmpdir(), 'passerelle-fuzz-'));
  const app = await _electron.launch({
    executablePath: executable,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [join(import.meta.dirname, 'blank-window'), `--user-data-dir=${userData}`],
    env: { ...(process.env as Record<string, string>), DISPLAY: display.name },
  });
  return {
    page: await app.firstWindow(),
    close: async () => {
      await app.close();
      await display.stop();
      rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
