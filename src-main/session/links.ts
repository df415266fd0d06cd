import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { type ConsentForm, type LinkProposal, TherapeuticLink, toLinkAt } from '../../contracts/link.ts';
import type { SkippedForm } from '../../contracts/signed-form.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { Log } from '../log/log.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import { toDay } from './brussels-day.ts';
import type { OpenSession } from './session.ts';

type Link = z.infer<typeof TherapeuticLink>;
type Form = z.infer<typeof ConsentForm>;

/** The collaborators of the links. */
export interface LinksParts {
  readonly client: () => HospitalClient;
  readonly vault: VaultClient;
  readonly session: () => OpenSession;
  readonly isOnline: () => boolean;
  readonly print: (pdf: Uint8Array) => Promise<void>;
  readonly changed: () => void;
  readonly now: () => Date;
  readonly log: Log;
}

/** The physician's links: the hospital's list, kept sealed for the hours without a line. */
export interface Links {
  list(): Promise<Link[]>;
  find(patient: string): Promise<Link>;
  propose(proposal: z.output<typeof LinkProposal>): Promise<Link>;
  printConsent(link: string): Promise<Link>;
  printBlank(): Promise<void>;
  /** Prints, for the patient, what this physician looked at in his record. */
  printReceipt(patient: string): Promise<void>;
  confirmSignature(link: string): Promise<Link>;
  renew(link: string): Promise<Link>;
  /** Prints the forms of several links as one job; each signature is still confirmed by itself. */
  printForms(links: readonly string[]): Promise<{ printed: number; skipped: SkippedForm[] }>;
  abandon(link: string): Promise<void>;
  /** The hospital says that the list changed: the next question asks it again. */
  refresh(): void;
  forget(): void;
}

/** Fifty forms are made one after the other, milliseconds without a byte. */
const FORMS_PATIENCE = 60_000;

/** Which text a form was printed with: what the signature then confirms. */
const Printed = z.strictObject({ consentVersion: z.string(), consentSha256: z.string() });
const Kept = z.strictObject({ links: z.array(TherapeuticLink), printed: z.record(z.string(), Printed) });

/** The bytes of a form, which must be those its hash names: the hash is what the signature is recorded for. */
function toPdf(form: Form): Uint8Array {
  const pdf = Buffer.from(form.pdfBase64, 'base64');
  if (createHash('sha256').update(pdf).digest('hex') !== form.sha256) throw new ExpectedFailure('print-failed');
  return pdf;
}

