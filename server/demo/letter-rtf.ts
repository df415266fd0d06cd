import { type Block, type Letter, toLetterData } from './letter.ts';

/** Text for RTF: its three signs escaped, whatever is no ASCII as `\u` with a question mark for old readers. */
function toRtfText(text: string): string {
  return text
    .replace(/[\\{}]/g, (sign) => `\\${sign}`)
    .replace(/[^\x20-\x7e]/g, (sign) => {
      const code = sign.charCodeAt(0);
      return `\\u${code > 0x7fff ? code - 0x10000 : code}?`;
    });
}

function toRow(row: readonly string[], isHead: boolean): string {
  const edges = row.map((_cell, place) => `\\cellx${(place + 1) * Math.floor(9000 / row.length)}`).join('');
  const cells = row
    .map((cell) => `\\pard\\intbl ${isHead ? `{\\b ${toRtfText(cell)}}` : toRtfText(cell)}\\cell`)
    .join('');
  return `\\trowd${edges}${cells}\\row`;
}

function toBlockRtf(block: Block): string {
  if (block.kind === 'heading') return `\\pard\\sb120{\\b ${toRtfText(block.text)}}\\par`;
  if (block.kind === 'paragraph') return `\\pard ${toRtfText(block.text)}\\par`;
  if (block.kind === 'list')
    return block.items.map((item) => `\\pard\\li360\\bullet\\tab ${toRtfText(item)}\\par`).join('\n');
  return `${block.rows.map((row, place) => toRow(row, place === 0)).join('\n')}\n\\pard\\par`;
}

/** The letter as RTF in one code page and `\u` beyond it, as the text processors of wards write it. */
export function toLetterRtf(letter: Letter): string {
  const data = toLetterData(letter);
  const lines = (texts: readonly string[]): string => `\\pard ${texts.map(toRtfText).join('\\line ')}\\par`;
  return [
    '{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\\f0\\fs22',
    `{\\header\\pard\\qc{\\b ${toRtfText(data.hospital)}}\\line ${toRtfText(data.service)}\\par}`,
    `{\\footer\\pard\\qc\\fs16 ${toRtfText(data.footer)}\\par}`,
    lines(data.contact),
    lines(data.addressee),
    lines([data.place]),
    `\\pard{\\b\\fs28 ${toRtfText(data.title)}}\\par`,
    lines([data.patient.name, ...data.patient.facts]),
    ...data.blocks.map(toBlockRtf),
    ...(data.closing === '' ? [] : [lines([data.closing])]),
    lines([data.author, data.specialty, data.validated]),
    '}\n',
  ].join('\n');
}
