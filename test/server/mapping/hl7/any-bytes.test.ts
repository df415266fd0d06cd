import { expect, test } from 'vitest';
import { toNiss } from '../../../../server/demo/people.ts';
import { openValidator } from '../../../../server/fhir/validate.ts';
import { HL7Refusal } from '../../../../server/hl7/refusal.ts';
import { toFiling } from '../../../../server/mapping/hl7/to-filing.ts';
import { adt, adtA40, aOBX, mdm, orUR01, siu } from '../../../builders/hl7.ts';
import { toBytes } from '../../../builders/hl7-segment.ts';
import { context } from './shown-record.ts';
import { fc } from '../../../support/property.ts';

const kmehr = `<kmehrmessage><folder><patient><id S="INSS">${toNiss('dubois')}</id></patient><transaction/></folder></kmehrmessage>`;
const seeds = [
  adt('A01', { reason: 'x', more: ['AL1|1|DA|x', 'DG1|1||x'] }),
  adtA40('SE-1'),
  orUR01({ notes: ['n'] }),
  mdm('T02'),
  siu('S12'),
  kmehr,
  `A1\\1\\a\\\rA2\\1\\a\\b\\F\\01011950\\${toNiss('dubois')}\\\rL1\\1\\a\\b\\`,
  `1/8\r#A${toNiss('dubois')}\ra\r19500101\rX\r\r1\r#Rb\r!t\r#R/`,
].map((text) => toBytes(text));

/** Refusal or filing; anything else is a fault, and so is a filing that no JSON can hold. */
function isSettled(bytes: Uint8Array, validate = false): boolean {
  try {
    const { resources, patient } = toFiling(bytes, context);
    const made = [
      ...resources.map(({ resource }) => resource),
      ...(patient.resource === null ? [] : [patient.resource]),
    ];
    for (const resource of made) {
      const plain: unknown = JSON.parse(JSON.stringify(resource));
      if (validate) expect(openValidator()(plain, resource.resourceType)).toEqual([]);
    }
    return true;
  } catch (error) {
    if (error instanceof HL7Refusal)
      return /^[^0-9]*$/.test(
        error.message.replace(/HL7 v2|2\.x|8859\/\d+|UTF-8|MSH-11|[A-Z][A-Z0-9]{1,2}-?\d*|20000/g, ''),
      );
    throw error;
  }
}

test('answers any bytes by a filing or a refusal that quotes nothing of them [R25]', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => isSettled(bytes)),
    { numRuns: 300 },
  );
});

test('answers any spoiling of real messages by a filing or a refusal [R25]', () => {
  const spoilt = fc.record({
    seed: fc.constantFrom(...seeds),
    edits: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat(12),
        put: fc.oneof(
          fc.uint8Array({ maxLength: 4 }),
          fc.constantFrom(
            ...['|', '^', '~', '\\', '&', '\r', '""', '<', '\\X', '\0', '-', '99999999'].map((text) => toBytes(text)),
          ),
        ),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  });
  fc.assert(
    fc.property(spoilt, ({ seed, edits }) => {
      let bytes = Buffer.from(seed);
      for (const { at, cut, put } of edits) {
        const place = Math.floor(at * bytes.length);
        bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
      }
      return isSettled(new Uint8Array(bytes), true);
    }),
    { numRuns: 1000 },
  );
});

test('settles the largest and most twisted messages in bounded time [R25]', () => {
  const many = (text: string, times: number) => text.repeat(times);
  const header = 'MSH|^~\\&|A|B|||20260302||ORU^R01|1|P|2.5.1\rPID|1||SE-1\r';
  const messages = [
    orUR01({
      results: Array.from({ length: 5000 }, (_, index) => ({
        code: `${index}^a^L`,
        sub: `1.${index % 7}`,
        value: '1',
      })),
    }),
    `${header}${many('OBR|1||X|a|||||||||||||||||||||F||||X^X\r', 5000)}${aOBX(1).join('\r')}`,
    `${header}OBR|1||X|a\rOBX|1|TX|a|${many('1.', 20_000)}|${many('\\', 200_000)}`,
    `${header}OBR|1||X|a\rOBX|1|NM|a||${many('1', 200_000)}|${many('&', 200_000)}|${many('1-', 100_000)}`,
    `${header}${many('\r', 500_000)}`,
    `${header}OBR|1||${many('~^&', 200_000)}`,
    many('\\C2D41\\', 100_000),
    `MSH|^~\\&|||||||ADT^A08|1|P|2.5|||||8859/1~8859/5\rPID|${many('\\C2D4C\\', 50_000)}`,
    `<kmehrmessage>${many('<a>', 100_000)}`,
    many('<!--', 200_000),
    `<kmehrmessage>${many('&', 500_000)}${many('<b S="', 50_000)}`,
    `A1\\1\\a\\\r${many('A2\\', 200_000)}`,
    `#A\r#R${many('\n#A', 100_000)}`,
  ];
  const started = process.cpuUsage();
  for (const message of messages) expect(isSettled(toBytes(message))).toBe(true);
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1e6).toBeLessThan(20);
});
