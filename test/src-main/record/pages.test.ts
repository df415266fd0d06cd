import { describe, expect, it } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import type { DocumentPart } from '../../../contracts/record.ts';
import { toDocumentView } from '../../../src-main/record/document-view.ts';
import { toHistory } from '../../../src-main/record/laboratory.ts';
import { toPatientRecord } from '../../../src-main/record/patient-record.ts';

const patient = '00000000-0000-4000-8000-000000000001';
const link = { id: patient, family: 'Essai', given: 'Marie', birthDate: '1955-03-12', sex: 'female' } as const;
type Resource = Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string };
const coded = (code: string) => ({ coding: [{ code }] });

async function open(ref: string, resources: readonly Resource[], missing: readonly string[] = []) {
  const documents = resources.map((one) => ({
    ref: `${one.resourceType}/${one.id}`,
    bytes: Buffer.from(JSON.stringify(one)),
  }));
  const awaited = missing.map(
    (one): MirrorItem => ({ kind: 'resource', ref: one, version: 1, sha256: 'a'.repeat(64), bytes: 1 }),
  );
  const record = toPatientRecord(patient, documents, [], awaited, awaited);
  const readBinary = () => Promise.reject(new Error('no file here'));
  return await toDocumentView(record, ref, { link, history: toHistory(record), readBinary });
}
const factsOf = (parts: readonly DocumentPart[]) =>
  parts.flatMap((part) => (part.show === 'facts' ? part.rows.map(({ label, value }) => `${label}: ${value}`) : []));

const doctor = {
  resourceType: 'Practitioner',
  id: 'd1',
  name: [{ prefix: ['Dr'], given: ['Anne'], family: 'Collin' }],
};
const stay = {
  resourceType: 'Encounter',
  id: 's1',
  status: 'finished',
  contained: [
    {
      resourceType: 'Location',
      id: 'w',
      name: 'Cardiologie 3B',
      telecom: [{ system: 'phone', value: '065 00 00 41' }],
      partOf: { display: 'Site du Parc' },
    },
  ],
  class: { code: 'IMP', display: 'Hospitalisation' },
  period: { start: '2026-11-12T10:20:00+01:00', end: '2026-11-18T14:00:00+01:00' },
  reasonCode: [{ text: 'Décompensation cardiaque' }],
  participant: [{ type: [coded('ATND')], individual: { reference: 'Practitioner/d1' } }],
  location: [{ location: { reference: '#w' } }],
  hospitalization: { admitSource: { text: 'Urgences' }, dischargeDisposition: { text: 'Retour à domicile' } },
  identifier: [{ value: 'S-1' }],
};
const letter = {
  resourceType: 'DocumentReference',
  id: 'l1',
  status: 'current',
  description: 'Lettre de sortie',
  date: '2026-11-18',
  context: { encounter: [{ reference: 'Encounter/s1' }] },
};
const result = {
  resourceType: 'DiagnosticReport',
  id: 'r1',
  status: 'final',
  category: [coded('LAB')],
  code: { text: 'Biologie' },
  effectiveDateTime: '2026-11-13',
  encounter: { reference: 'Encounter/s1' },
};

