import { describe, expect, it } from 'vitest';
import { ssinSystem } from '../../../contracts/identifiers.ts';
import { formatNiss, readNiss } from '../../../contracts/niss.ts';
import { HospitalFacts, Person } from '../../../contracts/person.ts';
import { accounts, tour } from '../../../server/demo/accounts.ts';
import { toHospitalBundles } from '../../../server/demo/bundles.ts';
import { hospital } from '../../../server/demo/hospital.ts';
import { type PersonKey, people, toNiss, toPatient } from '../../../server/demo/people.ts';

const keys = Object.keys(people) as PersonKey[];
const readValid = (key: PersonKey) => {
  const reading = readNiss(toNiss(key));
  if (!reading.ok) throw new Error(`${key}: ${reading.fault}`);
  return reading.niss;
};

describe('the demonstration’s people', () => {
  it('have valid numbers that agree with their sex and with what is known of their birth [R10]', () => {
    for (const key of keys) {
      const niss = readValid(key);
      const { gender, birthDate } = people[key];
      expect({ key, issued: niss.issued, sex: niss.sex }).toEqual({ key, issued: true, sex: gender });
      expect(birthDate.startsWith(niss.birthDate ?? ''), `${key} ${niss.birthDate}`).toBe(true);
      expect(readNiss(formatNiss(toNiss(key)))).toEqual({ ok: true, niss });
    }
  });

  it('include births after 2000, an unknown month, a bis number, particles, accents and several given names [R10]', () => {
    expect(readValid('vandenbroucke').century).toBe(2000);
    expect(readValid('elamrani').birthDate).toBe('1962');
    expect(readValid('kovalenko').kind).toBe('bis');
    const names = keys.map((key) => people[key].family);
    expect(names).toEqual(
      expect.arrayContaining(['de la Croix', 'Müller-Noël', "N'Guyen", "Lefèbvre-D'Hondt", 'van der Straeten']),
    );
    expect(people.vandenbroucke.given).toEqual(['Léa', 'Élodie', 'Anne']);
  });

  it('are told apart by every number they carry, homonyms too', () => {
    expect(new Set(keys.map(toNiss)).size).toBe(keys.length);
    expect(new Set(keys.map((key) => people[key].number)).size).toBe(keys.length);
    expect([people.dubois.family, people.dubois.given[0]]).toEqual([people.homonym.family, people.homonym.given[0]]);
  });

  it('carry the national number in the ssin system and nowhere else in the whole hospital', () => {
    for (const key of keys) {
      expect(
        toPatient(key)
          .identifier?.filter(({ system }) => system === ssinSystem)
          .map(({ value }) => value),
      ).toEqual([toNiss(key)]);
    }
    const text = toHospitalBundles('2026-11-22').flatMap(
      ({ bundle }) => bundle.entry?.map(({ resource }) => resource) ?? [],
    );
    const others = JSON.stringify(text.filter((resource) => resource?.resourceType !== 'Patient'));
    for (const key of keys) expect(others.includes(toNiss(key)), key).toBe(false);
  });
});

describe('the demonstration’s accounts', () => {
  it('are one physician, one director, one desk and one helpdesk, valid for the contract', () => {
    expect(accounts.map((account) => Person.parse(account).role)).toEqual([
      'physician',
      'director',
      'desk',
      'helpdesk',
    ]);
    expect(HospitalFacts.parse(hospital)).toEqual(hospital);
  });

  it('tell the tour a patient with CT, letters and laboratory', () => {
    const record = toHospitalBundles('2026-11-22').find(({ patient }) => patient === 'dubois')?.bundle.entry ?? [];
    const resources = record.flatMap(({ resource }) => (resource ? [resource] : []));
    expect(resources[0]?.id).toBe(tour.patient.id);
    const reports = resources.filter((resource) => resource.resourceType === 'DiagnosticReport');
    expect(reports.filter((report) => report.imagingStudy !== undefined).map((report) => report.code.text)).toContain(
      'Scanner du thorax sans contraste',
    );
    expect(reports.filter((report) => report.code.text === 'Laboratoire').length).toBeGreaterThan(20);
    expect(resources.filter((resource) => resource.resourceType === 'DocumentReference').length).toBeGreaterThan(4);
    expect(readNiss(tour.patient.niss).ok && readNiss(tour.second.niss).ok).toBe(true);
  });
});
