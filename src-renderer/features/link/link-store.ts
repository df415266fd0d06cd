import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HandOverAccepted } from '../../../contracts/hand-over.ts';
import { type Niss, readNiss } from '../../../contracts/niss.ts';
import type { Failure, Result } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TherapeuticLink } from '../../../contracts/link.ts';

/** Who the patient says to be, as typed from the card. */
export interface PersonTyped {
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
}

/** Where name and birth date come from when nobody typed them: they are looked at and confirmed all the same. */
export type PersonSource = 'card' | 'software';

/** Where a link being made or renewed stands. `renewing` is the running link, which stays active until the new form is signed. */
export type LinkWork =
  | { readonly phase: 'niss'; readonly typed: string; readonly person: PersonTyped | null }
  | { readonly phase: 'person'; readonly niss: Niss; readonly person: PersonTyped | null; readonly from?: PersonSource }
  | { readonly phase: 'purpose'; readonly niss: Niss; readonly person: PersonTyped }
  | { readonly phase: 'renewing'; readonly renewing: TherapeuticLink }
  | { readonly phase: 'linked'; readonly link: TherapeuticLink; readonly renewing: TherapeuticLink | null }
  | { readonly phase: 'signed'; readonly link: TherapeuticLink }
  | { readonly phase: 'abandoned' };

/** What the panel was opened for. */
export type LinkIntent =
  | { readonly intent: 'new'; readonly fill?: HandOverAccepted['fill'] }
  | { readonly intent: 'renew'; readonly link: TherapeuticLink }
  | { readonly intent: 'resume'; readonly link: TherapeuticLink; readonly renewing: TherapeuticLink | null };

export type LinkStore = StoreApi<LinkWork>;

/** The panel at its first step. */
export function createLinkStore(intent: LinkIntent): LinkStore {
  return createStore<LinkWork>(() => toFirstStep(intent));
}

function toFirstStep(intent: LinkIntent): LinkWork {
  if (intent.intent === 'renew') return { phase: 'renewing', renewing: intent.link };
  if (intent.intent === 'resume') return { phase: 'linked', link: intent.link, renewing: intent.renewing };
  return fillFirst(intent.fill ?? null);
}

/** What the practice's software said of a new patient; a number that is none is left to be typed. */
function fillFirst(fill: HandOverAccepted['fill']): LinkWork {
  if (fill === null) return { phase: 'niss', typed: '', person: null };
  const { niss, family, given, birthDate } = fill;
  const person = family === '' && given === '' && birthDate === '' ? null : toPerson({ family, given, birthDate });
  const reading = readNiss(niss ?? '');
  if (!reading.ok || !reading.niss.issued) return { phase: 'niss', typed: '', person };
  return { phase: 'person', niss: reading.niss, person, ...(person === null ? {} : { from: 'software' as const }) };
}

/** A birth date without its day is asked as a year alone, which is what the field takes. */
export function toPerson({ family, given, birthDate }: PersonTyped): PersonTyped {
  return { family, given, birthDate: birthDate.length === 7 ? birthDate.slice(0, 4) : birthDate };
}

const notNow: Failure = { code: 'link-state-conflict', incident: '' };

/** Asks the hospital for the link. Its answer is the same whether the person is unknown, refuses, or does not match [R10]. */
export async function proposeLink(store: LinkStore, ask: Bridge['ask']): Promise<Result<TherapeuticLink>> {
  const work = store.getState();
  if (work.phase !== 'purpose') return { ok: false, error: notNow };
  const result = await ask('link/propose', { niss: work.niss.digits, ...work.person, careOnly: true });
  if (result.ok) store.setState({ phase: 'linked', link: result.value, renewing: null }, true);
  return result;
}

/** Asks for the successor of a running link. */
async function renewLink(store: LinkStore, ask: Bridge['ask']): Promise<Result<TherapeuticLink>> {
  const work = store.getState();
  if (work.phase !== 'renewing') return { ok: false, error: notNow };
  const result = await ask('link/renew', { link: work.renewing.id, careOnly: true });
  if (result.ok) store.setState({ phase: 'linked', link: result.value, renewing: work.renewing }, true);
  return result;
}

/** Prints the form in the patient's name; printing it again is allowed until it is signed. */
export async function printConsent(store: LinkStore, ask: Bridge['ask']): Promise<Result<TherapeuticLink>> {
  const work = store.getState();
  if (work.phase !== 'linked') return { ok: false, error: notNow };
  const result = await ask('link/print-consent', { link: work.link.id });
  if (result.ok) store.setState({ ...work, link: result.value }, true);
  return result;
}

/** One gesture with the patient present: prepares the successor and prints its form. The running link stays until that is signed [R11]. */
export async function renewAndPrint(store: LinkStore, ask: Bridge['ask']): Promise<Result<TherapeuticLink>> {
  if (store.getState().phase === 'renewing') {
    const prepared = await renewLink(store, ask);
    if (!prepared.ok) return prepared;
  }
  return await printConsent(store, ask);
}

/** Tells the hospital that the patient signed: only now may the record be read [R13]. */
export async function confirmSignature(store: LinkStore, ask: Bridge['ask']): Promise<Result<TherapeuticLink>> {
  const work = store.getState();
  if (work.phase !== 'linked') return { ok: false, error: notNow };
  const result = await ask('link/confirm-signature', { link: work.link.id });
  if (result.ok) store.setState({ phase: 'signed', link: result.value }, true);
  return result;
}

/** Gives the link up before it was ever active. */
export async function abandonLink(store: LinkStore, ask: Bridge['ask']): Promise<Result<unknown>> {
  const work = store.getState();
  if (work.phase !== 'linked') return { ok: false, error: notNow };
  const result = await ask('link/abandon', { link: work.link.id });
  if (result.ok) store.setState({ phase: 'abandoned' }, true);
  return result;
}
