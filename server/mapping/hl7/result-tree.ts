import type { Observation, Reference } from '@medplum/fhirtypes';
import { toReference } from './scope.ts';
import type { Result } from './observation.ts';

/** Sections (table 0074) where results of one sub-id belong to the organism that stands first under it. */
const MICROBIOLOGY: ReadonlySet<string> = new Set(['MB', 'MCB', 'MYC', 'PAR', 'VR']);
/** LOINC codes under which an organism is named: bacteria, fungi, mycobacteria and microorganism identified. */
const ORGANISM: ReadonlySet<string> = new Set([
  '600-7',
  '634-6',
  '6463-4',
  '630-4',
  '11475-1',
  '580-1',
  '543-9',
  '625-4',
]);
const DEEPEST = 6;

/** Results of a request in their hierarchy: which stand at its top, and what each contains. */
export interface ResultTree {
  readonly top: readonly Result[];
  readonly members: ReadonlyMap<Result, readonly Result[]>;
}

/**
 * Sub-ids (OBX-4) as a hierarchy: `1.2` belongs to `1`; in microbiology, what has the organism's own sub-id too. Elsewhere equal
 * sub-ids say nothing, since laboratories number whole tables with the same one.
 */
export function toResultTree(results: readonly Result[], section: string): ResultTree {
  const bySub = new Map<string, Result>();
  for (const result of results) if (result.filed !== null && !bySub.has(result.sub)) bySub.set(result.sub, result);
  const top: Result[] = [];
  const members = new Map<Result, Result[]>();
  for (const result of results.filter(({ filed }) => filed !== null)) {
    const owner = findOwner(result, bySub, section);
    if (owner === null) top.push(result);
    else members.set(owner, [...(members.get(owner) ?? []), result]);
  }
  return { top, members };
}

function findOwner(result: Result, bySub: ReadonlyMap<string, Result>, section: string): Result | null {
  if (result.sub === '') return null;
  const same = bySub.get(result.sub);
  if (same !== undefined && same !== result) {
    const isOrganism = same.coded && same.code.coding?.some(({ code = '' }) => ORGANISM.has(code));
    return isOrganism || (same.coded && !result.coded && MICROBIOLOGY.has(section))
      ? same
      : findAbove(result.sub, bySub, result);
  }
  return findAbove(result.sub, bySub, result);
}

function findAbove(sub: string, bySub: ReadonlyMap<string, Result>, result: Result): Result | null {
  const parts = sub.split('.');
  if (parts.length > DEEPEST) return null;
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const above = bySub.get(parts.slice(0, length).join('.'));
    if (above !== undefined && above !== result) return above;
  }
  return null;
}

/** References to these results, as an Observation contains them. */
export function toMembers(results: readonly Result[]): Reference<Observation>[] {
  return results.map(({ key }) => toReference<Observation>('Observation', key));
}
