import type { CodeableConcept, Coding, DocumentReference, Identifier } from '@medplum/fhirtypes';
import type { Filing, FilingPatient, FilingRemoval, FilingResource } from '../../hl7/filing.ts';
import { aConcept, toConcept } from './coded.ts';
import { toAttachment, toEmbeddedFile, toTextFile } from './embedded-file.ts';
import { toStayNumber } from './encounter.ts';
import { toPractitioner } from './human.ts';
import type { Segment } from './message.ts';
import { toEntity } from './numbers.ts';
import { toValueWords } from './observation-value.ts';
import { refuse } from './refuse.ts';
import { findSegment, requireSegment, type Scope, subject, toKey, toReference, toStayReference } from './scope.ts';
import { toDateTime, toInstant, toMoment } from './time.ts';

/** TXA-2 (table 0270) as LOINC and the words of the record. */
const KINDS: ReadonlyMap<string, readonly [loinc: string, words: string]> = new Map([
  ['DS', ['18842-5', 'Lettre de sortie']],
  ['CN', ['11488-4', 'Lettre de consultation']],
  ['ED', ['34111-5', 'Lettre des urgences']],
  ['OP', ['11504-8', 'Protocole opératoire']],
  ['TS', ['34140-4', 'Lettre de transfert']],
  ['HP', ['34117-2', 'Anamnèse et examen clinique']],
  ['PN', ['11506-3', 'Note d’évolution']],
  ['DI', ['18748-4', 'Compte rendu d’imagerie']],
  ['PH', ['11526-1', 'Compte rendu d’anatomie pathologique']],
]);

/** TXA-17 of a document that somebody has signed. */
const SIGNED: ReadonlySet<string> = new Set(['AU', 'LA']);
const UNSIGNED: ReadonlySet<string> = new Set(['DI', 'DO', 'IN', 'IP', 'PA']);

/** MDM: T02 new, T04 and T08 the same again, T06 an addition, T10 a replacement, T11 taken back. */
export function toDocumentFiling(scope: Scope, patient: FilingPatient, pid: Segment): Filing {
  const { message, event, context } = scope;
  const txa = requireSegment(message, 'TXA');
  const isNew = event !== 'T06' && event !== 'T10';
  // A document that is nobody's addition has no parent: some senders put its own number there.
  const identifier =
    toEntity(txa.first(12), 'document', context.numbers) ??
    (isNew ? toEntity(txa.first(13), 'document', context.numbers) : null);
  if (identifier === null)
    return refuse(txa.place(12), 101, 'Le document n’a pas de numéro (TXA-12) : rien ne le retrouverait.');
  const key = toKey(identifier);
  const version = toVersion(scope, txa);
  const availability = txa.text(19).toUpperCase();
  if (event === 'T11' || availability === 'CA')
    return { patient, resources: [], removed: [toTakenBack(key, version, 'entered-in-error')], merge: null };
  const parent = toEntity(txa.first(13), 'document', context.numbers);
  const replaced = event === 'T10' && parent !== null && toKey(parent) !== key ? toKey(parent) : null;
  return {
    patient,
    resources: toDocument(scope, txa, pid, { identifier, key, version, parent }),
    removed: replaced === null ? [] : [toTakenBack(replaced, version, 'superseded')],
    merge: null,
  };
}

const toTakenBack = (key: string, version: string, status: 'entered-in-error' | 'superseded'): FilingRemoval => ({
  type: 'DocumentReference',
  key,
  version,
  set: { status },
});

/** When the document last changed (TXA-8), else when the message was written. */
function toVersion({ sent }: Scope, txa: Segment): string {
  const edited = txa.all(8).map((value) => toMoment(toDateTime(value.part(1), txa.place(8))));
  return `${edited.toSorted().at(-1) || sent} ${sent}`;
}

interface DocumentNames {
  readonly identifier: Identifier;
  readonly key: string;
  readonly version: string;
  readonly parent: Identifier | null;
}

