import type { AgendaEntry, AgendaStanding } from '../../contracts/agenda.ts';
import type { PatientFacts, TherapeuticLink } from '../../contracts/link.ts';
import type { AheadState } from '../sync/prefetch-shape.ts';
import type { KeptEntry, Whom } from './kept-day.ts';
import { type Known, matchPatient } from './match-patient.ts';

/** Whom an appointment means: one link, or several patients to choose from, or nobody. */
export interface Meaning {
  readonly link: TherapeuticLink | null;
  readonly candidates: readonly PatientFacts[];
}

/** Which of a patient's links counts: the one that can be read, then one that runs, then one that waits, then an ended one. */
function toRank({ readable, state }: TherapeuticLink): number {
  if (readable) return 0;
  return ['active', 'printed', 'draft', 'expired', 'ended'].indexOf(state) + 1;
}

/** One link a patient, the one that counts. */
export function toOneEach(links: readonly TherapeuticLink[]): TherapeuticLink[] {
  const best = new Map<string, TherapeuticLink>();
  for (const link of links.toSorted((one, other) => toRank(one) - toRank(other)))
    if (!best.has(link.patient.id)) best.set(link.patient.id, link);
  return [...best.values()];
}

/** Whom an appointment means, among my links (`known`: one each). */
export function toMeant(whom: Whom, known: readonly TherapeuticLink[], numbers: ReadonlyMap<string, string>): Meaning {
  const linkOf = (id: string): TherapeuticLink | null => known.find(({ patient }) => patient.id === id) ?? null;
  if (whom.chosen === 'nobody') return { link: null, candidates: [] };
  if (whom.chosen !== null) return { link: linkOf(whom.chosen), candidates: [] };
  const people = known.map(({ patient }): Known => ({ patient, number: numbers.get(patient.id) ?? null }));
  const match = matchPatient(whom, people);
  if (match.match === 'one') return { link: linkOf(match.patient.id), candidates: [] };
  return { link: null, candidates: match.match === 'several' ? match.patients : [] };
}

type ReadAhead = (patient: string) => AheadState;

function toStanding(
  { link, candidates }: Meaning,
  ahead: ReadAhead,
  readyAt: (patient: string) => string | null,
): AgendaStanding {
  if (link === null)
    return candidates.length === 0 ? { state: 'no-link' } : { state: 'choose', candidates: [...candidates] };
  if (link.state === 'draft' || link.state === 'printed') return { state: 'to-finish', step: link.state };
  if (link.state === 'expired' || link.state === 'ended') return { state: 'ended' };
  if (!link.readable) return { state: 'unavailable' };
  const copy = ahead(link.patient.id);
  if (copy.state === 'ready') return { state: 'ready', whole: copy.whole, asOf: copy.at };
  if (copy.state === 'copying') return copy;
  return { ...copy, asOf: readyAt(link.patient.id) };
}

/** One line of the day as the window shows it; `readyAt` is when the copy of a patient was last whole, as far as it is kept. */
export function toEntry(
  { id, at, arrived, seen, words }: KeptEntry,
  meaning: Meaning,
  ahead: ReadAhead,
  readyAt: (patient: string) => string | null,
): AgendaEntry {
  const { link } = meaning;
  const who = { patient: link?.patient ?? null, link: link?.id ?? null };
  return { id, at, written: words, arrived, seen, ...who, standing: toStanding(meaning, ahead, readyAt) };
}
