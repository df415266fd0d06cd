import type { StoredResource } from '../store/record-store.ts';
import { type Shape, toShaped } from './resource-shape.ts';

/** What a searchset Bundle is made of. The resources' texts go in as they are: no number is written anew. */
export interface BundleParts {
  readonly base: string;
  readonly self: string;
  readonly next: string | null;
  /** Null when it was not asked for. */
  readonly total: number | null;
  /** Which part of each match; what is included stays whole. */
  readonly shape: Shape | null;
  /** Parameters that were not followed, because the caller allowed it. */
  readonly ignored: readonly string[];
  readonly matches: readonly StoredResource[];
  readonly included: readonly StoredResource[];
}

/** Text of a searchset Bundle. */
export function toSearchBundle(parts: BundleParts): string {
  const { base, self, next, total, shape, ignored, matches, included } = parts;
  const entry = ({ type, id, content }: StoredResource, mode: string, as: Shape | null): string =>
    `{"fullUrl":${JSON.stringify(`${base}/${type}/${id}`)},"resource":${toShaped(content ?? 'null', as)},"search":{"mode":"${mode}"}}`;
  const entries = [
    ...matches.map((resource) => entry(resource, 'match', shape)),
    ...included.map((resource) => entry(resource, 'include', null)),
    ...(ignored.length === 0 ? [] : [`{"resource":${JSON.stringify(toIgnored(ignored))},"search":{"mode":"outcome"}}`]),
  ];
  const links = [{ relation: 'self', url: self }, ...(next === null ? [] : [{ relation: 'next', url: next }])];
  return `{"resourceType":"Bundle","type":"searchset",${total === null ? '' : `"total":${total},`}"link":${JSON.stringify(links)}${
    entries.length === 0 ? '' : `,"entry":[${entries.join(',')}]`
  }}`;
}

/** The names alone: a value may be about a person. */
function toIgnored(names: readonly string[]): object {
  return {
    resourceType: 'OperationOutcome',
    issue: names.map((name) => ({
      severity: 'warning',
      code: 'not-supported',
      diagnostics: `${name}: unknown search parameter, ignored as Prefer: handling=lenient asks`,
    })),
  };
}

/** Text of a history Bundle, newest first; the total counts what `since` leaves, whatever `count` cuts off. */
export function toHistoryBundle(
  base: string,
  type: string,
  id: string,
  every: readonly Pick<StoredResource, 'version' | 'updated' | 'content'>[],
  { since, count }: { readonly since: string | null; readonly count: number },
): string {
  const versions = every.filter(({ updated }) => since === null || updated.toISOString() >= since);
  const entries = versions.slice(0, count).map(({ version, updated, content }) => {
    const request = { method: version === 1 ? 'POST' : 'PUT', url: version === 1 ? type : `${type}/${id}` };
    const response = {
      status: version === 1 ? '201' : '200',
      etag: `W/"${version}"`,
      lastModified: updated.toISOString(),
    };
    return `{"fullUrl":${JSON.stringify(`${base}/${type}/${id}`)},"resource":${content ?? 'null'},"request":${JSON.stringify(request)},"response":${JSON.stringify(response)}}`;
  });
  return `{"resourceType":"Bundle","type":"history","total":${versions.length},"entry":[${entries.join(',')}]}`;
}
