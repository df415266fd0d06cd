import { type TherapeuticLink, toLinkAt } from '../../../contracts/link.ts';
import { compareNames } from '../../words/collation.ts';
import { countDaysUntil, toDay } from '../../words/format.ts';

/** The parts of the list, in their order on the screen. A patient stands in the first one that fits. */
export type SectionId = 'to-finish' | 'today' | 'ending' | 'active' | 'over';

/** One part of the list; a part without links is left out. */
export interface Section {
  readonly id: SectionId;
  readonly links: readonly TherapeuticLink[];
}

const order: readonly SectionId[] = ['to-finish', 'today', 'ending', 'active', 'over'];
const soon = 30;

/** Days left of an active link when it ends within a month [R11]; null otherwise. */
export function readDaysLeft(link: TherapeuticLink, now: Date): number | null {
  if (link.state !== 'active' || link.validUntil === null) return null;
  const days = countDaysUntil(link.validUntil, now);
  return days >= 0 && days <= soon ? days : null;
}

/** How many links end within a month and have no renewal prepared yet [R11]. */
export function countEnding(links: readonly TherapeuticLink[], now: Date): number {
  const prepared = new Set(
    links.filter(({ state }) => state === 'draft' || state === 'printed').map((link) => link.patient.id),
  );
  return links.filter((link) => readDaysLeft(link, now) !== null && !prepared.has(link.patient.id)).length;
}

/** Sorts the links into sections: what waits for a gesture first, then whom one saw today, then the rest by name. */
export function toSections(
  links: readonly TherapeuticLink[],
  openedToday: ReadonlySet<string>,
  now: Date,
): readonly Section[] {
  const sections = new Map<SectionId, TherapeuticLink[]>(order.map((id) => [id, []]));
  const current = links.map((link) => toLinkAt(link, now));
  for (const link of toOneLinkEach(current)) sections.get(readSection(link, openedToday, now))?.push(link);
  return order
    .map((id) => ({ id, links: (sections.get(id) ?? []).toSorted(byName) }))
    .filter((section) => section.links.length > 0);
}

/** A renewed patient has two links, the running one and its successor: a running one wins over an ended one, drafts stand alone. */
function toOneLinkEach(links: readonly TherapeuticLink[]): readonly TherapeuticLink[] {
  const living = new Set(links.filter((link) => isLiving(link)).map((link) => link.patient.id));
  const seen = new Set<string>();
  return links
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    .filter((link) => {
      if (isLiving(link)) return true;
      if (living.has(link.patient.id) || seen.has(link.patient.id)) return false;
      seen.add(link.patient.id);
      return true;
    });
}

function isLiving(link: TherapeuticLink): boolean {
  return link.state === 'active' || link.state === 'draft' || link.state === 'printed';
}

function readSection(link: TherapeuticLink, openedToday: ReadonlySet<string>, now: Date): SectionId {
  if (link.state === 'draft' || link.state === 'printed') return 'to-finish';
  if (link.state !== 'active') return 'over';
  if (openedToday.has(link.patient.id) || toDay(link.createdAt) === toDay(now)) return 'today';
  return readDaysLeft(link, now) === null ? 'active' : 'ending';
}

/** Links whose patient's name or birth date contains every word typed, accents and capitals apart. */
export function findLinks(links: readonly TherapeuticLink[], text: string, now: Date): readonly TherapeuticLink[] {
  const wanted = toPlain(text).split(/\s+/).filter(Boolean);
  return toOneLinkEach(links.map((link) => toLinkAt(link, now)))
    .filter(({ patient }) => {
      const [year = '', month = '', day = ''] = patient.birthDate.split('-');
      const plain = toPlain(`${patient.family} ${patient.given} ${day}/${month}/${year} ${year}`);
      return wanted.every((word) => plain.includes(word));
    })
    .toSorted(byName);
}

function byName(a: TherapeuticLink, b: TherapeuticLink): number {
  return compareNames(a.patient, b.patient);
}

function toPlain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
