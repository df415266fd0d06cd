import type { Calendar } from '../calendar.ts';
import { type DicomElement, toDicomFile, toText } from '../dicom-file.ts';
import { toCode, toSequence } from './elements.ts';
import { type ObjectStudy, toIdentity, toObjectUid } from './object-identity.ts';

const sopClass = '1.2.840.10008.5.1.4.1.1.88.33';

/** The echocardiograph's measurements as a structured report (SR), pointing at the film of the same study. */
export function toEchoReport(study: ObjectStudy, calendar: Calendar): Uint8Array<ArrayBuffer> {
  return toDicomFile('1.2.840.10008.1.2.1', [
    ...toIdentity(study, { sopClass, modality: 'SR', series: 'Mesures', number: 2 }, calendar),
    toText('0040a040', 'CS', 'CONTAINER'),
    toCode('0040a043', '125200', 'DCM', 'Mesures de l’échocardiographie'),
    toText('0040a050', 'CS', 'SEPARATE'),
    toText('0040a491', 'CS', 'COMPLETE'),
    toText('0040a493', 'CS', 'UNVERIFIED'),
    toSequence(
      '0040a730',
      container('Ventricule gauche', [
        measure('Fraction d’éjection (Simpson biplan)', '54', '%'),
        measure('Diamètre télédiastolique', '48', 'mm'),
        measure('Septum interventriculaire', '12', 'mm'),
        measure('Paroi postérieure', '11', 'mm'),
      ]),
      container('Oreillette gauche', [measure('Volume indexé', '46', 'ml/m2')]),
      container('Cœur droit', [
        measure('PAP systolique estimée', '41', 'mm[Hg]'),
        measure('TAPSE', '19', 'mm'),
        text('Commentaire', 'Veine cave inférieure de calibre normal.'),
      ]),
      container('Images', [image(study.key)]),
    ),
  ]);
}

const contains = toText('0040a010', 'CS', 'CONTAINS');
const name = (meaning: string): DicomElement => toCode('0040a043', meaning.slice(0, 12), '99PASSERELLE', meaning);

function container(meaning: string, items: readonly DicomElement[][]): DicomElement[] {
  return [
    contains,
    toText('0040a040', 'CS', 'CONTAINER'),
    name(meaning),
    toText('0040a050', 'CS', 'SEPARATE'),
    toSequence('0040a730', ...items),
  ];
}

function measure(meaning: string, value: string, unit: string): DicomElement[] {
  return [
    contains,
    toText('0040a040', 'CS', 'NUM'),
    name(meaning),
    toSequence('0040a300', [toCode('004008ea', unit, 'UCUM', unit), toText('0040a30a', 'DS', value)]),
  ];
}

function text(meaning: string, value: string): DicomElement[] {
  return [contains, toText('0040a040', 'CS', 'TEXT'), name(meaning), toText('0040a160', 'UT', value)];
}

function image(key: string): DicomElement[] {
  return [
    contains,
    toText('0040a040', 'CS', 'IMAGE'),
    name('Image mesurée'),
    toSequence('00081199', [
      toText('00081150', 'UI', '1.2.840.10008.5.1.4.1.1.3.1'),
      toText('00081155', 'UI', toObjectUid(key, 1)),
      toText('00081160', 'IS', '6'),
    ]),
  ];
}