function toDocument(
  { message, event, context }: Scope,
  txa: Segment,
  pid: Segment,
  { identifier, key, version, parent }: DocumentNames,
): FilingResource[] {
  const results = message.segments.slice(message.segments.indexOf(txa) + 1).filter(({ name }) => name === 'OBX');
  const title = toTitle(txa, results);
  const files = toFiles(results).map((file, index) => toAttachment(file, `${key}|${index}`, version, title));
  if (files.length === 0) return refuse(txa.place(), 101, 'Le document n’a aucun contenu lisible (OBX).');
  const stay = toStayNumber(findSegment(message, 'PV1'), pid, context.numbers);
  const { encounter } = toStayReference(stay);
  const seen = toDateTime(txa.text(4), txa.place(4));
  const written = [4, 6, 8].map((field) => toInstant(txa.text(field), txa.place(field))).find((at) => at !== null);
  const author = [9, 5, 10].flatMap((field) =>
    txa.all(field).flatMap((value) => toPractitioner(value, context.numbers) ?? []),
  )[0];
  const relation = event === 'T10' ? 'replaces' : event === 'T06' ? 'appends' : null;
  const completion = txa.text(17).toUpperCase();
  const resource: DocumentReference = {
    resourceType: 'DocumentReference',
    identifier: [identifier],
    status: ['OB', 'UN'].includes(txa.text(19).toUpperCase()) ? 'superseded' : 'current',
    ...(SIGNED.has(completion) && { docStatus: event === 'T08' ? ('amended' as const) : ('final' as const) }),
    ...(UNSIGNED.has(completion) && { docStatus: 'preliminary' as const }),
    type: toType(txa, results),
    category: [aConcept('http://loinc.org', '47039-3', 'Courrier')],
    subject,
    ...(written !== undefined && written !== null && { date: written }),
    ...(author && { author: [author] }),
    ...(relation !== null &&
      parent !== null && {
        relatesTo: [
          { code: relation, target: toReference<DocumentReference>('DocumentReference', toKey(parent), parent) },
        ],
      }),
    description: title,
    content: files.map(({ attachment }) => ({ attachment })),
    ...((encounter || seen !== null) && {
      context: { ...(encounter && { encounter: [encounter] }), ...(seen !== null && { period: { start: seen } }) },
    }),
  };
  // An edit of a letter that replaced another, or adds to it, does not say so again: it still does.
  return [...files.map(({ binary }) => binary), { resource, key, version, keeps: ['relatesTo'] }];
}

/** Files of ED, and the lines of TX, FT and ST as one text. */
function toFiles(results: readonly Segment[]): ReturnType<typeof toTextFile>[] {
  const type = (obx: Segment): string => obx.text(2).toUpperCase();
  const pointer = results.find((obx) => type(obx) === 'RP');
  const isStudy = (obx: Segment): boolean => obx.text(3) === '113014';
  const lines = results.filter((obx) => type(obx) !== 'ED' && !isStudy(obx));
  const text = lines
    .map((obx) => (WORDS.has(type(obx)) ? toLine(obx) : toNamed(obx)))
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
  const files = results.filter((obx) => type(obx) === 'ED').map(toEmbeddedFile);
  if (
    pointer !== undefined &&
    files.length === 0 &&
    lines.every((obx) => type(obx) === 'RP' || obx.all(5).length === 0)
  )
    return refuse(
      pointer.place(5),
      207,
      'Le document n’est qu’un renvoi (RP) à un fichier d’un autre système, qui n’est pas suivi.',
    );
  return [...(text === '' ? [] : [toTextFile(text)]), ...files];
}

/** Types that are lines of a letter. */
const WORDS: ReadonlySet<string> = new Set(['', 'TX', 'FT', 'ST']);

function toLine(obx: Segment): string {
  return obx
    .all(5)
    .map((value) => value.text().trimEnd())
    .join('\n');
}

/** A value among the lines of a letter: « Poids : 71 kg ». */
function toNamed(obx: Segment): string {
  const name = obx.first(3).part(2) || obx.text(3);
  const isPointer = obx.text(2).toUpperCase() === 'RP';
  const words = isPointer ? 'renvoi à un fichier d’un autre système (RP), qui n’est pas suivi' : toValueWords(obx);
  return [name, words].filter((one) => one !== '').join(' : ');
}

/** What the document is called: its own title (TXA-25), what OBX-3 or TXA-2 call it, else its kind. */
function toTitle(txa: Segment, results: readonly Segment[]): string {
  const name = results.map((obx) => obx.first(3)).find((value) => value.part(2) !== '' && value.part(3) !== '');
  const words = KINDS.get(txa.text(2).toUpperCase())?.[1];
  return txa.text(25) || name?.part(2) || txa.first(2).part(2) || words || 'Document';
}

function toType(txa: Segment, results: readonly Segment[]): CodeableConcept {
  const [loinc, words] = KINDS.get(txa.text(2).toUpperCase()) ?? [];
  const named = results
    .flatMap((obx) => toConcept(obx.first(3))?.coding ?? [])
    .find(({ system }) => system === 'http://loinc.org');
  const code = named?.code ?? loinc;
  const coding: Coding[] = code === undefined ? [] : [{ system: 'http://loinc.org', code }];
  const text = words ?? (txa.first(2).part(2) || named?.display || 'Document');
  return { ...(coding.length > 0 && { coding }), text };
}
