import type { Identifier, Patient, Resource } from '@medplum/fhirtypes';

/** How a message is written: HL7 v2 (ER7), or one of the Belgian document formats. */
export type MessageFormat = 'hl7-v2' | 'healthone' | 'medidoc' | 'kmehr';

/** The hospital's own numbers, so that another house's are never taken for them. */
export interface NumberSystems {
  /**
   * FHIR systems of the hospital start with it: `${base}/patient` (PI, MR), `/sejour` (PV1-19), `/rapport` (OBR-3), `/demande` (OBR-2),
   * `/document` (TXA-12), `/rendez-vous` (SCH). Another authority's number has the authority behind it: `${base}/patient/LABO`.
   */
  readonly base: string;
  /** Assigning authorities (CX.4.1, EI.2) that are this hospital; a number without authority is the hospital's too. */
  readonly own: readonly string[];
}

/** What a mapping is handed beside the bytes. */
export interface FilingContext {
  readonly numbers: NumberSystems;
  /** When the bytes came; the only clock a mapping has. */
  readonly received: Date;
}

/**
 * What one message asks the hospital to keep. Pure data: made by server/mapping/hl7 (`toFiling`, which throws `HL7Refusal`), filed by
 * server/hl7. A message that asks for nothing has no resources, no removals and no merge.
 */
export interface Filing {
  readonly patient: FilingPatient;
  readonly resources: readonly FilingResource[];
  readonly removed: readonly FilingRemoval[];
  /** A40: what `obsolete` names is from now on who `surviving` names; null for every other message. */
  readonly merge: { readonly surviving: readonly Identifier[]; readonly obsolete: readonly Identifier[] } | null;
}

/** Whom a message is about. */
export interface FilingPatient {
  /**
   * By these the patient is found: the hospital's number (`${base}/patient`) and the NISS (`ssinSystem`), each with system and value.
   * They must lead to one patient at most; another authority's number is kept on the Patient but finds nobody.
   */
  readonly identifiers: readonly Identifier[];
  /** What PID says, identifiers included and no `id`; null when it says no more than the numbers. */
  readonly resource: Patient | null;
  /**
   * `record`: the message's business is who he is (A01, A04, A05, A08, A28, A31…): creates an unknown patient, and changes what `resource`
   * names of a known one. `mention`: he only stands in it (ORU, MDM, SIU): must be known already, and is not changed.
   */
  readonly purpose: 'record' | 'mention';
  /** Elements of Patient that the message empties (`""` in HL7 v2). */
  readonly emptied: readonly string[];
  /** As `FilingResource.version`. */
  readonly version: string;
}

/** Another name under which the same thing may stand already; where it does, this one counts, and nothing is filed under the key. */
export interface FilingAlias {
  readonly key: string;
  /** What the resource is then identified by. */
  readonly identifier: readonly Identifier[];
  /** It counts only where what stands there was taken at this moment (`effectiveDateTime`), and nothing stands under the key yet. */
  readonly at?: string;
}

/** One resource of a message. */
export interface FilingResource {
  /**
   * FHIR R4 without `id`; with a business identifier (Binary excepted) so that what another door (FHIR) filed is found again.
   * Inside: `{ reference: toFilingReference(type, key) }` (also as an attachment's url) means a resource of this message or an earlier one;
   * with `identifier` or `display` beside it, those alone stay when there is none. A reference with `type` and `identifier` only is
   * completed when the hospital knows that identifier. The patient's reference is `patientReference`.
   */
  readonly resource: Resource;
  /** Business key, the same through every correction and unique in its type; stored as keyed hash only. */
  readonly key: string;
  readonly alias?: FilingAlias;
  /**
   * Compared byte by byte: the sender's own time (UTC, `2026-03-02T08:30:00.000Z`), then whatever breaks a tie. Lower than the stored one:
   * nothing changes, the message is kept as superseded. Equal: the one received last stands.
   */
  readonly version: string;
  /**
   * Names of elements of which what is stored stays beside what is new: entries of a list (`result`), parts of anything else (the `start` of a
   * `period`). Others are replaced.
   */
  readonly keeps: readonly string[];
}

/** A cancellation (A11, T11, OBX-11 D or X…): stands even if it arrives before what it cancels. */
export interface FilingRemoval {
  readonly type: Resource['resourceType'];
  readonly key: string;
  readonly alias?: FilingAlias;
  readonly version: string;
  /** Elements that are put in place, `{ status: 'entered-in-error' }`; everything else stays as it was filed. */
  readonly set: Readonly<Record<string, unknown>>;
}

/** What a mapping is: bytes of one message in, what to keep out; throws `HL7Refusal`, never anything else. */
export type ToFiling = (message: Uint8Array, context: FilingContext) => Filing;

/** Stands for `Patient/<id>` until the filer knows the patient. */
export const patientReference = 'urn:filing:Patient';

/** Stands for `Type/<id>` of the resource with this key until the filer knows the id. */
export function toFilingReference(type: Resource['resourceType'], key: string): string {
  return `urn:filing:${type}:${encodeURIComponent(key)}`;
}
