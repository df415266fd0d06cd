import type { WaveformGroup } from '../decode/waveform.ts';

/** How the leads are laid out on the sheet: columns of leads, and one lead as rhythm strip below. */
export type LeadLayout = '3x4' | '6x2' | '12x1';

/** The layouts in the order they are offered. */
export const layouts: readonly LeadLayout[] = ['3x4', '6x2', '12x1'];

const standard = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;

/** Indexes of a group's channels: one list a column, top to bottom, and the rhythm strip's channel, null when there is none. */
export interface LeadTable {
  readonly columns: readonly (readonly number[])[];
  readonly rhythm: number | null;
}

/** True when a group has the twelve standard leads, so that every layout can be offered. */
export function hasTwelveLeads(group: WaveformGroup): boolean {
  return standard.every((lead) => group.channels.some(({ name }) => name === lead));
}

/** Where each channel stands; a group without the twelve leads has all its channels one under the other. */
export function toLeadTable(group: WaveformGroup, layout: LeadLayout): LeadTable {
  if (!hasTwelveLeads(group)) return { columns: [group.channels.map((_, index) => index)], rhythm: null };
  const twelve = standard.map((lead) => group.channels.findIndex(({ name }) => name === lead));
  const others = group.channels.flatMap((_, index) => (twelve.includes(index) ? [] : [index]));
  if (layout === '12x1') return { columns: [[...twelve, ...others]], rhythm: null };
  const height = layout === '3x4' ? 3 : 6;
  const columns = Array.from({ length: 12 / height }, (_, column) =>
    twelve.slice(column * height, (column + 1) * height),
  );
  return { columns, rhythm: layout === '3x4' ? (twelve[1] ?? null) : null };
}
