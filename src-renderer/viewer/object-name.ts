import type { ObjectName } from './decode/sop-classes.ts';

const nameWords = {
  ecg: 'viewer.object.ecg',
  waveform: 'viewer.object.waveform',
  audio: 'viewer.object.audio',
  report: 'viewer.object.report',
  'key-images': 'viewer.object.key-images',
  presentation: 'viewer.object.presentation',
  pdf: 'viewer.object.document',
  cda: 'viewer.object.document',
  model: 'viewer.object.model',
  raw: 'viewer.object.raw',
  registration: 'viewer.object.registration',
  segmentation: 'viewer.object.segmentation',
  surface: 'viewer.object.surface',
  tractography: 'viewer.object.tractography',
  'value-map': 'viewer.object.value-map',
  'parametric-map': 'viewer.object.parametric-map',
  spectroscopy: 'viewer.object.spectroscopy',
  'rt-dose': 'viewer.object.rt-dose',
  'rt-structures': 'viewer.object.rt-structures',
  'rt-plan': 'viewer.object.rt-plan',
  'rt-record': 'viewer.object.rt-record',
  radiotherapy: 'viewer.object.radiotherapy',
  'ophthalmic-values': 'viewer.object.ophthalmic-values',
  hanging: 'viewer.object.hanging',
  implant: 'viewer.object.implant',
} as const satisfies Record<Exclude<ObjectName, ''>, string>;

/** The word that names a kind of object (`detail` of an UnreadableImage `not-shown`). */
export function toObjectWord(name: string): (typeof nameWords)[keyof typeof nameWords] | 'viewer.object.unknown' {
  return Object.hasOwn(nameWords, name) ? nameWords[name as keyof typeof nameWords] : 'viewer.object.unknown';
}