describe('a stay', () => {
  it('tells when, how long, why, where, with whom and what became of the patient [R22]', async () => {
    const { parts } = await open('Encounter/s1', [stay, doctor]);
    expect(factsOf(parts)).toEqual([
      'Genre: Hospitalisation',
      'État: terminé',
      'Du: 12 novembre 2026 à 10:20',
      'Au: 18 novembre 2026 à 14:00',
      'Durée: 6 nuits',
      'Motif: Décompensation cardiaque',
      'Lieu: Site du Parc',
      'Unité: Cardiologie 3B',
      'Téléphone: 065 00 00 41',
      'Médecin responsable: Dr Anne Collin',
      'Provenance: Urgences',
      'Sortie: Retour à domicile',
      'Numéro de séjour: S-1',
    ]);
  });

  it('leads to its own letters and results, newest first, and to no other [R22] [R23]', async () => {
    const other = { ...letter, id: 'l2', context: { encounter: [{ reference: 'Encounter/s2' }] } };
    const { parts } = await open('Encounter/s1', [stay, doctor, letter, other, result]);
    expect(parts.at(-1)).toEqual({
      show: 'related',
      title: 'Documents de ce séjour',
      entries: [
        { document: 'DocumentReference/l1', kind: 'letter', title: 'Lettre de sortie', at: '2026-11-18' },
        { document: 'DiagnosticReport/r1', kind: 'laboratory', title: 'Biologie', at: '2026-11-13' },
      ],
    });
  });

  it('that goes on says so, and through several wards names each', async () => {
    const places = ['Urgences', 'Cardiologie 3B'].map((display, place) => ({
      location: { display },
      period: { start: `2026-11-1${place + 2}` },
    }));
    const { parts } = await open('Encounter/s1', [
      { ...stay, status: 'in-progress', period: { start: '2026-11-12' }, location: places },
    ]);
    expect(factsOf(parts)).toContain('Au: toujours à l’hôpital');
    expect(parts[1]).toMatchObject({
      show: 'table',
      rows: [
        ['Urgences', '12 novembre 2026', ''],
        ['Cardiologie 3B', '13 novembre 2026', ''],
      ],
    });
  });
});

const medicine = (id: string, over: object = {}): Resource => ({
  resourceType: 'MedicationStatement',
  id,
  status: 'active',
  medicationCodeableConcept: {
    text: `Médicament ${id}`,
    coding: [{ system: 'http://www.whocc.no/atc', code: 'C07AB07' }],
  },
  effectivePeriod: { start: '2026-01-05' },
  dosage: [{ text: '1 le matin', route: { text: 'orale' } }],
  ...over,
});

describe('a medicine', () => {
  it('tells dose, route, period, who prescribed it and its state, then the whole list of now and of before [R22]', async () => {
    const stopped = medicine('b', {
      status: 'stopped',
      effectivePeriod: { start: '2025-01-05', end: '2025-06-01' },
      statusReason: [{ text: 'Toux' }],
    });
    const one = medicine('a', {
      informationSource: { reference: 'Practitioner/d1' },
      reasonCode: [{ text: 'Hypertension' }],
    });
    const mistake = medicine('c', { status: 'entered-in-error' });
    const { parts } = await open('MedicationStatement/a', [one, stopped, mistake, doctor]);
    expect(factsOf(parts)).toEqual([
      'Médicament: Médicament a',
      'État: en cours',
      'Posologie: 1 le matin',
      'Voie: orale',
      'Depuis: 5 janvier 2026',
      'Motif: Hypertension',
      'Prescripteur: Dr Anne Collin',
      'Code ATC: C07AB07',
    ]);
    expect(parts.slice(1)).toMatchObject([
      { title: 'Médicaments en cours', rows: [['Médicament a', '1 le matin', '5 janvier 2026', 'Hypertension']] },
      {
        title: 'Médicaments arrêtés ou terminés',
        rows: [['Médicament b', '1 le matin', '5 janvier 2025', '1er juin 2025', '']],
      },
    ]);
  });

  it('without a written dosage shows its dose and how often, with the digits as they came', async () => {
    const bytes = JSON.stringify(
      medicine('a', {
        dosage: [
          {
            asNeededBoolean: true,
            doseAndRate: [{ doseQuantity: { value: 2.5, unit: 'mg' } }],
            timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } },
          },
        ],
      }),
    ).replace('2.5', '2.50');
    const record = toPatientRecord(patient, [{ ref: 'MedicationStatement/a', bytes: Buffer.from(bytes) }], [], [], []);
    const view = await toDocumentView(record, 'MedicationStatement/a', {
      link,
      history: new Map(),
      readBinary: () => Promise.reject(new Error('none')),
    });
    expect(factsOf(view.parts)).toContain('Posologie: 2.50 mg, 2 × / jour, si nécessaire');
  });

  it('never passes for the whole list while another is not copied [R22]', async () => {
    const { parts } = await open('MedicationStatement/a', [medicine('a')], ['MedicationRequest/z']);
    expect(parts.at(-1)).toMatchObject({ show: 'unreadable', code: 'not-copied-yet', title: 'Médicaments en cours' });
  });
});

