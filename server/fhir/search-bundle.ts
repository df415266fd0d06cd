import type { StoredResource } from '../store/record-store.ts';

/** What a searchset Bundle is made of. The resources' texts go in as they are: no number is written anew. */
export interface BundleParts {
  readonly base: string;
  readonly self: string;
  readonly next: string | null;
  readonly total: number;
  readonly matches: readonly StoredResource[];
  readonly included: readonly StoredResource[];
}

/** Text of a searchset Bundle. */
export function toSearchBundle({ base, self, next, total, matches, included }: BundleParts): string {
  const entry = ({ type, id, content }: StoredResource, mode: string): string =>
    `{"fullUrl":${JSON.stringify(`${base}/${type}/${id}`)},"resource":${content ?? 'null'},"search":{"mode":"${mode}"}}`;
  const entries = [
    ...matches.map((resource) => entry(resource, 'match')),
    ...included.map((resource) => entry(resource, 'include')),
  ];
  const links = [{ relation: 'self', url: self }, ...(next === null ? [] : [{ relation: 'next', url: next }])];
  return `{"resourceType":"Bundle","type":"searchset","total":${total},"link":${JSON.stringify(links)}${
    entries.length === 0 ? '' : `,"entry":[${entries.join(',')}]`
  }}`;
}

/** Text of a history Bundle, newest first. */
export function toHistoryBundle(
  base: string,
  type: string,
  id: string,
  versions: readonly Pick<StoredResource, 'version' | 'updated' | 'content'>[],
): string {
  const entries = versions.map(({ version, updated, content }) => {
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
