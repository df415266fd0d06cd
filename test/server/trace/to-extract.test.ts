import { expect, test } from 'vitest';
import type { TraceLine } from '../../../contracts/trace.ts';
import { openExtract } from '../../../server/trace/to-extract.ts';
import { toTraceLine } from '../../../server/trace/to-line.ts';
import { fc } from '../../support/property.ts';

const line: TraceLine = {
  at: '2026-07-10T21:30:05.000Z',
  writer: 3,
  seq: 41,
  kind: 'looked-at',
  person: { id: 'p', name: 'Dr Claire Essai', role: 'physician', nihdi: '19990001000' },
  pc: { id: 'c', name: 'PC' },
  patient: { id: 't', name: 'DUBOIS Marie', birthDate: '1955-03-12' },
  object: 'Observation/1',
  dated: null,
  outcome: 'ok',
  requestId: 'r',
  count: 1,
  journal: { at: '2026-07-10T21:29:00.000Z', offline: true, action: 'printed' },
};
const head = {
  format: 'passerelle-trace-head-1',
  at: '2026-07-11T08:00:00.000Z',
  previous: '0'.repeat(64),
  writers: [] as { number: number; seq: number; hash: string }[],
} as const;

/** A reader of RFC 4180 that knows nothing of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [whole, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^";\r\n]*))(;|\r\n)/g)) {
    if (whole === '') break;
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ';') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test('writes any text so that another reader reads it, and no spreadsheet reckons it out [R20]', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ';', "'", 'aé', '😀', ' ') }),
      (text) => {
        const extract = openExtract();
        extract.add([{ ...line, object: text }]);
        const [, row, last] = readCsv(extract.finish(true, head).toString('utf8'));
        const read = row?.[11] ?? '';
        expect([row?.length, last?.[0]]).toEqual([20, 'Fin de l’extrait']);
        expect(read).toBe(/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
      },
    ),
  );
});

test('says Brussels time, offline and printed, and whether there are more lines than it holds [R20] [R21]', () => {
  const extract = openExtract();
  extract.add([line, line]);
  const rows = readCsv(extract.finish(false, head).toString('utf8'));
  expect(rows[1]?.slice(0, 8)).toEqual([
    '3/41',
    '2026-07-10 23:30:05',
    'consulté',
    'ok',
    '1',
    'Dr Claire Essai',
    'physician',
    '19990001000',
  ]);
  expect(rows[1]?.slice(13, 16)).toEqual(['2026-07-10 23:29:00', 'oui', 'imprimé']);
  expect(rows.at(-1)?.[2]).toBe('2 lignes, les plus récentes : il y en a d’autres');
});

test('shows an entry that nobody can read as such, beside the others [R21]', () => {
  const row = {
    writer: '9',
    seq: '1',
    at: 'x',
    person_name: null,
    person_role: null,
    nihdi: null,
    pc_name: null,
    family: null,
    given: null,
    birth: null,
    dated: null,
    journal: null,
  };
  for (const body of ['{"kind":"copied","at":"x"}', '{', '[]', '{"kind":"else"}'])
    expect(toTraceLine({ ...row, body })).toMatchObject({ kind: 'unreadable', writer: 9, seq: 1 });
});
