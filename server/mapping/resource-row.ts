import { faultTag } from '../../contracts/intake.ts';
import { type HashKey, toImageHash } from './identifier-hash.ts';
import { isJson, type Json, readIdentifier, readPath, toSearchIndex } from './search-index.ts';
import type { MutableJson } from './references.ts';

/** What `api.write_resources` takes for one resource. */
export interface ResourceRow {
  readonly type: string;
  readonly id: string;
  readonly patient: string | null;
  /** True for a POST, whose id must be new. */
  readonly create: boolean;
  readonly ifMatch: number | null;
  /** Hashes that no resource of the type may have yet. */
  readonly ifNoneExist: readonly string[];
  /** The text around `versionId` and `lastUpdated`; of a Binary its hash and size instead. */
  readonly head?: string;
  readonly tail?: string;
  readonly sha256?: string;
  readonly bytes?: number;
  readonly tokens: readonly string[];
  readonly dates: readonly { readonly name: string; readonly from: string; readonly to: string }[];
  readonly happened: string | null;
  readonly refs: readonly string[];
  /** References to what is not in the same transaction. */
  readonly outward: readonly string[];
  readonly hashes: readonly string[];
  readonly imageHashes: readonly string[];
  /** Of a Patient: what `care.index_patient` takes (server/domain/patient-identity.ts). */
  readonly index?: object;
}

/** The index part of a row. A patient's numbers are also kept as an image's Patient ID gives them. */
export function toIndexPart(
  plain: Json,
  key: HashKey,
): Pick<ResourceRow, 'tokens' | 'dates' | 'happened' | 'hashes' | 'imageHashes'> {
  const { tokens, dates, happened, hashes } = toSearchIndex(plain, key);
  const numbers =
    plain['resourceType'] === 'Patient'
      ? readPath(plain, 'identifier').flatMap((value) => readIdentifier(value)?.value ?? [])
      : [];
  return {
    tokens,
    dates,
    happened,
    hashes,
    imageHashes: [...new Set(numbers.map((number) => toImageHash(key, number)))],
  };
}

/**
 * The text of a resource as it will be served, in two halves: the database puts version and time between them. What the sender
 * wrote in `meta.versionId` and `meta.lastUpdated` is not kept; what was taken with a fault says so in `meta.tag`.
 */
export function toText(
  type: string,
  id: string,
  resource: MutableJson,
  isFaulty = false,
): { head: string; tail: string } {
  const { resourceType: _type, id: _id, meta, ...rest } = resource;
  const { versionId: _version, lastUpdated: _updated, ...sent } = (meta ?? {}) as MutableJson;
  const kept = withFaultTag(sent, isFaulty);
  return {
    head: `{"resourceType":${JSON.stringify(type)},"id":${JSON.stringify(id)},"meta":{"versionId":"`,
    tail: `"${toMembers(kept)}}${toMembers(rest)}}`,
  };
}

/** The text of a Binary as it will be served. It names no version: its bytes are known before the database has counted. */
export function toBinaryText(id: string, resource: MutableJson): string {
  const { resourceType: _type, id: _id, meta, ...rest } = resource;
  const { versionId: _version, lastUpdated: _updated, ...kept } = (meta ?? {}) as MutableJson;
  const metaText = Object.keys(kept).length === 0 ? '' : `,"meta":${JSON.stringify(kept)}`;
  return `{"resourceType":"Binary","id":${JSON.stringify(id)}${metaText}${toMembers(rest)}}`;
}

/** The tag is ours to set: a sender that repeats what it once read does not keep it. */
function withFaultTag({ tag, ...meta }: MutableJson, isFaulty: boolean): MutableJson {
  const others = (Array.isArray(tag) ? (tag as unknown[]) : []).filter(
    (one) => !(isJson(one) && one['system'] === faultTag.system),
  );
  const tags = isFaulty ? [...others, faultTag] : others;
  return tags.length === 0 ? meta : { ...meta, tag: tags };
}

function toMembers(value: MutableJson): string {
  const text = JSON.stringify(value);
  return text === '{}' ? '' : `,${text.slice(1, -1)}`;
}