/** Opens the links: nothing is asked before somebody wants the list. */
export function openLinks(parts: LinksParts): Links {
  let known: Link[] | null = null;
  /** Counts the links changed here: a list that was asked for before is not believed against a copy made since. */
  let changes = 0;
  let printed = new Map<string, z.infer<typeof Printed>>();

  async function readKept(): Promise<Link[]> {
    const text = await parts.vault.order('read-links', null);
    const kept = Kept.safeParse(text === null ? null : JSON.parse(text));
    if (!kept.success) return [];
    printed = new Map([...Object.entries(kept.data.printed), ...printed]);
    return kept.data.links;
  }

  async function keep(links: readonly Link[]): Promise<void> {
    const text = JSON.stringify({ links, printed: Object.fromEntries(printed) });
    await parts.vault
      .order('save-links', { text })
      .catch((cause: unknown) => parts.log.write('vault/links-not-kept', {}, cause));
  }

  /** A link may have been lost while this PC was locked, signed out or off: no copy outlives the next list. */
  async function dropLost(links: readonly Link[]): Promise<void> {
    const patients = links.filter(({ readable }) => readable).map(({ patient }) => patient.id);
    await parts.vault
      .order('keep-only', { patients })
      .catch((cause: unknown) => parts.log.write('vault/lost-not-purged', {}, cause));
  }

  async function fetch(timeout?: number): Promise<Link[]> {
    if (known === null) await readKept().catch(() => []);
    const before = changes;
    const fresh = await parts.client().ask('link/list', timeout === undefined ? {} : { timeout });
    known = fresh;
    await keep(fresh);
    if (before === changes) await dropLost(fresh);
    return toToday(fresh);
  }

  /** A list of yesterday still says *active* of what ended at midnight. */
  const toToday = (links: readonly Link[]): Link[] => links.map((link) => toLinkAt(link, parts.now()));

  async function list(): Promise<Link[]> {
    parts.session();
    if (!parts.isOnline()) return toToday(known ?? (await readKept()));
    try {
      return await fetch(5_000);
    } catch (cause) {
      if (!(cause instanceof ExpectedFailure) || !['offline', 'server-unavailable'].includes(cause.code)) throw cause;
      return toToday(known ?? (await readKept()));
    }
  }

  async function after(link: Link, replaces = (other: Link): boolean => other.id === link.id): Promise<Link> {
    changes += 1;
    // Before the first answer of the hospital, what is kept grows by this one and is believed no further.
    const before = known ?? (await readKept().catch(() => []));
    const links = [link, ...before.filter((other) => !replaces(other))];
    if (known !== null) known = links;
    await keep(links);
    parts.changed();
    return link;
  }

  return {
    list,
    async find(patient) {
      const links = known === null ? await list() : toToday(known);
      const mine = links.filter((link) => link.patient.id === patient);
      const link = mine.find((one) => one.readable) ?? mine[0];
      if (link === undefined) throw new ExpectedFailure('link-not-active');
      return link;
    },
    propose: async (input) => await after(await parts.client().ask('link/propose', { input })),
    async printConsent(link) {
      const form = await parts.client().ask('link/consent', { params: { link } });
      await parts.print(toPdf(form));
      printed.set(link, { consentVersion: form.version, consentSha256: form.sha256 });
      const links = await fetch();
      const now = links.find((one) => one.id === link);
      if (now === undefined) throw new ExpectedFailure('link-state-conflict');
      parts.changed();
      return now;
    },
    async printReceipt(patient) {
      const { base64 } = await parts.client().ask('receipt/make-own', { params: { patient }, timeout: 60_000 });
      await parts.print(Buffer.from(base64, 'base64'));
    },
    async printBlank() {
      await parts.print(toPdf(await parts.client().ask('consent/blank')));
    },
    async confirmSignature(link) {
      const form = printed.get(link);
      // Asking for the form again would make another one, which nobody signed.
      if (form === undefined) throw new ExpectedFailure('link-state-conflict');
      const confirmed = await parts
        .client()
        .ask('link/confirm-signature', { params: { link }, input: { ...form, signedOn: toDay(parts.now()) } });
      printed.delete(link);
      // The link that it renews ended in the same moment.
      return await after(confirmed, (other) => other.patient.id === confirmed.patient.id);
    },
    renew: async (link) =>
      await after(await parts.client().ask('link/renew', { params: { link }, input: { careOnly: true } })),
    async printForms(links) {
      const input = { links: [...links], careOnly: true as const };
      const { pdfBase64, forms, skipped } = await parts
        .client()
        .ask('link/print-forms', { input, timeout: FORMS_PATIENCE });
      if (pdfBase64 === null) return { printed: 0, skipped };
      // Whoever locked or left meanwhile gets nothing on paper.
      parts.session();
      await parts.print(Buffer.from(pdfBase64, 'base64'));
      for (const { link, version, sha256 } of forms)
        printed.set(link, { consentVersion: version, consentSha256: sha256 });
      await fetch();
      parts.changed();
      return { printed: forms.length, skipped };
    },
    async abandon(link) {
      await parts.client().ask('link/abandon', { params: { link } });
      known = known?.filter((other) => other.id !== link) ?? null;
      parts.changed();
    },
    refresh() {
      if (parts.isOnline()) known = null;
    },
    forget() {
      known = null;
      printed = new Map();
    },
  };
}
