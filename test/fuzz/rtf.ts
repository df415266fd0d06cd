import type { Dialect } from './mutate.ts';
import { openReaderCourt } from './readers.ts';
import { readSamples } from './samples.ts';
import type { Court, Report } from './verdict.ts';
import { runWatched } from './watched.ts';

const dialect: Dialect = {
  longest: 300_000,
  words: [
    '\\bin4294967295 ',
    '\\bin-1 ',
    '\\u-70000?',
    "\\'zz",
    "\\'",
    '\\uc65535 ',
    '{\\object\\objdata 0105000002000000}',
    '{\\pict\\pngblip\\picw99999999\\pich99999999 89504e47}',
    '{\\pict\\wmetafile8 ',
    '{\\field{\\*\\fldinst HYPERLINK "javascript:alert(1)"}{\\fldrslt x}}',
    '{\\field{\\*\\fldinst INCLUDEPICTURE "http://elsewhere.example/p.png"}}',
    '{\\*\\template http://elsewhere.example/t.dot}',
    '\\trowd\\cellx-1\\cellx999999999 x\\cell\\row',
    '\\intbl\\itap32000 ',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '\\f99999 ',
    '\\cf-1 ',
    '{\\fonttbl',
    '\\*',
    '\\',
    '}',
    '}}}}}}}}',
    '\0',
  ],
  nests: [
    ['{', '}'],
    ['{\\b ', '}'],
    ['{\\*\\x ', '}'],
    ['\\trowd\\cellx1\\intbl ', '\\cell\\row'],
  ],
  charsets: [
    [/\\ansicpg\d+/, ['\\ansicpg0', '\\ansicpg932', '\\ansicpg65001', '\\ansicpg99999', '\\mac', '\\pc']],
    [/\\fcharset\d+/, ['\\fcharset2', '\\fcharset128', '\\fcharset255', '\\fcharset-1']],
  ],
};

/** Judges the reader of letters in RTF. */
export function openCourt(): Promise<Court> {
  const samples = readSamples(['documents/*.rtf'], ['docs/letters/*.rtf', 'docs/hostile/*.rtf'], 200_000);
  return openReaderCourt('rtf', samples, dialect);
}

/** Mutations of letters in RTF. */
export function run(seed: number, count: number, first = 0): Promise<Report> {
  return runWatched('rtf', seed, count, first);
}
