import { expect, test } from 'vitest';
import { HL7Refusal } from '../../../../server/hl7/refusal.ts';
import { readMessage } from '../../../../server/mapping/hl7/message.ts';
import { toMessage } from '../../../builders/hl7.ts';

const text = (bytes: Uint8Array): string => readMessage(bytes).segments[1]?.text(3) ?? '';
const message = (charset: string, field: string): string => toMessage('ADT^A08', { charset }, [`NTE|1|L|${field}`]);
const utf8 = (charset: string, field: string) => new Uint8Array(Buffer.from(message(charset, field), 'utf8'));
const latin1 = (charset: string, field: string) => new Uint8Array(Buffer.from(message(charset, field), 'latin1'));
/** The message in ASCII with these bytes in the place of `@`. */
function raw(charset: string, ...bytes: number[]): Uint8Array {
  const whole = latin1(charset, '@@');
  const at = whole.lastIndexOf(0x40) - 1;
  return new Uint8Array([...whole.subarray(0, at), ...bytes, ...whole.subarray(at + 2)]);
}

test('reads every character set that MSH-18 declares, and what real senders write without declaring it [R22]', () => {
  expect([
    text(utf8('UNICODE UTF-8', 'Müller-Noël ≥ µ')),
    text(latin1('8859/1', 'Müller-Noël µ')),
    text(latin1('', 'Lefèbvre')),
    text(utf8('', 'Lefèbvre €')),
    text(latin1('ASCII', 'Élodie')),
    text(raw('8859/1', 0x80, 0x92)),
    text(raw('8859/2', 0xb1, 0xb3)),
    text(raw('8859/5', 0xb6, 0xd0)),
    text(raw('8859/7', 0xe1, 0xe2)),
    text(raw('8859/9', 0xfe, 0xdd)),
    text(raw('8859/15', 0xa4, 0xbd)),
    text(raw('ISO 8859-15', 0xa4)),
  ]).toEqual([
    'Müller-Noël ≥ µ',
    'Müller-Noël µ',
    'Lefèbvre',
    'Lefèbvre €',
    'Élodie',
    '€’',
    'ął',
    'Жа',
    'αβ',
    'şİ',
    '€œ',
    '€',
  ]);
});

test('switches sets inside a field where several are declared, and is back at its end [R22]', () => {
  const switched = new Uint8Array(
    Buffer.from(message('8859/1~8859/5', 'caf\xe9 \\C2D4C\\\xb6\xd0\\C2842\\ \xe9|\xe9'), 'latin1'),
  );
  const [, nte] = readMessage(switched).segments;
  expect([nte?.text(3), nte?.text(4)]).toEqual(['café Жа é', 'é']);
  const escaped = new Uint8Array(Buffer.from(message('8859/1~8859/7', '\x1b-F\xe1|\xe9'), 'latin1'));
  const [, other] = readMessage(escaped).segments;
  expect([other?.text(3), other?.text(4)]).toEqual(['α', 'é']);
  const ascii = (charset: string, field: string) =>
    text(new Uint8Array(Buffer.from(message(charset, field), 'latin1')));
  expect([
    ascii('ASCII~8859/5', 'a \\C2D4C\\\xb6'),
    ascii('~8859/1', '\x1b-A\xe9'),
    text(utf8('ASCII~UNICODE UTF-8', 'é')),
  ]).toEqual(['a Ж', 'é', 'é']);
});

test('reads a byte order mark before anything that is declared [R22]', () => {
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8('8859/1', 'Noël')]);
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(message('', 'Noël'), 'utf16le')]);
  expect([text(new Uint8Array(marked)), text(new Uint8Array(wide))]).toEqual(['Noël', 'Noël']);
});

test('keeps texts as FHIR can hold them: NFC, no controls, no odd spaces [R22]', () => {
  expect(text(utf8('UNICODE UTF-8', 'Noe\u0308l\u00a0a\u2003b\u0007c'))).toBe('Noël a bc');
});

test('refuses a set that it does not know, and UTF-8 that is none, by the field [R25]', () => {
  const facts = (bytes: Uint8Array) => {
    try {
      readMessage(bytes);
      return null;
    } catch (error) {
      return error instanceof HL7Refusal ? [error.facts.code, error.facts.segment, error.facts.field] : error;
    }
  };
  expect([facts(latin1('JIS X 0208', 'x')), facts(latin1('UNICODE UTF-8', 'é'))]).toEqual([
    ['AR', 'MSH', 18],
    ['AE', 'MSH', 18],
  ]);
});
