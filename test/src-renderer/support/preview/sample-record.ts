import type { DocumentView, RecordIndex, TimelineEntry } from '../../../../contracts/record.ts';
import { buildEntry, buildIndex, buildLink } from '../samples.ts';
import { blood, chemistry } from './sample-laboratory.ts';
import { buildPdf } from './sample-pdf.ts';

const link = buildLink(1);
const patient = link.patient.id;

const fixed: TimelineEntry[] = [
  buildEntry({
    document: 'DocumentReference/sortie',
    kind: 'letter',
    at: '2026-11-21T15:10:00.000Z',
    title: 'Lettre de sortie, cardiologie',
    detail: 'Dr Collin',
  }),
  buildEntry({
    document: 'ImagingStudy/thorax',
    kind: 'imaging',
    at: '2026-11-20T10:20:00.000Z',
    title: 'Scanner du thorax',
    detail: 'protocole',
    images: 75,
    copy: 'ready',
  }),
  buildEntry({
    document: 'DiagnosticReport/labo-1',
    kind: 'laboratory',
    at: '2026-11-20T07:42:00.000Z',
    title: 'Biologie clinique',
    results: 34,
    abnormal: 5,
  }),
  buildEntry({
    document: 'DiagnosticReport/ecg',
    kind: 'report',
    at: '2026-10-02',
    title: 'Électrocardiogramme',
    detail: 'Rythme sinusal',
  }),
  buildEntry({
    document: 'DocumentReference/html',
    kind: 'letter',
    at: '2026-09-14',
    title: 'Consultation de néphrologie',
    detail: 'Dr Ndiaye',
    status: 'amended',
  }),
  buildEntry({
    document: 'Encounter/1',
    kind: 'stay',
    at: '2026-11-18T08:00:00.000Z',
    title: 'Hospitalisation, cardiologie 3B',
    status: 'in-progress',
  }),
  buildEntry({
    document: 'AllergyIntolerance/1',
    kind: 'allergy',
    at: '2012',
    title: 'Pénicilline',
    detail: 'urticaire',
  }),
  buildEntry({
    document: 'MedicationStatement/1',
    kind: 'medication',
    at: '2026-11-21',
    title: 'Bisoprolol 2.5 mg',
    detail: '1 comprimé le matin',
  }),
  buildEntry({
    document: 'Condition/1',
    kind: 'condition',
    at: null,
    title: 'Insuffisance rénale chronique, stade 3a',
  }),
  buildEntry({
    document: 'DocumentReference/abime',
    kind: 'letter',
    at: '2025-02-11',
    title: 'Courrier du service de pneumologie',
    copy: 'partial',
  }),
  buildEntry({
    document: 'ImagingStudy/echo',
    kind: 'imaging',
    at: '2025-01-08',
    title: 'Échographie abdominale',
    images: 24,
    copy: 'absent',
  }),
  buildEntry({
    document: 'DiagnosticReport/annule',
    kind: 'laboratory',
    at: '2024-12-02',
    title: 'Sérologie',
    results: 3,
    status: 'entered-in-error',
  }),
];
const older = Array.from({ length: 60 }, (_one, place) =>
  buildEntry({
    document: `DiagnosticReport/ancien-${place}`,
    at: `${2024 - Math.floor(place / 12)}-${String(12 - (place % 12)).padStart(2, '0')}-05`,
    title: place % 3 === 0 ? 'Biologie de contrôle' : 'Biologie clinique',
    results: 12 + (place % 9),
    abnormal: place % 4 === 0 ? 1 : 0,
  }),
);

/** A record as a patient followed for years has one. */
export const fullIndex: RecordIndex = buildIndex(link, [...fixed, ...older], {
  allergies: [
    { substance: 'Pénicilline', reaction: 'choc anaphylactique', severe: true },
    { substance: 'Produit de contraste iodé', reaction: 'urticaire', severe: false },
  ],
  inHospital: {
    document: 'Encounter/1',
    site: 'Kennedy',
    ward: 'cardiologie 3B',
    since: '2026-11-18',
    physician: 'Dr Collin',
    phone: '065 00 00 41',
  },
  appointments: [
    { document: 'Encounter/1', at: '2026-12-03T09:30:00.000Z', title: 'Consultation de cardiologie' },
    { document: 'Encounter/1', at: '2026-12-17T10:00:00.000Z', title: 'Échographie cardiaque' },
  ],
  medication: {
    of: 'discharge',
    at: '2026-11-21',
    lines: [
      { document: 'MedicationStatement/1', name: 'Bisoprolol 2.5 mg', dosage: '1 comprimé le matin' },
      { document: 'MedicationStatement/1', name: 'Furosémide 40 mg', dosage: '1 comprimé le matin' },
      { document: 'MedicationStatement/1', name: 'Apixaban 5 mg', dosage: '1 comprimé matin et soir' },
    ],
  },
  news: {
    visit: '2026-08-04T09:20:00.000Z',
    lines: [
      { document: 'DiagnosticReport/labo-1', change: 'new', cancelled: 0, finding: 'Potassium 5.9 mmol/l' },
      { document: 'DiagnosticReport/annule', change: 'cancelled', cancelled: 0, finding: null },
      { document: 'DiagnosticReport/ancien-0', change: 'corrected', cancelled: 1, finding: null },
      { document: 'DocumentReference/sortie', change: 'new', cancelled: 0, finding: null },
      { document: 'ImagingStudy/thorax', change: 'new', cancelled: 0, finding: null },
      { document: 'DiagnosticReport/ecg', change: 'new', cancelled: 0, finding: null },
      { document: 'DocumentReference/html', change: 'changed', cancelled: 0, finding: null },
      { document: 'MedicationStatement/1', change: 'new', cancelled: 0, finding: null },
    ],
  },
  first: [
    { document: 'DiagnosticReport/labo-1', why: 'critical' },
    { document: 'DocumentReference/sortie', why: 'discharge' },
    { document: 'DocumentReference/html', why: 'specialist' },
  ],
  folds: [
    { document: 'DocumentReference/abime', under: 'DocumentReference/html', why: 'older' },
    { document: 'DiagnosticReport/ancien-59', under: 'DocumentReference/sortie', why: 'copy' },
  ],
  marks: [
    { document: 'DocumentReference/html', state: 'todo', due: '2026-12-01', stale: false },
    { document: 'DiagnosticReport/ecg', state: 'seen', due: null, stale: false },
    { document: 'DiagnosticReport/ancien-0', state: 'seen', due: null, stale: true },
  ],
});