describe('an allergy', () => {
  const allergy = (id: string, over: object = {}): Resource => ({
    resourceType: 'AllergyIntolerance',
    id,
    code: { text: `Substance ${id}` },
    clinicalStatus: coded('active'),
    verificationStatus: coded('confirmed'),
    ...over,
  });

  it('tells how grave, what happened, how certain and since when, then every other, the gravest first [R22]', async () => {
    const peanut = allergy('b', {
      type: 'allergy',
      category: ['food'],
      criticality: 'high',
      reaction: [{ manifestation: [{ text: 'Urticaire' }, { text: 'Choc' }], severity: 'severe', onset: '2024-05' }],
      recordedDate: '2025-06-06',
      recorder: { reference: 'Practitioner/d1' },
    });
    const refuted = allergy('a', { verificationStatus: coded('refuted'), criticality: 'high' });
    const view = await open('AllergyIntolerance/b', [refuted, allergy('c', { criticality: 'low' }), peanut, doctor]);
    expect(factsOf(view.parts)).toEqual([
      'Substance: Substance b',
      'Genre: allergie',
      'Catégorie: alimentaire',
      'Gravité possible: élevée',
      'État: active',
      'Certitude: confirmée',
      'Réaction: Urticaire, Choc',
      'Sévérité: sévère',
      'Date de la réaction: mai 2024',
      'Encodé le: 6 juin 2025',
      'Encodé par: Dr Anne Collin',
    ]);
    expect(view.parts[1]).toMatchObject({
      rows: [
        ['Substance b', 'Urticaire\nChoc', 'élevée', 'active', 'confirmée'],
        ['Substance c', '', 'faible', 'active', 'confirmée'],
        ['Substance a', '', 'élevée', 'active', 'réfutée'],
      ].map((row) => row.map((cell) => cell.replace('Urticaire\nChoc', 'Urticaire, Choc'))),
    });
  });

  it('that was refuted or never certain says so in its head', async () => {
    for (const status of ['refuted', 'unconfirmed', 'entered-in-error'])
      expect((await open('AllergyIntolerance/a', [allergy('a', { verificationStatus: coded(status) })])).status).toBe(
        status,
      );
  });
});

describe('a diagnosis and an appointment', () => {
  it('tell code with its system, since when, until when; with whom, where and what to bring [R22]', async () => {
    const condition = {
      resourceType: 'Condition',
      id: 'c',
      clinicalStatus: coded('resolved'),
      code: { text: 'Grossesse', coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'Z34' }] },
      onsetDateTime: '2025-07',
      abatementDateTime: '2026-03-30',
    };
    expect(factsOf((await open('Condition/c', [condition])).parts)).toEqual([
      'Diagnostic: Grossesse',
      'Code: CIM-10 Z34',
      'État: résolu',
      'Depuis: juillet 2025',
      'Jusqu’au: 30 mars 2026',
    ]);
    const appointment = {
      resourceType: 'Appointment',
      id: 'a',
      status: 'cancelled',
      description: 'Consultation',
      start: '2026-12-03T09:30:00Z',
      end: '2026-12-03T09:50:00Z',
      participant: [
        { actor: { reference: `Patient/${patient}` } },
        { actor: { reference: 'Practitioner/d1' } },
        { actor: { display: 'Route 7' } },
      ],
      patientInstruction: 'Venir à jeun',
      cancelationReason: { text: 'Médecin absent' },
    };
    expect(factsOf((await open('Appointment/a', [appointment, doctor])).parts)).toEqual([
      'Date: 3 décembre 2026 à 10:30 – 10:50',
      'État: annulé',
      'Objet: Consultation',
      'Avec: Dr Anne Collin',
      'Lieu: Route 7',
      'Consigne: Venir à jeun',
      'Annulé pour: Médecin absent',
    ]);
  });
});
