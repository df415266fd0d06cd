import type { Observation } from '@medplum/fhirtypes';
import type { FilingResource } from '../../hl7/filing.ts';
import { aConcept, toConcept } from './coded.ts';
import { toDerivedIdentifier } from './numbers.ts';
import { type Result, type ResultContext, toResults } from './observation.ts';
import type { Parents, RawResult, Request } from './requests.ts';
import { toReportStatus, toStatusRank } from './result-status.ts';
import { toMembers, toResultTree } from './result-tree.ts';
import { type Scope, subject } from './scope.ts';
import { toCategory } from './section.ts';
import { toSpecimenName, toTaken } from './specimen.ts';
import { toInstant, toMoment } from './time.ts';

/** When a request last changed (OBR-22), then when the message was written: what a version compares. */
export function toRequestVersion({ sent }: Scope, { obr }: Request): string {
  const changed = toMoment(toInstant(obr.text(22), obr.place(22)));
  return `${changed === '' ? sent : changed} ${sent}`;
}

/** One request of a report with its results as they will be filed. */
export interface Panel {
  readonly request: Request;
  readonly results: readonly Result[];
  readonly resources: readonly FilingResource[];
  /** The panel itself, as a result of the report; null when it has none. */
  readonly group: Result | null;
}

/** The key of each request's panel: what was asked for, and for the same thing asked twice the moment it was taken. */
export function toPanelKeys(requests: readonly Request[]): ReadonlyMap<Request, string> {
  const keyed = requests.map((request): [Request, string] => {
    const { obr, key } = request;
    return [request, [key, obr.first(4).part(1) || obr.first(4).part(2), obr.first(26).part(2)].join('|')];
  });
  const twins = [...Map.groupBy(keyed, ([, key]) => key)];
  return new Map(
    twins.flatMap(([key, group]) => {
      const apart = new Set(group.map(([{ obr }]) => obr.text(7))).size === group.length;
      return group.map(([request], place): [Request, string] => {
        const end = apart ? `@${request.obr.text(7)}` : `#${place + 1}`;
        return [request, group.length === 1 ? key : `${key}${end}`];
      });
    }),
  );
}

/** The results of one request (OBR), under an Observation that is the panel asked for. */
export function toPanel(
  scope: Scope,
  request: Request,
  raw: readonly RawResult[],
  key: string,
  section: string,
  encounter: Pick<Observation, 'encounter'>,
): Panel {
  const { obr, specimens } = request;
  const code = toConcept(obr.first(4)) ?? { text: 'Analyses' };
  const issued = toInstant(obr.text(22), obr.place(22));
  const context: ResultContext = {
    scope,
    key,
    category: toCategory(section),
    taken: toTaken(obr, specimens),
    issued,
    specimen: toSpecimenName(obr, specimens),
    encounter,
    requestStatus: obr.text(25),
    version: toRequestVersion(scope, request),
  };
  const results = toResults(raw, context);
  const tree = toResultTree(results, section);
  const resources = results.flatMap((result): FilingResource[] => {
    const members = tree.members.get(result);
    if (result.filed === null || members === undefined) return result.filed === null ? [] : [result.filed];
    const resource = { ...(result.filed.resource as Observation), hasMember: toMembers(members) };
    return [{ ...result.filed, resource, keeps: ['hasMember'] }];
  });
  if (tree.top.length === 0) return { request, results, resources, group: null };
  const statuses = tree.top.flatMap(({ filed }) => (filed === null ? [] : [(filed.resource as Observation).status]));
  const told = toReportStatus(obr.text(25) === '' ? [] : [obr.text(25)], statuses);
  const status: Observation['status'] = told === 'partial' || told === 'appended' ? 'preliminary' : told;
  const resource: Observation = {
    resourceType: 'Observation',
    identifier: [toDerivedIdentifier('resultat', key, scope.context.numbers)],
    status,
    category: [aConcept('http://terminology.hl7.org/CodeSystem/observation-category', context.category)],
    code,
    subject,
    ...encounter,
    ...(context.taken !== null && { effectiveDateTime: context.taken }),
    ...(issued !== null && { issued }),
    ...(context.specimen !== '' && { specimen: { display: context.specimen } }),
    hasMember: toMembers(tree.top),
  };
  const filed: FilingResource = {
    resource,
    key,
    version: `${context.version} ${toStatusRank(status)}`,
    keeps: ['hasMember'],
  };
  return { request, results, resources, group: { key, sub: '', code, coded: false, filed, removal: null } };
}

/** Every panel's resources, and the panels that stand in the report itself: one that came from another's result is a member of that (OBR-26). */
export function nestPanels(
  panels: readonly Panel[],
  parents: Parents,
): { readonly resources: readonly FilingResource[]; readonly top: readonly Result[] } {
  const children = new Map<string, Result[]>();
  const top: Result[] = [];
  const byRequest = new Map(panels.map((panel) => [panel.request, panel]));
  for (const { request, group } of panels) {
    const parent = parents.get(request);
    const owner = parent === undefined ? undefined : findParentResult(request, byRequest.get(parent));
    if (group === null) continue;
    if (owner === undefined) top.push(group);
    else children.set(owner.key, [...(children.get(owner.key) ?? []), group]);
  }
  const nest = (one: FilingResource): FilingResource => {
    const inner = children.get(one.key);
    if (inner === undefined) return one;
    const observation = one.resource as Observation;
    const hasMember = [...(observation.hasMember ?? []), ...toMembers(inner)];
    return { ...one, resource: { ...observation, hasMember }, keeps: ['hasMember'] };
  };
  const resources = panels.flatMap(({ resources: own, group }) => [
    ...own.map(nest),
    ...(group?.filed ? [group.filed] : []),
  ]);
  return { resources, top };
}

/** OBR-26: code, sub-id and words of the result that another request came from. */
function findParentResult({ obr }: Request, panel: Panel | undefined): Result | undefined {
  const [code, sub] = [obr.first(26).part(1, 1), obr.first(26).part(2)];
  if (code === '' && sub === '') return undefined;
  return panel?.results.find(
    (result) =>
      result.filed !== null &&
      (sub === '' || result.sub === sub) &&
      (code === '' || result.code.coding?.some((one) => one.code === code) === true),
  );
}
