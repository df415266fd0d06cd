/** Which reader shows an object; `image` are pixels, `none` what no viewer can show: it is named in its place. */
export type Reader = 'image' | 'waveform' | 'report' | 'presentation' | 'document' | 'none';

/** A SOP class as the viewer treats it. `name` is the key of its French name (words `viewer.object.*`), empty for images. */
export interface ObjectClass {
  readonly reader: Reader;
  readonly name: ObjectName;
}

/** Names of what is no plain image. */
export type ObjectName =
  | ''
  | 'ecg'
  | 'waveform'
  | 'audio'
  | 'report'
  | 'key-images'
  | 'presentation'
  | 'pdf'
  | 'cda'
  | 'model'
  | 'raw'
  | 'registration'
  | 'segmentation'
  | 'surface'
  | 'tractography'
  | 'value-map'
  | 'parametric-map'
  | 'spectroscopy'
  | 'rt-dose'
  | 'rt-structures'
  | 'rt-plan'
  | 'rt-record'
  | 'radiotherapy'
  | 'ophthalmic-values'
  | 'hanging'
  | 'implant';

const storage = '1.2.840.10008.5.1.4.1.1.';

/** Roots of PS3.4 table B.5-1 below Storage; the longest that fits decides. What fits none is an image. */
const roots: readonly (readonly [root: string, reader: Reader, name: ObjectName])[] = [
  ['9.1', 'waveform', 'ecg'],
  ['9.4', 'none', 'audio'],
  ['9', 'none', 'waveform'],
  ['88.59', 'report', 'key-images'],
  ['88', 'report', 'report'],
  ['11.1', 'presentation', 'presentation'],
  ['11.2', 'presentation', 'presentation'],
  ['11', 'none', 'presentation'],
  ['104.1', 'document', 'pdf'],
  ['104.2', 'document', 'cda'],
  ['104', 'none', 'model'],
  ['66', 'none', 'raw'],
  ['66.1', 'none', 'registration'],
  ['66.2', 'none', 'registration'],
  ['66.3', 'none', 'registration'],
  ['66.4', 'none', 'segmentation'],
  ['66.5', 'none', 'surface'],
  ['66.6', 'none', 'tractography'],
  ['66.7', 'none', 'segmentation'],
  ['67', 'none', 'value-map'],
  ['68', 'none', 'surface'],
  ['30', 'none', 'parametric-map'],
  ['4.2', 'none', 'spectroscopy'],
  ['481.1', 'image', ''],
  ['481.2', 'none', 'rt-dose'],
  ['481.3', 'none', 'rt-structures'],
  ['481.5', 'none', 'rt-plan'],
  ['481.8', 'none', 'rt-plan'],
  ['481.4', 'none', 'rt-record'],
  ['481.6', 'none', 'rt-record'],
  ['481.7', 'none', 'rt-record'],
  ['481.9', 'none', 'rt-record'],
  ['481', 'none', 'radiotherapy'],
  ['78', 'none', 'ophthalmic-values'],
  ['79.1', 'none', 'ophthalmic-values'],
  ['80.1', 'none', 'ophthalmic-values'],
];
const ranked = roots.toSorted(([one], [other]) => other.length - one.length);

/** Modalities whose objects are no images, for a series whose SOP classes nobody told. */
const modalities: Readonly<Record<string, readonly [Reader, ObjectName]>> = {
  ECG: ['waveform', 'ecg'],
  SR: ['report', 'report'],
  KO: ['report', 'key-images'],
  PR: ['presentation', 'presentation'],
  DOC: ['document', 'pdf'],
  SEG: ['none', 'segmentation'],
  RTSTRUCT: ['none', 'rt-structures'],
  RTPLAN: ['none', 'rt-plan'],
  RTDOSE: ['none', 'rt-dose'],
  REG: ['none', 'registration'],
  AU: ['none', 'audio'],
  RWV: ['none', 'value-map'],
};

/** How an object of this SOP class is shown. Retired classes and those of vendors count as images: the bytes decide. */
export function toObjectClass(sopClassUid: string): ObjectClass {
  if (sopClassUid.startsWith('1.2.840.10008.5.1.4.38')) return { reader: 'none', name: 'hanging' };
  if (/^1\.2\.840\.10008\.5\.1\.4\.4[345]\./.test(sopClassUid)) return { reader: 'none', name: 'implant' };
  if (!sopClassUid.startsWith(storage)) return { reader: 'image', name: '' };
  const own = sopClassUid.slice(storage.length);
  const [, reader, name] = ranked.find(([root]) => own === root || own.startsWith(`${root}.`)) ?? ['', 'image', ''];
  return { reader, name };
}

/** What to expect of an object before its bytes are here: from its SOP class, else from its series' modality. */
export function toExpectedClass(sopClassUid: string | undefined, modality: string): ObjectClass {
  if (sopClassUid !== undefined) return toObjectClass(sopClassUid);
  const [reader, name] = Object.hasOwn(modalities, modality) ? (modalities[modality] ?? ['image', '']) : ['image', ''];
  return { reader: reader as Reader, name: name as ObjectName };
}