const letter = [
  [
    'Lettre de sortie',
    '',
    'Cher confr\u00e8re,',
    '',
    'Votre patiente a s\u00e9journ\u00e9 dans le service de cardiologie du 18 au 21 novembre 2026.',
    '',
    'Motif : d\u00e9compensation cardiaque.',
    'Traitement de sortie : bisoprolol 2,5 mg, fur\u00e9mide 40 mg.',
    '',
    'Contr\u00f4le du potassium dans les 48 heures.',
  ],
  ['Page 2', '', 'R\u00e9sultats en annexe.'],
];

const parts: Readonly<Record<string, Pick<DocumentView, 'parts'> & Partial<DocumentView>>> = {
  'DocumentReference/sortie': {
    author: 'Dr Pierre Collin, cardiologie',
    parts: [{ show: 'pdf', title: null, bytes: buildPdf(letter) }],
  },
  'DiagnosticReport/labo-1': {
    author: 'Laboratoire de démonstration',
    parts: [
      {
        show: 'laboratory',
        performer: 'Laboratoire de démonstration',
        panels: [
          { name: 'Biochimie', rows: chemistry },
          { name: 'Hématologie', rows: blood },
        ],
      },
      {
        show: 'text',
        title: 'Conclusion',
        text: 'Hyperkaliémie et altération de la fonction rénale par rapport au 4 août 2026.',
      },
    ],
  },
  'DocumentReference/html': {
    author: 'Dr Awa Ndiaye, néphrologie',
    parts: [
      {
        show: 'html',
        title: null,
        html: '<h2>Consultation de néphrologie</h2><p>Cher confrère,</p><p>J’ai revu votre patiente <b>Marie Dubois</b>.</p><table border="1"><tr><th>Date</th><th>DFG</th></tr><tr><td>4 août</td><td>52 ml/min</td></tr></table><script>document.title="pirate"</script><img src="https://exemple.invalid/espion.png" onerror="alert(1)"><p>Bien à vous,</p>',
      },
    ],
  },
  'DiagnosticReport/ecg': {
    author: 'Dr Pierre Collin',
    parts: [
      {
        show: 'text',
        title: null,
        text: 'Rythme sinusal à 72/min.\nAxe normal.\nPR 180 ms, QRS 92 ms, QTc 431 ms.\n\nPas de trouble de la repolarisation.',
      },
    ],
  },
  'Encounter/1': {
    parts: [
      {
        show: 'facts',
        rows: [
          { label: 'Site', value: 'Kennedy' },
          { label: 'Service', value: 'Cardiologie 3B' },
          { label: 'Entrée', value: '18 novembre 2026' },
          { label: 'Médecin responsable', value: 'Dr Pierre Collin' },
          { label: 'Motif', value: 'Décompensation cardiaque' },
        ],
      },
    ],
  },
  'DocumentReference/abime': {
    author: 'Service de pneumologie',
    parts: [
      { show: 'text', title: 'Résumé', text: 'Spirométrie stable.' },
      { show: 'unreadable', title: 'Tracé de spirométrie', code: 'document-unreadable', mime: 'application/pdf' },
      { show: 'unreadable', title: null, code: 'not-copied-yet', mime: null },
      { show: 'pdf', title: 'Courrier scanné', bytes: new Uint8Array([37, 80, 68, 70, 45, 49, 46, 52, 10, 0, 1, 2]) },
    ],
  },
};

/** The document behind a line of `fullIndex`; null for a line that has none. */
export function findView(document: string): DocumentView | null {
  const entry = fullIndex.entries.find((one) => one.document === document);
  const content = parts[document];
  if (entry === undefined) return null;
  return {
    document,
    patient,
    kind: entry.kind,
    title: entry.title,
    at: entry.at,
    author: null,
    status: entry.status,
    ...(content ?? { parts: [{ show: 'facts', rows: [{ label: 'Titre', value: entry.title }] }] }),
  };
}
