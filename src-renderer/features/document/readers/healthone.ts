import type { LaboratoryRow } from '../../../../contracts/record.ts';
import { words } from '../../../words/words.ts';
import { toBelgianDate } from './belgian-date.ts';
import type { FilePart, Reading } from './reading.ts';

interface Panel {
  name: string;
  rows: LaboratoryRow[];
}

interface Message {
  readonly header: Map<string, readonly string[]>;
  readonly panels: Panel[];
  readonly texts: Map<string, string[]>;
  readonly unknown: string[];
}

const MOST_LINES = 100_000;
const FLAGS: Readonly<Record<string, string>> = { '+': 'H', '++': 'HH', '-': 'L', '--': 'LL' };

/** A figure with a point as its decimal sign; any other text stays as it was written. */
function toValue(text: string): string {
  return /^[<>]?\s*[-+]?\d+,\d+$/.test(text) ? text.replace(',', '.') : text;
}

function toLimits(range: string): { low: number | null; high: number | null } {
  const plain = range.replaceAll(',', '.');
  const both = /^\s*(-?\d+(?:\.\d+)?)\s*-\s*(-?\d+(?:\.\d+)?)\s*$/.exec(plain);
  if (both !== null) return { low: Number(both[1]), high: Number(both[2]) };
  const one = /^\s*([<>])=?\s*(-?\d+(?:\.\d+)?)\s*$/.exec(plain);
  return {
    low: one?.[1] === '>' ? Number(one[2]) : null,
    high: one?.[1] === '<' ? Number(one[2]) : null,
  };
}

function toRow(
  code: string,
  [name = '', range = '', unit = '', flag = '', value = '']: readonly string[],
): LaboratoryRow {
  return {
    code: code === '' ? null : code,
    name: name === '' ? code : name,
    value: value === '' ? null : toValue(value),
    unit: unit === '' ? null : unit,
    range: range === '' ? null : range,
    ...toLimits(range),
    // A C marks a comment that stands in the place of a value.
    flag: flag === '' || flag === 'C' ? null : (FLAGS[flag] ?? flag),
    status: 'final',
    absent: null,
    method: null,
    specimen: null,
    at: null,
    notes: [],
    previous: [],
    members: [],
  };
}

/** A line without a value is a heading, or goes on with the result before it, whose code it bears. */
function addResult(message: Message, fields: readonly string[]): void {
  const [code = '', ...rest] = fields.map((field) => field.trim());
  const [name = '', range = '', unit = '', , value = ''] = rest;
  const panel = message.panels.at(-1);
  const before = panel?.rows.at(-1);
  if (value === '' && before?.code === code && panel !== undefined) {
    if (name !== '' && name !== before.name)
      panel.rows[panel.rows.length - 1] = { ...before, notes: [...before.notes, name] };
  } else if (value === '' && range === '' && unit === '') {
    if (name === '') return;
    if (panel === undefined || panel.rows.length > 0) message.panels.push({ name, rows: [] });
    else panel.name = panel.name === '' ? name : `${panel.name} – ${name}`;
  } else if (panel === undefined) message.panels.push({ name: '', rows: [toRow(code, rest)] });
  else panel.rows.push(toRow(code, rest));
}

function readMessages(lines: readonly string[]): Message[] {
  const messages: Message[] = [];
  for (const line of lines) {
    const [tag = '', , ...fields] = line.split('\\');
    if (line.trim() === '' || /^END\b/.test(line)) continue;
    if (tag === 'A1' || messages.length === 0)
      messages.push({ header: new Map(), panels: [], texts: new Map(), unknown: [] });
    const message = messages.at(-1);
    if (message === undefined) continue;
    if (/^A[1-9]$/.test(tag)) message.header.set(tag, line.split('\\').slice(1));
    else if (tag === 'L1') addResult(message, fields);
    else if (/^L[2-9]$/.test(tag)) {
      const [title = '', ...rest] = fields;
      const text = message.texts.get(title) ?? [];
      text.push(rest.filter((field) => field !== '').join(' '));
      message.texts.set(title, text);
    } else message.unknown.push(line);
  }
  return messages;
}

function toFacts({ header }: Message): FilePart {
  const [reference, sender] = header.get('A1') ?? [];
  const [, family = '', given = '', , birth] = header.get('A2') ?? [];
  const [, requestor, day, , state] = header.get('A4') ?? [];
  const name = [family, given]
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .join(' ');
  const date = toBelgianDate(birth);
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [words('file.sender'), sender],
    [words('file.patient'), name !== '' && date !== null ? words('file.born', { name, date }) : name],
    [words('file.requestor'), requestor],
    [words('file.date'), toBelgianDate(day)],
    [words('file.reference'), reference],
    [
      words('file.state'),
      state === 'C' ? words('file.state.complete') : state === 'P' ? words('file.state.partial') : null,
    ],
  ];
  return {
    show: 'facts',
    rows: rows.flatMap(([label, value]) =>
      value == null || value.trim() === '' ? [] : [{ label, value: value.trim() }],
    ),
  };
}

/** Laboratory results and protocols in HealthOne (`A1\…`, `L1\…`): tables and texts, one after another for each message of the file. Throws when there is nothing of it. */
export function readHealthone(text: string): Reading {
  const lines = text.split(/\r\n?|\n/, MOST_LINES);
  const parts = readMessages(lines).flatMap((message): FilePart[] => {
    const panels = message.panels.filter((panel) => panel.rows.length > 0 || panel.name !== '');
    const performer = message.header.get('A1')?.[1]?.trim() ?? null;
    return [
      toFacts(message),
      ...(panels.length === 0
        ? []
        : [{ show: 'laboratory', performer: performer === '' ? null : performer, panels } as const]),
      ...[...message.texts].map(([title, body]) => ({ show: 'text', title, text: body.join('\n') }) as const),
      ...(message.unknown.length === 0
        ? []
        : [{ show: 'text', title: words('file.unknown-lines'), text: message.unknown.join('\n') } as const]),
    ];
  });
  if (parts.length === 0) throw new Error('no HealthOne');
  return { parts, cut: lines.length === MOST_LINES };
}
