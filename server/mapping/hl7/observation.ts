import type { CodeableConcept, Observation } from '@medplum/fhirtypes';
import type { FilingAlias, FilingRemoval, FilingResource } from '../../hl7/filing.ts';
import { aConcept, toConcept } from './coded.ts';
import { toInterpretation } from './flag.ts';
import { toNote } from './notes.ts';
import { toDerivedIdentifier } from './numbers.ts';
import { toObservationValue } from './observation-value.ts';
import { toReferenceRange } from './quantity.ts';
import { refuse } from './refuse.ts';
import type { RawResult } from './requests.ts';
import { toResultStatus, toStatusRank } from './result-status.ts';
import { type Scope, subject } from './scope.ts';
import { toDateTime, toInstant } from './time.ts';
import { toUnit } from './unit.ts';

/** What the results of one request have in common. */
export interface ResultContext {
  readonly scope: Scope;
  /** Begins the key of each of its results. */
  readonly key: string;
  readonly category: string;
  readonly taken: string | null;
  readonly issued: string | null;
  readonly specimen: string;
  readonly encounter: Pick<Observation, 'encounter'>;
  /** OBR-25. */
  readonly requestStatus: string;
  /** Sender's times; the rank of the status is put behind. */
  readonly version: string;
}

/** One result: consecutive OBX of a text are one. `filed` is null for what only takes something back. */
export interface Result {
  readonly key: string;
  readonly sub: string;
  readonly code: CodeableConcept;
  readonly coded: boolean;
  readonly filed: FilingResource | null;
  readonly removal: FilingRemoval | null;
}

const LINES: ReadonlySet<string> = new Set(['', 'TX', 'FT', 'ST']);
/** OBX-11 of a result that was wrong altogether. */
const TAKEN_BACK: ReadonlySet<string> = new Set(['D', 'W']);
const TEMPORARY: ReadonlySet<string> = new Set(['registered', 'preliminary']);

/** True for an OBX whose value is words: several of the same code are the lines of one text. */
export function isLine({ obx }: RawResult): boolean {
  return LINES.has(obx.text(2).toUpperCase()) && obx.text(6) === '';
}

/** What an OBX is about: its code, else its words; refuses one that says neither. */
export function toResultName({ obx }: RawResult): string {
  const name = obx.first(3);
  const code = name.whole(1).replace(/\s+/g, ' ') || name.part(2) || name.part(4);
  return code === '' ? refuse(obx.place(3), 101, 'Un résultat ne dit pas de quelle analyse il s’agit.') : code;
}

/** The results of one request in order, the lines of a text put together. Each key is the same through every correction. */
export function toResults(raw: readonly RawResult[], context: ResultContext): Result[] {
  const groups = new Map<string, RawResult[][]>();
  for (const one of raw) {
    const name = `${toResultName(one)}|${one.obx.text(4)}`;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    // A line that is taken back is no line of the text that stands.
    const last = group.findLast(([other]) => other !== undefined && isTakenBack(other) === isTakenBack(one));
    const sameTime = last?.[0]?.obx.text(14) === one.obx.text(14);
    if (last?.[0] !== undefined && isLine(one) && isLine(last[0]) && sameTime) last.push(one);
    else group.push([one]);
  }
  return [...groups].flatMap(([name, all]) => {
    const standing = all.filter(([one]) => one !== undefined && !isTakenBack(one));
    // Taken back and sent anew in one message: what is sent anew stands, under the key of both.
    const group = standing.length > 0 ? standing : all.slice(0, 1);
    const times = new Set(group.map(toTime));
    const key = `${context.key}|${name}`;
    // Taken back at a moment of its own, beside what stands at others.
    const gone = all.filter((lines) => !group.includes(lines) && !times.has(toTime(lines)));
    const several = [...group, ...gone];
    const apart = times.size === group.length;
    const moments = new Set<string | undefined>();
    return several.map((lines, index) => {
      if (several.length === 1) return toResult(lines, key, toAlias(key, toTime(lines), context), context);
      const end = apart ? `@${toTime(lines)}` : `#${index + 1}`;
      const found = toFirstAlone(key, lines, context);
      // Of several of one moment the first alone can be the one that came alone: two under one name would be one result less.
      const alone = moments.has(found.alias?.at) ? {} : found;
      moments.add(found.alias?.at);
      return toResult(lines, `${key}${end}`, alone, context);
    });
  });
}

const toTime = ([one]: readonly RawResult[]): string => one?.obx.text(14) ?? '';
const isTakenBack = ({ obx }: RawResult): boolean => TAKEN_BACK.has(obx.text(11).toUpperCase());

/** What is said of any line is said of their text: one that is not final, or corrected, makes the whole so. */
function toLetter(lines: readonly RawResult[]): string {
  const letters = lines.map(({ obx }) => obx.text(11).toUpperCase());
  return letters.find((letter) => letter !== '' && letter !== 'F') ?? letters.find((letter) => letter !== '') ?? '';
}

