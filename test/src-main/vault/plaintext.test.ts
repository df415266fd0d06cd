import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aDicomSeries } from '../../builders/dicom.ts';
import { aBinary, aLetter, aNiss, anObservation, aPatient } from '../../builders/fhir.ts';
import { activateLink } from '../../server/fhir/activate-link.ts';
import { feedImages, feedResources } from '../../server/support/feed-hospital.ts';
import { openTestHospital, testAccounts, testPassword } from '../../server/support/test-hospital.ts';
import { openTestPractice, until } from '../support/test-practice.ts';

/** As a thief would look for it in any file: as it is, in two-byte characters, in base64 and in hexadecimal. */
function toForms(bytes: Buffer): Buffer[] {
  const wide = Buffer.from(bytes.toString('latin1'), 'utf16le');
  // Base64 of the inside, whatever stands before it: the ends depend on their neighbours.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : 4, -4),
  );
  return [bytes, wide, ...base64.map((text) => Buffer.from(text)), Buffer.from(bytes.toString('hex'))];
}

it('leaves nothing of a patient and no secret readable in any file of the profile, nor in the log, whatever was done [C5] [R13] [C2]', async () => {
  const hospital = await openTestHospital();
  const practice = openTestPractice(hospital);
  try {
    await practice.enrol('physician');
    const client = practice.station.client();
    const { useToken } = client;
    let token = '';
    Object.assign(client, {
      useToken(given: string | null) {
        token = given ?? token;
        useToken(given);
      },
    });
    await practice.signIn('physician');
    expect(token.length).toBeGreaterThan(20);
    const niss = aNiss('1955-03-12', 910);
    const patient = aPatient({ niss, number: 'HOSP-910910' });
    const file = aBinary('Cher confrère, une thrombocytopénie inattendue.');
    await feedResources(hospital, patient, file, aLetter(patient, file), anObservation(patient));
    const series = aDicomSeries(2, { study: '2.25.910', patientId: 'HOSP-910910', patientName: 'Essai^Marie' });
    await feedImages(hospital, series);
    await activateLink(hospital.test, testAccounts.physician.id, patient.id);
    practice.links.refresh();
    await practice.links.list();
    await practice.records.open(patient.id);
    await until('whole', async () => (await practice.records.readIndex(patient.id)).sync.state === 'up-to-date');
    const pixels = [...series].map((one) => Buffer.from(one as Uint8Array).subarray(-48));
    expect(pixels.every((bytes) => bytes.length === 48 && new Set(bytes).size > 4)).toBe(true);
    const known: Record<string, Buffer> = {
      'national number': Buffer.from(niss),
      'hospital number': Buffer.from('HOSP-910910'),
      'family name': Buffer.from('Essai^Marie'),
      'word of a letter': Buffer.from('thrombocytop'),
      result: Buffer.from('Potassium'),
      'patient id': Buffer.from(patient.id),
      resource: Buffer.from('"resourceType"'),
      password: Buffer.from(testPassword),
      'session token': Buffer.from(token),
      ...Object.fromEntries(pixels.map((bytes, place) => [`pixels ${place}`, bytes])),
      ...Object.fromEntries(
        [...practice.keychain.entries].map(([name, value]) => [`keychain ${name}`, Buffer.from(value)]),
      ),
    };
    const look = (): string[] => {
      const files = readdirSync(practice.userData, { recursive: true, withFileTypes: true }).filter((one) =>
        one.isFile(),
      );
      expect(files.length).toBeGreaterThan(10);
      return files.flatMap((one) => {
        const path = join(one.parentPath, one.name);
        const content = Buffer.concat([Buffer.from(`${path}\n`), readFileSync(path)]);
        return (
          Object.entries(known)
            .filter(([, bytes]) => bytes.length >= 8 && toForms(bytes).some((form) => content.includes(form)))
            .map(([name]) => `${name} in ${one.name}`)
            // The journal that the hospital must get names records by the hospital's own random id, and by nothing else.
            .filter((found) => found !== 'patient id in lines.jsonl')
        );
      });
    };
    expect(look()).toEqual([]);
    await practice.session.lock();
    expect(look()).toEqual([]);
    const log = Buffer.from(practice.log.lines.map((one) => `${JSON.stringify(one)} ${String(one.cause)}`).join('\n'));
    expect(
      Object.entries(known)
        .filter(([, bytes]) => bytes.length >= 8 && log.includes(bytes))
        .map(([name]) => name),
    ).toEqual([]);
  } finally {
    practice.close();
    await hospital.close();
  }
}, 60_000);

it('finds a text in every form in which it could lie there [C5]', () => {
  const secret = Buffer.from('thrombocytop');
  const around = (text: string): Buffer => Buffer.from(`un${text}e`);
  const found = (content: Buffer): boolean => toForms(secret).some((form) => content.includes(form));
  const plain = around(secret.toString());
  for (const content of [
    plain,
    Buffer.from(plain.toString('latin1'), 'utf16le'),
    Buffer.from(plain.toString('base64')),
    Buffer.from(`x${plain.toString()}`).toString('base64'),
    Buffer.from(plain.toString('hex')),
  ])
    expect(found(Buffer.from(content))).toBe(true);
  expect(found(Buffer.from('thromboses'))).toBe(false);
});
