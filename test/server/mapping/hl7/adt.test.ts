import type { AllergyIntolerance, Condition, Encounter, Patient } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { ssinSystem } from '../../../../contracts/identifiers.ts';
import { toNiss, toPatient } from '../../../../server/demo/people.ts';
import { aPID, adt, adtA40, type ADTWish } from '../../../builders/hl7.ts';
import { refusalOf } from './refusal-of.ts';
import { toFilingOf } from './shown-record.ts';

const base = 'https://saint-exemple.example/identifiant';

function patientOf(over: Readonly<Record<number, string>>): Patient | null {
  return toFilingOf(adt('A31', { patient: { segment: aPID('dubois', over) } })).patient.resource;
}

function encounterOf(event: string, wish: ADTWish = {}): Encounter | undefined {
  return toFilingOf(adt(event, wish))
    .resources.map(({ resource }) => resource)
    .find((one): one is Encounter => one.resourceType === 'Encounter');
}

test('describes a patient as the demonstration does [R22]', () => {
  const { identifier, name, gender, birthDate, address } = toPatient('dubois');
  const { patient } = toFilingOf(adt('A28'));
  const made = patient.resource;
  const bare = (patientOf: Patient | null) =>
    patientOf?.identifier
      ?.map(({ system, value }) => ({ system, value }))
      .toSorted((a, b) => String(a.value).localeCompare(String(b.value)));
  expect([bare(made), made?.name, made?.gender, made?.birthDate, made?.address, patient.purpose]).toEqual([
    bare({ resourceType: 'Patient', identifier: identifier ?? [] }),
    name,
    gender,
    birthDate,
    address,
    'record',
  ]);
  expect(patient.identifiers).toHaveLength(2);
});

test('keeps every number of a patient under its authority, and finds by the hospital’s and the NISS alone [R25]', () => {
  const { patient } = toFilingOf(
    adt('A31', {
      patient: { segment: aPID('dubois', { 3: `SE-1^^^CHSE^PI~77^^^LABO^PI~X9^^^^PPN~${toNiss('dubois')}^^^^NNBEL` }) },
    }),
  );
  expect(patient.resource?.identifier?.map(({ system, value, use }) => [system, value, use])).toEqual([
    [`${base}/patient`, 'SE-1', 'usual'],
    [`${base}/patient/LABO`, '77', undefined],
    [`${base}/numero/PPN`, 'X9', undefined],
    [ssinSystem, toNiss('dubois'), 'official'],
  ]);
  expect(patient.identifiers.map(({ system }) => system)).toEqual([`${base}/patient`, ssinSystem]);
});

test('reads names, aliases, addresses, telephones, language and death [R22]', () => {
  const made = patientOf({
    5: 'van der Straeten&van der&Straeten^Marie-Louise^Joséphine, Anne^^Mme^^L~Peeters^Marie^^^^^M',
    9: 'Malou',
    11: 'Rue Haute&Rue Haute&1^bte 4^Mons^^7000^BEL^H~^^Paris^^75001^FR^C',
    13: '^PRN^CP^^^^^^^^^0475 00 00 00~^NET^Internet^m@exemple.example',
    14: '065000000^WPN^PH',
    15: 'fr-be',
    29: '202603011200',
    30: 'Y',
  });
  expect({ ...made, identifier: [] }).toEqual({
    resourceType: 'Patient',
    identifier: [],
    name: [
      { use: 'official', family: 'van der Straeten', given: ['Marie-Louise', 'Joséphine', 'Anne'], prefix: ['Mme'] },
      { use: 'maiden', family: 'Peeters', given: ['Marie'] },
      { use: 'nickname', family: 'Malou' },
    ],
    telecom: [
      { system: 'phone', value: '0475 00 00 00', use: 'mobile' },
      { system: 'email', value: 'm@exemple.example' },
      { system: 'phone', value: '065000000', use: 'work' },
    ],
    gender: 'female',
    birthDate: '1955-03-12',
    deceasedDateTime: '2026-03-01T12:00:00+01:00',
    address: [
      { use: 'home', line: ['Rue Haute', 'bte 4'], city: 'Mons', postalCode: '7000', country: 'BE' },
      { use: 'temp', city: 'Paris', postalCode: '75001', country: 'FR' },
    ],
    communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'fr-BE' }] }, preferred: true }],
  });
});

test('empties what the sender empties with two quotes, and nothing else [R25]', () => {
  const { patient } = toFilingOf(
    adt('A31', { patient: { segment: aPID('dubois', { 11: '""', 13: '""', 30: '""' }) } }),
  );
  expect(patient.emptied).toEqual(['address', 'telecom', 'deceasedBoolean']);
});