function toFlags(lines: readonly RawResult[]): CodeableConcept[] {
  const flags = lines.flatMap(({ obx }) => toInterpretation(obx));
  return [...new Map(flags.map((flag) => [JSON.stringify(flag), flag])).values()];
}

/** A correction often brings one result alone of several that were measured in turn: the moment tells which. */
function toAlias(key: string, time: string, { scope }: ResultContext): { readonly alias?: FilingAlias } {
  if (!/^[\d.+-]+$/.test(time)) return {};
  const other = `${key}@${time}`;
  return { alias: { key: other, identifier: [toDerivedIdentifier('resultat', other, scope.context.numbers)] } };
}

/** One of several moments may have come alone before, under the plain key: it is the one that was taken at that moment. */
function toFirstAlone(
  key: string,
  [one]: readonly RawResult[],
  { scope, taken }: ResultContext,
): { readonly alias?: FilingAlias } {
  const at = (one === undefined ? null : toDateTime(one.obx.text(14), one.obx.place(14))) ?? taken;
  if (at === null) return {};
  return { alias: { key, identifier: [toDerivedIdentifier('resultat', key, scope.context.numbers)], at } };
}

function toResult(
  lines: readonly RawResult[],
  key: string,
  alias: { readonly alias?: FilingAlias },
  context: ResultContext,
): Result {
  const [first] = lines;
  if (first === undefined) throw new Error('a result has at least one OBX');
  const { obx } = first;
  const { scope, encounter } = context;
  const letter = toLetter(lines);
  // Senders of the first versions leave OBX-11 out: a result is then what its request is.
  // OBR-25 A says that more results are to come (table 0123), OBX-11 A that this one was amended (0085).
  const status = toResultStatus(letter !== '' ? letter : context.requestStatus === 'A' ? 'P' : context.requestStatus);
  const version = `${context.version} ${toStatusRank(status)}`;
  const code = toConcept(obx.first(3)) ?? { text: toResultName(first) };
  const common = { key, sub: obx.text(4), code, coded: /^C[WN]?E$/.test(obx.text(2).toUpperCase()) };
  // U: what was sent as preliminary is final now, and is not sent again.
  if (TAKEN_BACK.has(letter) || (letter === 'U' && obx.all(5).length === 0))
    return { ...common, filed: null, removal: { type: 'Observation', key, ...alias, version, set: { status } } };

  const taken = toDateTime(obx.text(14), obx.place(14)) ?? context.taken;
  const issued = toInstant(obx.text(19), obx.place(19)) ?? context.issued;
  const value = toValue(lines, status, letter);
  const note = toNote(lines.flatMap(({ notes }) => [...notes]));
  const range = toReferenceRange(obx.first(7).text().trim(), toUnit(obx.first(6)));
  const method = obx.first(17).part(9) || obx.first(17).part(2) || obx.text(17);
  const producer = obx.text(23) || obx.first(15).part(2) || scope.header.text(4);
  const interpretation = toFlags(lines);
  const resource: Observation = {
    resourceType: 'Observation',
    identifier: [toDerivedIdentifier('resultat', key, scope.context.numbers)],
    status,
    category: [aConcept('http://terminology.hl7.org/CodeSystem/observation-category', context.category)],
    code,
    subject,
    ...encounter,
    ...(taken !== null && { effectiveDateTime: taken }),
    ...(issued !== null && { issued }),
    ...(producer !== '' && { performer: [{ display: producer }] }),
    ...value,
    ...(interpretation.length > 0 && { interpretation }),
    ...(note !== '' && { note: [{ text: note }] }),
    ...(method !== '' && { method: { text: method } }),
    ...(context.specimen !== '' && { specimen: { display: context.specimen } }),
    ...(range && { referenceRange: [range] }),
  };
  return { ...common, filed: { resource, key, ...alias, version, keeps: [] }, removal: null };
}

function toValue(
  lines: readonly RawResult[],
  status: Observation['status'],
  letter: string,
): ReturnType<typeof toObservationValue> {
  const [first, ...more] = lines;
  if (first === undefined) return {};
  const text = lines
    .map(({ obx }) =>
      obx
        .all(5)
        .map((one) => one.text().trimEnd())
        .join('\n'),
    )
    .join('\n')
    .replace(/^\n+/, '')
    .trimEnd();
  const value = more.length === 0 ? toObservationValue(first.obx) : text === '' ? {} : { valueString: text };
  if (Object.keys(value).length > 0) return value;
  const absent = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
  // What nobody asked for, or only describes the request, will never come.
  if (letter === 'N') return { dataAbsentReason: aConcept(absent, 'not-asked', 'Analyse non demandée') };
  if (letter === 'O') return {};
  if (TEMPORARY.has(status)) return { dataAbsentReason: aConcept(absent, 'temp-unknown', 'Résultat en attente') };
  return status === 'cancelled' ? { dataAbsentReason: aConcept(absent, 'not-performed', 'Résultat non obtenu') } : {};
}
