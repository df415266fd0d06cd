// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
// Fetched ahead: the window fetches it the first time it is opened.
import '../../../../src-renderer/features/about/about.tsx';
import { find, press, readText, settle, type } from '../../support/mount.tsx';
import { open } from '../../support/open-window.tsx';
import { aboutAnswers, sampleLicences } from '../../support/preview/release-scenarios.ts';
import { physician } from '../../support/samples.ts';
import type { Answers } from '../../support/scripted-bridge.ts';

/** By the helpdesk's button of the bar, as on every screen. */
async function openAbout(stage: Stage, answers: Answers = aboutAnswers) {
  const bridge = await open(stage, answers);
  await act(async () => find('Helpdesk').focus());
  await act(async () => {
    for (const kind of ['keydown', 'keyup'])
      document.activeElement?.dispatchEvent(new KeyboardEvent(kind, { key: 'Enter', bubbles: true }));
  });
  await settle();
  if (!readText().includes('À propos de Passerelle')) await press('Helpdesk');
  expect(bridge.asked.map(({ channel }) => channel)).not.toContain('about/read-licences');
  await press('À propos de Passerelle');
  await settle();
  return bridge;
}
const panel = () => document.querySelector<HTMLElement>('aside[aria-label^="À propos"]');

const outside: readonly Stage[] = [
  { stage: 'not-enrolled', invitation: null },
  { stage: 'signed-out', login: 'lambert' },
  { stage: 'locked', person: physician },
  { stage: 'signed-in', person: physician },
];

it.each(outside)('says which version runs here, of which build and for whom: $stage [X16] [C1]', async (stage) => {
  await openAbout(stage);
  for (const part of [
    '0.1.0',
    'version de l’hôpital',
    'Numéro de mise à jour 6',
    'Hôpital de démonstration',
    'react 1.0.0',
  ])
    expect(readText()).toContain(part);
});

it('draws only the licences in sight, finds one by name or by its own words, and closes by Escape [C1]', async () => {
  await openAbout({ stage: 'signed-out', login: 'lambert' });
  const rows = () => [...(panel()?.querySelectorAll('[role="option"]') ?? [])];
  expect(rows().length).toBeLessThan(sampleLicences.length);
  expect(rows()[0]?.getAttribute('aria-setsize')).toBe(String(sampleLicences.length));
  expect(panel()?.querySelector('[role="region"]')?.textContent).toBe(sampleLicences[0]?.text);
  const field = 'Chercher un composant, une licence ou un mot';
  await type(field, 'composant-119');
  expect(rows().map((row) => row.textContent)).toEqual(['composant-119 1.119.0MIT']);
  await type(field, 'copy of package 77.');
  expect(rows().map((row) => row.textContent)).toEqual(['composant-77 1.77.0MIT']);
  await type(field, 'rien de tel');
  expect(readText()).toContain('Aucun composant');
  await type(field, '');
  const list = panel()?.querySelector<HTMLElement>('[role="listbox"]');
  await act(async () => list?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true })));
  expect(panel()?.querySelector('[aria-selected="true"]')?.textContent).toContain('composant-1 ');
  await act(async () => list?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
  expect(panel()).toBeNull();
});

it('says of a program that runs from the sources that its licences are gathered with the package [C1]', async () => {
  await openAbout(
    { stage: 'signed-out', login: 'lambert' },
    { 'about/read': () => ({ build: 'checkout', counter: 0 }), 'about/read-licences': () => ({ licences: null }) },
  );
  for (const part of ['depuis les sources', 'Les licences sont rassemblées quand le paquet est fait'])
    expect(readText()).toContain(part);
  expect(readText()).not.toContain('Numéro de mise à jour');
});

it('says why it could not read them, and tries again [X03]', async () => {
  await openAbout({ stage: 'signed-out', login: 'lambert' }, { ...aboutAnswers, 'about/read-licences': () => 'bug' });
  expect(readText()).toContain('A7K2-0419');
});
