import type { MirrorItem } from '../../contracts/mirror.ts';
import { decimal, type Json, parts, text } from '../record/fhir-json.ts';
import { toMoment } from '../record/patient-record.ts';
import { toStudyUid } from '../record/studies.ts';

type Instance = Extract<MirrorItem, { kind: 'instance' }>;

/** A patient's copy in the order in which it is fetched ahead; the first two make him ready. */
export const aheadParts = ['documents', 'key-images', 'last-study', 'rest'] as const;
export type AheadPart = (typeof aheadParts)[number];

/** What of a copy belongs to which part; each item stands in exactly one. */
export type PartedCopy = Readonly<Record<AheadPart, readonly MirrorItem[]>>;

/** Series of these modalities are read, not looked at: curves, reports, and the lists of key images. */
const OBJECTS: ReadonlySet<string> = new Set(['KO', 'PR', 'SR', 'ECG', 'HD', 'EPS', 'DOC', 'PLAN']);
/** Of so many studies, newest first, the image that each series opens with is a key image. */
const OPENED = 3;
/** A study of so few images (a plain radiograph, a photograph) is taken whole. */
const FEW = 12;
/** A film of more bytes is no key image. */
const LARGEST = 16_000_000;

interface Study {
  readonly at: number;
  readonly instances: readonly Instance[];
  readonly told: Json | undefined;
}

function toStudies(items: readonly Instance[], resources: readonly Json[]): Study[] {
  const told = new Map(resources.map((resource) => [toStudyUid(resource) ?? '', resource]));
  const byStudy = new Map<string, Instance[]>();
  for (const item of items) byStudy.set(item.study, [...(byStudy.get(item.study) ?? []), item]);
  return [...byStudy]
    .map(([uid, instances]): Study => {
      const study = told.get(uid);
      const at = Date.parse((study === undefined ? null : toMoment(study, 'started')) ?? '');
      return { at: Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at, instances, told: study };
    })
    .toSorted((one, other) => other.at - one.at);
}

/** Images of a study that are looked at first: what KO objects name, what a series opens with, all of a small study. */
function toKeys(study: Study, isRecent: boolean, named: ReadonlySet<string>): Instance[] {
  const series = new Map(parts(study.told, 'series').map((one) => [text(one, 'uid') ?? '', one]));
  const modality = (uid: string): string => text(series.get(uid)?.['modality'], 'code') ?? '';
  const numbers = new Map(
    [...series.values()].flatMap((one) =>
      parts(one, 'instance').map((instance) => [text(instance, 'uid') ?? '', decimal(instance, 'number')?.value ?? 0]),
    ),
  );
  const pictures = study.instances.filter((item) => !OBJECTS.has(modality(item.series)));
  const bySeries = new Map<string, Instance[]>();
  for (const item of pictures) bySeries.set(item.series, [...(bySeries.get(item.series) ?? []), item]);
  const opening = [...bySeries.values()].flatMap((items) => {
    const sorted = items.toSorted(
      (one, other) => (numbers.get(one.instance) ?? 0) - (numbers.get(other.instance) ?? 0),
    );
    // The viewer orders by position, which may run against the numbers: the middle is one of these two.
    return [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  });
  const wanted = new Set(isRecent ? (pictures.length <= FEW ? pictures : opening) : []);
  return study.instances.filter(
    (item) =>
      item.bytes <= LARGEST && (OBJECTS.has(modality(item.series)) || named.has(item.instance) || wanted.has(item)),
  );
}

/** Objects that name key images (DICOM Key Object Selection), among these items. */
export function listKeyObjects(items: readonly MirrorItem[], studies: readonly Json[]): Instance[] {
  const series = new Set(
    studies
      .flatMap((study) => parts(study, 'series'))
      .flatMap((one) => (text(one['modality'], 'code') === 'KO' ? [text(one, 'uid') ?? ''] : [])),
  );
  return items.filter((item): item is Instance => item.kind === 'instance' && series.has(item.series));
}

/** SOP instances that an object refers to (0008,1155), both byte layouts; what is no UID of this patient is nobody's image and harms nothing. */
export function findReferenced(bytes: Uint8Array): string[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: string[] = [];
  // Group 0008, element 1155, little endian; then four bytes: `UI` and a length, or a length alone.
  const tag = Buffer.from([0x08, 0x00, 0x55, 0x11]);
  for (let place = file.indexOf(tag); place >= 0; place = file.indexOf(tag, place + 4)) {
    const uid = /^[0-9.]{1,64}/.exec(file.toString('latin1', place + 8, place + 72))?.[0];
    if (uid !== undefined) found.push(uid);
  }
  return found;
}

/** Parts a manifest: documents, key images, the rest of the newest study, everything else, newest study first. */
export function toParts(
  items: readonly MirrorItem[],
  studies: readonly Json[],
  named: ReadonlySet<string> = new Set(),
): PartedCopy {
  const instances = items.filter((item): item is Instance => item.kind === 'instance');
  const sorted = toStudies(instances, studies);
  const keys = sorted.flatMap((study, place) => toKeys(study, place < OPENED, named));
  const taken = new Set<MirrorItem>(keys);
  const rest = sorted.map((study) => study.instances.filter((item) => !taken.has(item)));
  return {
    documents: items.filter((item) => item.kind === 'resource'),
    'key-images': keys,
    'last-study': rest[0] ?? [],
    rest: rest.slice(1).flat(),
  };
}
