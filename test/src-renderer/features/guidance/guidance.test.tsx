// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { Hint } from '../../../../contracts/guidance.ts';
import { find, press, readText, settle } from '../../support/mount.tsx';
import { asked, link, open, signedIn } from '../../support/open-window.tsx';
import { buildEntry, buildIndex, buildLink } from '../../support/samples.ts';
import type { Answers } from '../../support/scripted-bridge.ts';

const scan = buildEntry({ document: 'ImagingStudy/1', kind: 'imaging', title: 'Scanner du thorax' });
const letter = buildEntry({
  document: 'DocumentReference/1',
  kind: 'letter',
  title: 'Lettre de sortie',
  at: '2026-11-21',
});
const index = buildIndex(link, [scan, letter]);

function firstDay(done: readonly Hint[] = [], more: Answers = {}): Answers {
  return {
    'guidance/read': () => ({ done: [...done] }),
    'guidance/note-done': () => ({}),
    'guidance/begin-again': () => ({}),
    'record/open': () => index,
    'record/read-index': () => index,
    ...more,
  };
}
const onName = 'Un clic sur un nom à gauche';
const onLine = 'Un clic sur une ligne';
const onImages = 'Molette : coupe suivante';
const noted = (bridge: Awaited<ReturnType<typeof open>>) =>
  bridge.asked
    .filter(({ channel }) => channel === 'guidance/note-done')
    .map(({ input }) => (input as { hint: Hint }).hint);

describe('the first day', () => {
  it('is told the next gesture where it is made, each hint gone once it was done, to the first scan unaided [R04]', async () => {
    const bridge = await open(signedIn, firstDay());
    expect(readText()).toContain(onName);
    await press(link.patient.family);
    expect(readText()).not.toContain(onName);
    expect(readText()).toContain(onLine);
    await press('Scanner du thorax');
    expect(readText()).not.toContain(onLine);
    expect(readText()).toContain(onImages);
    expect(noted(bridge)).toEqual(['patient', 'document']);
    const pane = document.querySelector('[data-reading-pane]');
    await act(async () => pane?.dispatchEvent(new WheelEvent('wheel', { deltaY: 120, bubbles: true })));
    expect(noted(bridge)).toEqual(['patient', 'document', 'images']);
    // Nothing jumps under the wheel: the line goes with the image.
    expect(readText()).toContain(onImages);
    await press('Lettre de sortie');
    await press('Scanner du thorax');
    expect(readText()).not.toContain(onImages);
  });

  it('is over for whoever has done it before, and told nothing when that is not known [R04]', async () => {
    await open(signedIn, firstDay(['patient', 'document', 'images']));
    expect(readText()).not.toContain(onName);
    await press(link.patient.family);
    await press('Scanner du thorax');
    expect(readText()).not.toContain(onImages);
  });

  it('puts a hint away on request, holds nothing up, and comes back from « ? » [R04]', async () => {
    const bridge = await open(signedIn, firstDay());
    expect(document.querySelectorAll('[role="dialog"], [aria-modal]')).toHaveLength(0);
    await press('Compris');
    expect(readText()).not.toContain(onName);
    expect(noted(bridge)).toEqual(['patient']);
    await act(async () => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }));
    });
    await settle();
    await press('Revoir les premiers pas');
    expect(asked(bridge)).toContain('guidance/begin-again');
    expect(readText()).toContain(onName);
  });
});

describe('the consent', () => {
  it('says, where it is printed, why the patient signs here although he signed elsewhere [R04] [R12]', async () => {
    const draft = buildLink(9, { state: 'draft', readable: false, validUntil: null });
    await open(signedIn, { 'link/list': () => [draft], 'link/print-consent': () => ({ ...draft, state: 'printed' }) });
    await press(draft.patient.family);
    const text = readText();
    expect(text).toContain('Pourquoi une signature ici, alors que le patient a déjà signé ailleurs ?');
    expect(text).toContain('Ici, Hôpital de démonstration vous ouvre directement son propre dossier.');
    expect(document.querySelector('details')?.open).toBe(false);
    expect(find('Imprimer le consentement')).toBeDefined();
  });
});
