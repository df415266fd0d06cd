import { expect, test } from 'vitest';
import { faultTag } from '../../../contracts/intake.ts';
import type { PatientFacts } from '../../../contracts/link.ts';
import { toDocumentView } from '../../../src-main/record/document-view.ts';
import { toHistory } from '../../../src-main/record/laboratory.ts';
import { anObservation, aPatient, aReport } from '../../builders/fhir.ts';
import { aRecord } from './a-record.ts';

const patient = aPatient();
const meta = { tag: [faultTag] };
const pdf = Buffer.from('%PDF-1.4 essai').toString('base64');
const form = { presentedForm: [{ contentType: 'application/pdf', data: pdf, title: 'Protocole' }] };

async function show(faultyResult: boolean, faultyReport: boolean, over: object) {
  const result = anObservation(patient, faultyResult ? { meta } : {});
  const head = anObservation(patient, {
    valueQuantity: undefined as never,
    hasMember: [{ reference: `Observation/${result.id}` }],
  });
  const report = aReport(patient, [head], { ...(faultyReport ? { meta } : {}), ...over });
  const record = aRecord(patient.id, result, head, report);
  const view = await toDocumentView(record, `DiagnosticReport/${report.id}`, {
    link: { id: patient.id } as unknown as PatientFacts,
    history: toHistory(record),
    readBinary: () => Promise.reject(new Error('none')),
  });
  return view.parts;
}

test('shows the laboratory’s file, labelled, instead of a table of what is not valid [R22]', async () => {
  for (const [result, report] of [
    [true, false],
    [false, true],
  ] as const) {
    const parts = await show(result, report, form);
    expect(parts.map(({ show: kind }) => kind)).toEqual(['text', 'pdf']);
    expect(parts[0]).toMatchObject({ title: 'Résultats non présentés en tableau' });
  }
  expect((await show(false, false, form)).map(({ show: kind }) => kind)).toEqual(['laboratory', 'pdf']);
});

test('shows each result as a line of text when the laboratory sent no file with it [R22]', async () => {
  const [part, ...more] = await show(true, false, {});
  expect(more).toEqual([]);
  expect(part).toMatchObject({ show: 'text', text: expect.stringContaining('Potassium : 5.9 mmol/l (3.5 – 5.1)') });
});

test('draws no curve through a result that is not valid', () => {
  const faulty = anObservation(patient, { meta });
  expect(toHistory(aRecord(patient.id, faulty)).size).toBe(0);
  expect(toHistory(aRecord(patient.id, anObservation(patient))).size).toBe(1);
});
