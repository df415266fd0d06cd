import type { FailureCode } from '../../contracts/failure.ts';
import type { MirrorItem } from '../../contracts/mirror.ts';
import type { Json } from '../record/fhir-json.ts';
import { readDocument } from '../record/patient-record.ts';
import type { CopyState } from '../vault/vault-shape.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import { type AheadPart, aheadParts, findReferenced, listKeyObjects, toParts } from './prefetch-parts.ts';

/** What is still to come of a copy, part by part. */
export interface CopyPlan {
  readonly missing: Readonly<Record<AheadPart, Set<MirrorItem>>>;
  readonly totals: Readonly<Record<AheadPart, number>>;
  readonly keys: ReadonlySet<MirrorItem>;
  /** What the hospital has and could not give. */
  readonly failed: Set<MirrorItem>;
}

/** One patient's copy as copying ahead knows it. `news` counts what the hospital told; the copy is confirmed while `compared` equals it. */
export interface AheadCopy {
  news: number;
  compared: number;
  at: string | null;
  plan: CopyPlan | null;
  failure: FailureCode | null;
  /** Milliseconds since 1970: nothing is asked of this patient before. */
  retryAt: number;
  /** What could not be fetched is asked for again from then on. */
  againAt: number;
  /** Seen already, and there is no room for his images any more: they come when he is opened. */
  isCrowded: boolean;
}

function toKey(item: MirrorItem): string {
  return item.kind === 'resource' ? `${item.ref}/${item.sha256}` : `${item.instance}/${item.sha256}`;
}

async function readStudies(vault: VaultClient, patient: string, shown: readonly MirrorItem[]): Promise<Json[]> {
  const refs = shown.flatMap((item) =>
    item.kind === 'resource' && item.ref.startsWith('ImagingStudy/') ? [item.ref] : [],
  );
  if (refs.length === 0) return [];
  const { documents } = await vault.order('read-documents', { patient, refs });
  return documents.map(({ ref, bytes }) => readDocument(ref, bytes)).filter((study) => study !== null);
}

/** Images that the patient's key objects name, of those that are copied. */
async function readNamed(
  vault: VaultClient,
  patient: string,
  shown: readonly MirrorItem[],
  studies: readonly Json[],
): Promise<Set<string>> {
  const named = new Set<string>();
  for (const { study, instance } of listKeyObjects(shown, studies)) {
    const bytes = await vault.order('read', { patient, subject: `instance/${study}/${instance}` }).catch(() => null);
    for (const uid of bytes === null ? [] : findReferenced(bytes)) named.add(uid);
  }
  return named;
}

/** Parts a copy into what is fetched first and what later, by the documents that have come; `before` keeps what could not be fetched. */
export async function planCopy(
  vault: VaultClient,
  patient: string,
  state: CopyState,
  before: CopyPlan | null = null,
): Promise<CopyPlan> {
  const studies = await readStudies(vault, patient, state.shown);
  const named = await readNamed(vault, patient, state.shown, studies);
  const missing = new Set(state.missing.map(toKey));
  const lost = new Set([...(before?.failed ?? [])].map(toKey));
  const isImage = (item: MirrorItem): boolean => item.kind === 'instance';
  const images = [...state.shown.filter(isImage), ...state.missing.filter(isImage)];
  const all = { ...toParts(images, studies, named), documents: state.missing.filter((item) => !isImage(item)) };
  const toMissing = (part: AheadPart): Set<MirrorItem> =>
    new Set(all[part].filter((item) => missing.has(toKey(item)) && !lost.has(toKey(item))));
  const byPart = <T>(read: (part: AheadPart) => T): Record<AheadPart, T> =>
    Object.fromEntries(aheadParts.map((part) => [part, read(part)])) as Record<AheadPart, T>;
  return {
    missing: byPart(toMissing),
    totals: byPart((part) => (part === 'documents' ? state.total - images.length : all[part].length)),
    keys: new Set(all['key-images']),
    failed: new Set(state.missing.filter((item) => lost.has(toKey(item)))),
  };
}
