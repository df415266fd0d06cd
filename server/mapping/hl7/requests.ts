import type { Identifier } from '@medplum/fhirtypes';
import type { NumberSystems } from '../../hl7/filing.ts';
import type { Segment } from './message.ts';
import { toEntity } from './numbers.ts';
import { refuse } from './refuse.ts';
import { toKey } from './scope.ts';

/** OBX with its remarks, as a laboratory sends one result or one line of a text. */
export interface RawResult {
  readonly obx: Segment;
  readonly notes: readonly Segment[];
}

/** OBR with everything that belongs to it. */
export interface Request {
  readonly obr: Segment;
  /** Number of the report (OBR-3, else OBR-2), by which corrections find it again. */
  readonly identifier: Identifier;
  readonly key: string;
  readonly placer: Identifier | null;
  readonly notes: readonly Segment[];
  readonly results: readonly RawResult[];
  readonly specimens: readonly Segment[];
}

/** The requests of an ORU, in order: each OBR with its NTE, OBX, NTE of those, and SPM. Refuses an OBX that stands under none. */
export function toRequests(segments: readonly Segment[], numbers: NumberSystems): Request[] {
  const requests: (Omit<Request, 'results'> & {
    notes: Segment[];
    specimens: Segment[];
    results: { obx: Segment; notes: Segment[] }[];
  })[] = [];
  let last: 'OBR' | 'OBX' | null = null;
  for (const segment of segments) {
    const request = requests.at(-1);
    switch (segment.name) {
      case 'OBR':
        requests.push({ ...toNumbers(segment, numbers), obr: segment, notes: [], results: [], specimens: [] });
        last = 'OBR';
        break;
      case 'OBX':
        if (request === undefined)
          return refuse(
            segment.place(),
            100,
            'Un résultat (OBX) précède toute demande (OBR) : rien ne dit à quoi il se rapporte.',
          );
        request.results.push({ obx: segment, notes: [] });
        last = 'OBX';
        break;
      case 'NTE':
        if (request !== undefined && last !== null)
          (last === 'OBX' ? request.results.at(-1) : request)?.notes.push(segment);
        break;
      case 'SPM':
        request?.specimens.push(segment);
        // What is remarked of a sample (« hémolysé ») is remarked of all that was measured in it.
        last = request === undefined ? null : 'OBR';
        break;
      case 'PRT':
      case 'TQ1':
      case 'CTD':
        break;
      default:
        // A segment of the sender's own says nothing of whose the remark below it is: it is still the result's.
        if (!segment.name.startsWith('Z')) last = null;
    }
  }
  return requests;
}

function toNumbers(obr: Segment, numbers: NumberSystems): Pick<Request, 'identifier' | 'key' | 'placer'> {
  const filler = toEntity(obr.first(3), 'rapport', numbers);
  const placer = toEntity(obr.first(2), 'demande', numbers);
  const identifier = filler ?? placer;
  if (identifier === null)
    return refuse(
      obr.place(3),
      101,
      'La demande n’a aucun numéro (OBR-3 ou OBR-2) : une correction ne la retrouverait pas.',
    );
  return { identifier, key: toKey(identifier), placer };
}

/** The request of this message from whose result another came (OBR-29: placer and filler number of the parent); null for none. */
export type Parents = ReadonlyMap<Request, Request>;

/** Finds the parents among the requests of one message. */
export function toParents(requests: readonly Request[]): Parents {
  const byFiller = new Map<string, Request>();
  const byPlacer = new Map<string, Request>();
  for (const request of requests.toReversed()) {
    byFiller.set(request.obr.first(3).part(1, 1), request);
    byPlacer.set(request.obr.first(2).part(1, 1), request);
  }
  const parents = new Map<Request, Request>();
  for (const request of requests) {
    const eip = request.obr.first(29);
    const [placer, filler] = [eip.part(1, 1), eip.part(2, 1)];
    const parent =
      (filler === '' ? undefined : byFiller.get(filler)) ?? (placer === '' ? undefined : byPlacer.get(placer));
    // A parent comes first: no request is its own grandparent.
    if (parent !== undefined && parent.obr.occurrence < request.obr.occurrence) parents.set(request, parent);
  }
  return parents;
}

/** Requests that are one report, in order: they have the same number, or came from one another's results. */
export function toReports(requests: readonly Request[], parents: Parents): (readonly Request[])[] {
  const homes = new Map<string, Request[]>();
  const reports: Request[][] = [];
  for (const request of requests) {
    const found = homes.get(request.key) ?? homes.get(parents.get(request)?.key ?? '');
    const report = found ?? [];
    if (found === undefined) reports.push(report);
    report.push(request);
    homes.set(request.key, report);
  }
  return reports;
}
