/** One form that was printed for a link: which text, and the SHA-256 of its PDF. Instants as PostgreSQL writes them in JSON. */
export interface EvidenceForm {
  readonly reference: string;
  readonly version: string;
  readonly sha256: string;
  readonly printedAt: string;
}

/** One link between the two, with everything that it went through. */
export interface EvidenceLink {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly careOnly: boolean;
  readonly renews: string | null;
  readonly consentVersion: string;
  readonly signedOn: string | null;
  readonly validUntil: string | null;
  readonly endsAt: string | null;
  readonly endedAt: string | null;
  readonly endReason: string | null;
  /** Reference of the form that was confirmed as signed. */
  readonly signedForm: string | null;
  readonly history: readonly { readonly at: string; readonly by: string | null; readonly state: string }[] | null;
  readonly forms: readonly EvidenceForm[] | null;
  readonly scans: readonly {
    readonly form: string;
    readonly sha256: string;
    readonly pages: number;
    readonly filedAt: string;
    readonly by: string;
  }[];
  readonly letter: { readonly kind: string; readonly state: string; readonly postedAt: string | null } | null;
}

/** A time in which something kept the physician out. */
export interface EvidenceSpan {
  readonly since: string;
  readonly liftedAt: string | null;
}

/** One dispute about this patient’s link, or (without what was written) about the physician as such. */
export interface EvidenceDispute {
  readonly id: string;
  readonly about: 'link' | 'physician';
  readonly link: string | null;
  readonly scope: string;
  readonly state: string;
  readonly delayDays: number;
  readonly openedAt: string;
  readonly claimedOn: string | null;
  readonly dueOn: string | null;
  readonly receivedOn: string | null;
  readonly closedAt: string | null;
  readonly ended: string | null;
  readonly history: readonly {
    readonly at: string;
    readonly by: string;
    readonly deed: string;
    readonly note: string | null;
  }[];
}

/** What `api.evidence_facts` answers: `dossier.json` without the moment at which it was made. */
export interface EvidenceFacts {
  readonly link: string;
  readonly physician: { readonly id: string; readonly name: string; readonly nihdi: string };
  readonly patient: {
    readonly id: string;
    readonly family: string;
    readonly given: readonly string[];
    readonly birthDate: string | null;
  };
  readonly links: readonly EvidenceLink[];
  readonly refusals: readonly EvidenceSpan[];
  readonly exclusions: readonly EvidenceSpan[];
  readonly suspensions: readonly (EvidenceSpan & { readonly scope: string; readonly dispute: string | null })[];
  readonly disputes: readonly EvidenceDispute[];
  /** Where each chain of the trace stood: compare with a head that was printed. */
  readonly chains: readonly { readonly writer: number; readonly seq: number; readonly hash: string }[];
}
