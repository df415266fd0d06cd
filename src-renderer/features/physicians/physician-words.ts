import type { PhysicianLine, PhysicianLink } from '../../../contracts/physician.ts';
import { words } from '../../words/words.ts';

/** What the list may be narrowed to. */
export const queues = ['all', 'suspended', 'disputed'] as const;
export type PhysicianQueue = (typeof queues)[number];

/** Those of the list that stand in a queue. */
export function toQueued(queue: PhysicianQueue, physicians: readonly PhysicianLine[]): readonly PhysicianLine[] {
  if (queue === 'all') return physicians;
  return physicians.filter(({ state, openDisputes }) =>
    queue === 'suspended' ? state === 'suspended' || state === 'closed' : openDisputes > 0,
  );
}

/** `Suspendu · 1 litige` */
export function toStateWord({ state, openDisputes }: PhysicianLine): string {
  const word = words(`physician.state.${state}`);
  return openDisputes === 0 ? word : `${word} · ${words('physician.disputes', { count: openDisputes })}`;
}

/** `1-99812-34-567`, as INAMI prints it, on one line; the first eight digits alone where no more were given. */
export function formatNihdi(digits: string): string {
  return [digits.slice(0, 1), digits.slice(1, 6), digits.slice(6, 8), digits.slice(8)].filter(Boolean).join('\u2011');
}

/** Family name first and in capitals, as lists are read. */
export function toListedName({ family, given }: Pick<PhysicianLink, 'family' | 'given'>): string {
  return `${family.toUpperCase()} ${given}`;
}
