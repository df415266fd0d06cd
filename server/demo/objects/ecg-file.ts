import type { Calendar } from '../calendar.ts';
import { type DicomElement, toDicomFile, toShorts, toText } from '../dicom-file.ts';
import { toBytes, toCode, toLongs, toSequence } from './elements.ts';
import { frequency, leads, meanRate, seconds, toBeats, toLeads } from './heartbeat.ts';
import { type ObjectStudy, toIdentity } from './object-identity.ts';

const sopClass = '1.2.840.10008.5.1.4.1.1.9.1.1';
const explicitLittleEndian = '1.2.840.10008.1.2.1';

/** A resting ECG as DICOM 12-lead waveform (PS3.3 A.34.3): ten seconds, 1 µV a step, the device's measures as annotations. */
export function toEcgFile(study: ObjectStudy, calendar: Calendar): Uint8Array<ArrayBuffer> {
  const signals = toLeads(study.key);
  const length = frequency * seconds;
  const data = Buffer.alloc(length * leads.length * 2);
  for (let at = 0; at < length; at += 1)
    for (const [lead, signal] of signals.entries()) data.writeInt16LE(signal[at] ?? 0, (at * leads.length + lead) * 2);
  const group: DicomElement[] = [
    toText('003a0004', 'CS', 'ORIGINAL'),
    toShorts('003a0005', leads.length),
    toLongs('003a0010', length),
    toText('003a001a', 'DS', String(frequency)),
    toText('003a0020', 'SH', 'RHYTHM'),
    toSequence('003a0200', ...leads.map((lead) => toChannel(lead))),
    toShorts('54001004', 16),
    toText('54001006', 'CS', 'SS'),
    toBytes('54001010', 'OW', data),
  ];
  return toDicomFile(explicitLittleEndian, [
    ...toIdentity(study, { sopClass, modality: 'ECG', series: 'ECG 12 dérivations', number: 1 }, calendar),
    toSequence('0040b020', ...toAnnotations(study.key)),
    toSequence('54000100', group),
  ]);
}

function toChannel(lead: string): DicomElement[] {
  return [
    toText('003a0203', 'SH', lead),
    toCode('003a0208', `5.6.3-9-${leads.findIndex((one) => one === lead) + 1}`, 'SCPECG', `Lead ${lead}`),
    toText('003a0210', 'DS', '1'),
    toCode('003a0211', 'uV', 'UCUM', 'microvolt'),
    toText('003a0212', 'DS', '1'),
    toText('003a0213', 'DS', '0'),
    toText('003a0215', 'DS', '0'),
    toShorts('003a021a', 16),
    toText('003a0220', 'DS', '0.05'),
    toText('003a0221', 'DS', '150'),
    toText('003a0222', 'DS', '50'),
  ];
}

function toAnnotations(name: string): DicomElement[][] {
  const whole = toShorts('0040a0b0', 1, 0);
  const text = (value: string): DicomElement[] => [whole, toShorts('0040a180', 0), toText('00700006', 'ST', value)];
  const measure = (meaning: string, value: number, unit: string): DicomElement[] => [
    toCode('004008ea', unit, 'UCUM', unit),
    toCode('0040a043', meaning.slice(0, 16), '99PASSERELLE', meaning),
    whole,
    toShorts('0040a180', 1),
    toText('0040a30a', 'DS', String(value)),
  ];
  const beats = toBeats(name);
  const intervals = beats.slice(1).map((beat, index) => beat - (beats[index] ?? 0));
  const mean = (intervals.reduce((sum, one) => sum + one, 0) / intervals.length) * 1000;
  return [
    text('Fibrillation auriculaire'),
    text('Pas de signe électrique d’hyperkaliémie'),
    measure('Fréquence ventriculaire', meanRate, '/min'),
    measure('Intervalle RR moyen', Math.round(mean), 'ms'),
    measure('Durée du QRS', 96, 'ms'),
    measure('QTc', 431, 'ms'),
  ];
}
