import { describe, expect, it } from 'vitest';
import { filterTimeline, listKinds, toTimeline } from '../../../../src-renderer/features/record/timeline.ts';
import { buildEntry } from '../../support/samples.ts';

const entries = [
  buildEntry({ document: 'A/1', at: '2026-11-20T07:42:00.000Z', title: 'Biologie clinique' }),
  buildEntry({ document: 'A/2', at: null, kind: 'condition', title: 'Diabète' }),
  buildEntry({ document: 'A/3', at: '2026-11-20', kind: 'letter', title: 'Lettre de sortie' }),
  buildEntry({ document: 'A/4', at: '2012', kind: 'allergy', title: 'Pénicilline', detail: 'œdème' }),
  buildEntry({ document: 'A/5', at: '2026-11-21T23:30:00+01:00', kind: 'imaging', title: 'Scanner du thorax' }),
];
const names = (some: readonly { readonly document: string }[]) => some.map((entry) => entry.document);

describe('the timeline', () => {
  it('stands newest first, whatever the kind, and what has no date at the end [R23]', () => {
    expect(names(toTimeline(entries))).toEqual(['A/5', 'A/3', 'A/1', 'A/4', 'A/2']);
  });

  it('lets one kind through, and every word typed, accents apart', () => {
    expect(names(filterTimeline(entries, { kind: 'letter', text: '' }))).toEqual(['A/3']);
    expect(names(filterTimeline(entries, { kind: 'all', text: 'penicilline' }))).toEqual(['A/4']);
    expect(names(filterTimeline(entries, { kind: 'all', text: 'thorax scan' }))).toEqual(['A/5']);
    expect(filterTimeline(entries, { kind: 'letter', text: 'thorax' })).toEqual([]);
  });

  it('offers only the kinds that occur, in the order of the filters', () => {
    expect(listKinds(entries)).toEqual(['laboratory', 'imaging', 'letter', 'allergy', 'condition']);
  });
});