test('refuses whom it cannot name with certainty [R25]', () => {
  expect([
    refusalOf(adt('A31', { patient: { segment: aPID('dubois', { 3: '' }) } })),
    refusalOf(adt('A31', { patient: { segment: aPID('dubois', { 3: '77^^^LABO^PI' }) } })),
    refusalOf(adt('A31', { patient: { segment: aPID('dubois', { 3: '85073003329^^^NISS^NNBEL' }) } })),
    refusalOf(adt('A31', { patient: { segment: aPID('dubois', { 7: '12/03/1955' }) } })),
    refusalOf(adt('A31', { more: [aPID('petit')] })),
    refusalOf(adt('A01', { patient: { segment: 'NTE|1' } })),
  ]).toEqual([
    ['AE', 101, 'PID', 3],
    ['AE', 204, 'PID', 3],
    ['AE', 204, 'PID', 3],
    ['AE', 102, 'PID', 7],
    ['AE', 205, 'PID', 3],
    ['AE', 100, 'PID', null],
  ]);
});

test('tells of a stay where, since when, why and who answers for it [R22]', () => {
  const role = 'ROL|1|UP|AT|19990010000^Collin^Étienne||||||||^WPN^PH^^^^^^^^^065 00 02 10';
  const made = encounterOf('A01', { reason: 'Douleur thoracique', more: [role] });
  expect(made).toEqual({
    resourceType: 'Encounter',
    contained: [
      {
        resourceType: 'Location',
        id: 'ward',
        name: 'Cardiologie B2',
        telecom: [{ system: 'phone', value: '065 00 02 10', use: 'work' }],
        partOf: { display: 'Site du Parc' },
      },
    ],
    identifier: [{ system: `${base}/sejour`, value: 'S-2026-0001' }],
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP', display: 'Hospitalisation' },
    type: [{ text: 'Hospitalisation' }],
    subject: { reference: 'urn:filing:Patient' },
    participant: [
      {
        type: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'ATND' }] }],
        individual: {
          type: 'Practitioner',
          identifier: {
            system: 'https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/nihdi-professional',
            value: '19990010000',
          },
          display: 'Dr Étienne Collin',
        },
      },
    ],
    period: { start: '2026-03-01T08:15:00+01:00' },
    reasonCode: [{ text: 'Douleur thoracique' }],
    location: [{ location: { reference: '#ward', display: 'Site du Parc, Cardiologie B2' }, status: 'active' }],
  });
});

test('follows a stay through its events [R22]', () => {
  const state = (event: string, wish: ADTWish = {}) => {
    const made = encounterOf(event, wish);
    return [made?.status, made?.class.code, made?.period?.end ?? null];
  };
  expect({
    A01: state('A01'),
    A02: state('A02', { ward: 'Soins intensifs' }),
    A03: state('A03', { to: '202603051400' }),
    'A03 by its event': state('A03', { from: '' })[2],
    A04: state('A04', { kind: 'E' }),
    A05: state('A05', { kind: 'P' }),
    A06: state('A06'),
    A07: state('A07', { kind: 'O' }),
    A08: state('A08'),
    A13: state('A13', { to: '202603051400' }),
  }).toEqual({
    A01: ['in-progress', 'IMP', null],
    A02: ['in-progress', 'IMP', null],
    A03: ['finished', 'IMP', '2026-03-05T14:00:00+01:00'],
    'A03 by its event': '2026-03-02T09:30:00+01:00',
    A04: ['in-progress', 'EMER', null],
    A05: ['planned', 'PRENC', null],
    A06: ['in-progress', 'IMP', null],
    A07: ['in-progress', 'AMB', null],
    A08: ['in-progress', 'IMP', null],
    A13: ['in-progress', 'IMP', null],
  });
  const [stay] = toFilingOf(adt('A01')).resources;
  expect(toFilingOf(adt('A11')).removed).toEqual([
    { type: 'Encounter', key: stay?.key, version: stay?.version, set: { status: 'cancelled' } },
  ]);
});

test('keeps of a stay what an event does not say, and never takes a bare update for its reopening [R22]', () => {
  const [left] = toFilingOf(adt('A03', { from: '', to: '202603051400' })).resources;
  expect([left?.keeps, toFilingOf(adt('A08', { from: '' })).resources]).toEqual([['period', 'reasonCode'], []]);
});

