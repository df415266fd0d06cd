import { words } from '../../../words/words.ts';
import { toBelgianDate } from './belgian-date.ts';
import type { FilePart, Reading } from './reading.ts';

const squeeze = (line: string | undefined): string => (line ?? '').replaceAll(/\s+/g, ' ').trim();

/** Rows of the sender: number, name, address, and in the end the addressee's number and name. */
function toSender(lines: readonly string[]): (readonly [string, string | null])[] {
  const addressee = lines.findLastIndex((line) => /^\d\/\d{5}\/\d{2}\/\d{3}\s*$/.test(line));
  return [
    [words('file.sender'), squeeze(lines[1])],
    [words('file.recipient'), addressee > 0 ? squeeze(lines[addressee + 1]) : null],
  ];
}

function toPatient(lines: readonly string[]): (readonly [string, string | null])[] {
  const name = squeeze(lines[0]);
  const birth = toBelgianDate(lines[1], 'year-first');
  return [
    [words('file.patient'), birth === null ? name : words('file.born', { name, date: birth })],
    [words('file.date'), toBelgianDate(lines[3], 'year-first')],
  ];
}

interface Block {
  readonly head: string;
  readonly lines: string[];
}

/** A block begins with `#A` (patient), `#R` (result) and ends with the same and a stroke; what stands before the first is the sender. */
function toBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [{ head: '', lines: [] }];
  for (const line of lines) {
    if (/^#[A-Z]?\/\s*$/.test(line)) continue;
    if (/^#[AR]/.test(line)) blocks.push({ head: line, lines: [] });
    else blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

function toReport({ lines }: Block): FilePart {
  const place = lines.findIndex((line) => line.startsWith('!'));
  const title = place === -1 ? '' : squeeze((lines[place] ?? '').slice(1));
  const body = lines
    .filter((_line, at) => at !== place)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return { show: 'text', title: title === '' ? null : title, text: body };
}

/** Reports in MEDIDOC: who sends, about whom, then each report as its text. Throws when no patient is in it; one without its end is cut. */
export function readMedidoc(text: string): Reading {
  const lines = text.split(/\r\n?|\n/);
  const blocks = toBlocks(lines);
  if (!blocks.some(({ head }) => head.startsWith('#A'))) throw new Error('no MEDIDOC');
  const parts = blocks.flatMap((block): FilePart[] => {
    if (block.head.startsWith('#R')) return [toReport(block)];
    const rows = block.head === '' ? toSender(block.lines) : toPatient(block.lines);
    return [
      {
        show: 'facts',
        rows: rows.flatMap(([label, value]) => (value === null || value === '' ? [] : [{ label, value }])),
      },
    ];
  });
  return { parts, cut: !lines.some((line) => /^#\/\s*$/.test(line)) };
}
