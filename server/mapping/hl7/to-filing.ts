import type { Filing, FilingAlias, FilingContext, FilingPatient, ToFiling } from '../../hl7/filing.ts';
import { ssinSystem } from '../../../contracts/identifiers.ts';
import { toAdmission, toEventVersion } from './adt.ts';
import { toForeignFiling } from './foreign-document.ts';
import { type Message, readMessage, type Segment } from './message.ts';
import { toDocumentFiling } from './mdm.ts';
import { toReportFiling } from './oru.ts';
import { toFilingPatient } from './patient.ts';
import { refuse, reject } from './refuse.ts';
import { requireSegment, type Scope, segmentsOf, toSent } from './scope.ts';
import { toAppointmentFiling } from './siu.ts';

type ToKindFiling = (scope: Scope, patient: FilingPatient, pid: Segment) => Filing;

interface Kind {
  readonly events: ReadonlySet<string>;
  readonly purpose: FilingPatient['purpose'];
  readonly map: ToKindFiling;
}

const events = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Every message that is filed; what stands in none of them is answered AR. */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  [
    'ADT',
    { events: events('A01 A02 A03 A04 A05 A06 A07 A08 A11 A13 A28 A31 A40'), purpose: 'record', map: toAdmission },
  ],
  ['ORU', { events: events('R01'), purpose: 'mention', map: toReportFiling }],
  ['MDM', { events: events('T02 T04 T06 T08 T10 T11'), purpose: 'mention', map: toDocumentFiling }],
  ['SIU', { events: events('S12 S13 S14 S15 S16 S17 S26'), purpose: 'mention', map: toAppointmentFiling }],
]);

/**
 * What a message asks the hospital to keep: HL7 v2 (ADT, ORU, MDM, SIU), or a HealthOne, MEDIDOC or KMEHR file as a document. Pure; throws
 * `HL7Refusal` and nothing else, whatever the bytes are.
 */
export const toFiling: ToFiling = (bytes, context) => {
  const foreign = toForeignFiling(bytes, context);
  return foreign ?? toMessageFiling(readMessage(bytes), context);
};

function toMessageFiling(message: Message, context: FilingContext): Filing {
  const header = requireSegment(message, 'MSH');
  const { kind, event } = toKind(header);
  assertWhole(message, header);
  const pid = toSinglePID(message);
  const sent = toSent(header, context);
  const version = kind.purpose === 'record' ? toEventVersion({ message, sent }) : `${sent} ${sent}`;
  const patient = toFilingPatient(pid, context.numbers, kind.purpose, version);
  // The hospital's number before the NISS, whichever is written first: what hangs on the patient keeps its key.
  const [first] = patient.identifiers.toSorted(
    (one, other) => Number(one.system === ssinSystem) - Number(other.system === ssinSystem),
  );
  const scope: Scope = {
    message,
    context,
    header,
    event,
    sent,
    patientKey: `${first?.system ?? ''}|${first?.value ?? ''}`,
  };
  return toDistinct(kind.map(scope, patient, pid));
}

/** What a message says twice of the same thing counts as it says it last, and what it files it does not take back. */
function toDistinct(filing: Filing): Filing {
  const resources = new Map(filing.resources.map((one) => [`${one.resource.resourceType}|${one.key}`, one]));
  const removed = new Map(filing.removed.map((one) => [`${one.type}|${one.key}`, one]));
  // Two things of one message are never one: what has the key itself is meant by it.
  const toOwn = <One extends { readonly alias?: FilingAlias }>(type: string, one: One): One => {
    const name = `${type}|${one.alias?.key ?? ''}`;
    if (!resources.has(name) && !removed.has(name)) return one;
    const { alias: _taken, ...own } = one;
    return own as One;
  };
  return {
    ...filing,
    resources: [...resources.values()].map((one) => toOwn(one.resource.resourceType, one)),
    removed: [...removed].flatMap(([name, one]) => (resources.has(name) ? [] : [toOwn(one.type, one)])),
  };
}

function toKind(header: Segment): { readonly kind: Kind; readonly event: string } {
  const version = header.text(12);
  if (version !== '' && !/^2(\.\d+)*$/.test(version))
    return reject(
      header.place(12),
      203,
      'Cette version d’HL7 n’est pas reprise ici : seules les versions 2.x le sont.',
    );
  if (!['', 'P'].includes(header.text(11).toUpperCase()))
    return reject(header.place(11), 202, 'Un message d’essai (MSH-11 autre que P) n’entre pas dans les dossiers.');
  const type = header.first(9);
  const kind = KINDS.get(type.part(1).toUpperCase());
  if (kind === undefined)
    return reject(header.place(9), 200, 'Ce type de message n’est pas repris ici : ADT, ORU, MDM et SIU le sont.');
  const event = type.part(2).toUpperCase();
  if (!kind.events.has(event))
    return reject(header.place(9), 201, 'Cet événement n’est pas repris ici : le dossier n’en dirait rien.');
  return { kind, event };
}

/** A message in pieces (MSH-14, DSC-1, ADD: v2.5.1, 2.10.2) is none of its pieces: half a report must not stand as the report. */
function assertWhole(message: Message, header: Segment): void {
  const rest = message.segments.find((one) => one.name === 'ADD' || (one.name === 'DSC' && one.text(1) !== ''));
  if (header.text(14) === '' && rest === undefined) return;
  refuse(
    rest?.place() ?? header.place(14),
    207,
    'Le message est envoyé en morceaux, qui ne sont pas réunis ici : il faut l’envoyer entier.',
  );
}

/** Several patients in one message are several messages: nothing may be filed under the wrong one. */
function toSinglePID(message: Message): Segment {
  const pid = requireSegment(message, 'PID');
  const another = segmentsOf(message, 'PID').find((other) => other.first(3).raw !== pid.first(3).raw);
  if (another === undefined) return pid;
  return refuse(another.place(3), 205, 'Le message concerne plusieurs patients : il faut un message par patient.');
}