test('knows a stay without number by who comes and when, and refuses a departure that could be anybody’s [R25]', () => {
  const coming = adt('A01', { from: '' })
    .replace(/\^\^\^CHSE&[^|]*sejour[^|]*/, '')
    .replace('S-2026-0001', '');
  const keys = [coming, coming, coming.replaceAll('20260302093000', '20260303093000')].map(
    (message) => toFilingOf(message).resources[0]?.key,
  );
  expect([keys[0] === keys[1], keys[0] === keys[2]]).toEqual([true, false]);
  expect(refusalOf(coming.replaceAll('A01', 'A03'))).toEqual(['AE', 101, 'PV1', 19]);
});

test('lists allergies and diagnoses, one for each whatever the message [R22]', () => {
  const more = [
    'AL1|1|DA|J01CA^Pénicilline^ATC|SV|Urticaire~Œdème|2011',
    'AL1|2|FA|^Arachide|MO',
    'DG1|1||I10^Hypertension essentielle^I10||20240101|F',
  ];
  const filing = toFilingOf(adt('A08', { more }));
  const again = toFilingOf(adt('A31', { more, control: 'M9' }));
  const [penicillin, peanut] = filing.resources
    .map(({ resource }) => resource)
    .filter((one): one is AllergyIntolerance => one.resourceType === 'AllergyIntolerance');
  expect([
    penicillin?.code,
    penicillin?.category,
    penicillin?.criticality,
    penicillin?.recordedDate,
    penicillin?.reaction,
    peanut?.code,
    peanut?.category,
  ]).toEqual([
    { coding: [{ system: 'http://www.whocc.no/atc', code: 'J01CA', display: 'Pénicilline' }], text: 'Pénicilline' },
    ['medication'],
    'high',
    '2011',
    [{ manifestation: [{ text: 'Urticaire' }, { text: 'Œdème' }], severity: 'severe' }],
    { text: 'Arachide' },
    ['food'],
  ]);
  const keys = (one: typeof filing) =>
    one.resources.filter(({ resource }) => resource.resourceType === 'AllergyIntolerance').map(({ key }) => key);
  expect(keys(again)).toEqual(keys(filing));
  const condition = filing.resources
    .map(({ resource }) => resource)
    .find((one): one is Condition => one.resourceType === 'Condition');
  expect([condition?.code, condition?.onsetDateTime, condition?.verificationStatus?.coding?.[0]?.code]).toEqual([
    {
      coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10', display: 'Hypertension essentielle' }],
      text: 'Hypertension essentielle',
    },
    '2024-01-01',
    'confirmed',
  ]);
  expect(refusalOf(adt('A08', { more: ['AL1|1|DA'] }))).toEqual(['AE', 101, 'AL1', 3]);
});

test('merges numbers of this hospital, and never a patient with himself [R25]', () => {
  expect(toFilingOf(adtA40('SE-9999')).merge?.obsolete).toEqual([{ system: `${base}/patient`, value: 'SE-9999' }]);
  expect(toFilingOf(adtA40('SE-9999')).merge?.surviving).toHaveLength(2);
  expect([refusalOf(adtA40('SE-10412')), refusalOf(adt('A40'))]).toEqual([
    ['AE', 204, 'MRG', 1],
    ['AE', 100, 'MRG', null],
  ]);
});

test('orders events by when they were written down, not by when they arrive [R25]', () => {
  const early = toFilingOf(adt('A01', { at: '20260302080000' }));
  const late = toFilingOf(adt('A03', { at: '20260305140000' }));
  expect([
    early.patient.version < late.patient.version,
    (early.resources[0]?.version ?? '') < (late.resources[0]?.version ?? ''),
  ]).toEqual([true, true]);
});

test('keeps of a birth date what is known: noughts of a register are no day, and nobody is refused for them [R25]', () => {
  const born = (text: string) => patientOf({ 7: text })?.birthDate;
  expect(['19400000', '19400300', '194000', '1940', '19400000000000', '00000000', '194003101430'].map(born)).toEqual([
    '1940',
    '1940-03',
    '1940',
    '1940',
    '1940',
    undefined,
    '1940-03-10',
  ]);
  for (const wrong of ['19400010', '19401300', '19400231', '1940-03-10'])
    expect(() => born(wrong), wrong).toThrow('format HL7');
});

test('finds an allergy again whichever of the patient’s numbers is written first [R25]', () => {
  const more = ['AL1|1|DA|^Iode'];
  const numbers = ['SE-10412^^^CHSE^MR', `${toNiss('dubois')}^^^NISS`];
  const [one, other] = [numbers, numbers.toReversed()].map((order) =>
    toFilingOf(adt('A31', { more, patient: { segment: aPID('dubois', { 3: order.join('~') }) } })),
  );
  expect(one?.resources[0]?.key).toBe(other?.resources[0]?.key);
  expect(one?.resources[0]?.resource.resourceType).toBe('AllergyIntolerance');
});
