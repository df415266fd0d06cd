import { expect, test } from 'vitest';
import { decodeUndeclared } from '../../../../server/mapping/hl7/character-set.ts';
import { type Delimiters, escape, unescape } from '../../../../server/mapping/hl7/escape.ts';
import { readMessage } from '../../../../server/mapping/hl7/message.ts';
import { aSegment, toBytes, toHL7Text } from '../../../builders/hl7-segment.ts';
import { fc } from '../../../support/property.ts';

const usual: Delimiters = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };
const others: Delimiters = { field: '#', component: '*', repetition: '!', escape: '/', subcomponent: '%' };
const read = (text: string) => readMessage(toBytes(text)).segments;
const value = (field: string, by = usual) => unescape(field, by, decodeUndeclared);
/** Texts as a FHIR string holds them: what reading makes of anything else is another test. */
const plain = fc.string({ unit: 'grapheme' }).map((text) => text.normalize('NFC').replace(/[^\S ]/g, ' '));

test('gives back every text that was escaped, whatever the delimiters [R22]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(usual, others), (text, by) => {
      expect(value(escape(text, by), by)).toBe(text);
    }),
  );
});

test('gives back every field, component and repetition that was written [R22]', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.array(plain, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }), {
        minLength: 1,
        maxLength: 5,
      }),
      (fields) => {
        const field = (repetitions: string[][]) =>
          repetitions.map((components) => components.map(toHL7Text).join('^')).join('~');
        const line = `ZZ1|${fields.map(field).join('|')}|end`;
        const [, segment] = read(`MSH|^~\\&|A\r${line}\r`);
        const written = fields.map((repetitions) =>
          repetitions
            .filter((components) => !['', '""'].includes(components.map(toHL7Text).join('^')))
            .map((components) => components.map((one) => (one === '""' ? '' : one.trim()))),
        );
        const found = fields.map((repetitions, index) =>
          (segment?.all(index + 1) ?? []).map((one, at) => {
            const kept = repetitions.filter((components) => !['', '""'].includes(components.map(toHL7Text).join('^')));
            return (kept[at] ?? []).map((_, component) => one.part(component + 1));
          }),
        );
        expect(found).toEqual(written);
        expect(segment?.text(fields.length + 1)).toBe('end');
      },
    ),
  );
});

test('reads escape sequences as HL7 means them, and leaves what is none [R22]', () => {
  expect([
    value('a \\F\\ \\S\\ \\T\\ \\R\\ \\E\\'),
    value('Lijn1\\.br\\Lijn2'),
    value('\\H\\gras\\N\\'),
    value('\\X41\\\\XC3A9\\\\XE9\\'),
    value('\\.sp2\\x\\.sk3\\y'),
    value('C:\\temp\\new'),
    value('fin \\'),
    value('\\constructor\\ \\Zlocal\\'),
  ]).toEqual([
    'a | ^ & ~ \\',
    'Lijn1\nLijn2',
    'gras',
    'Aéé',
    '\n\nx   y',
    'C:\\temp\\new',
    'fin \\',
    '\\constructor\\ \\Zlocal\\',
  ]);
});

test('reads a sender’s own delimiters, and segments ended by CR, LF or CRLF [R25]', () => {
  const own = read('MSH#*!/%#A#B\rPID#1##7*x%y!8\r');
  expect([own[0]?.text(3), own[1]?.first(3).part(2, 2), own[1]?.all(3)[1]?.part(1)]).toEqual(['A', 'y', '8']);
  for (const end of ['\r', '\n', '\r\n', '\n\n'])
    expect(read(['MSH|^~\\&|A', 'PID|1', 'NTE|1|L|x', ''].join(end)).map(({ name }) => name)).toEqual([
      'MSH',
      'PID',
      'NTE',
    ]);
});

test('keeps a bare line feed inside a segment as a line of its text [R22]', () => {
  const [, nte] = read('MSH|^~\\&|A\rNTE|1|L|une\ndeux\rNTE|2|L|trois\r');
  expect(nte?.first(3).text()).toBe('une\ndeux');
});

test('counts an occurrence for each name, and tells nothing from two quotes [R25]', () => {
  const [, first, second] = read(`MSH|^~\\&|A\r${aSegment('OBX', '1', '""')}\r${aSegment('OBX', '2')}\r`);
  expect([first?.occurrence, second?.occurrence, first?.emptied(2), first?.text(2), second?.emptied(2)]).toEqual([
    1,
    2,
    true,
    '',
    false,
  ]);
});

test('refuses what has no MSH, confused delimiters, or lines that are no segments [R25]', () => {
  for (const broken of ['', 'PID|1', 'MSH', 'MSH|', 'MSH|^^\\&|A', 'MSH|^~\\&|A\rnot a segment\r', 'MSHA^~\\&'])
    expect(() => read(broken), broken).toThrow(/MSH|séparateurs|segment/);
});
