// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
import { updateEnds, updateReasons } from '../../../../contracts/updates.ts';
import { countReached, toMidnight, toReason } from '../../../../src-renderer/features/releases/release-words.ts';
import { find, findField, press, readText, settle, submit, type } from '../../support/mount.tsx';
import { open } from '../../support/open-window.tsx';
import { releaseAnswers } from '../../support/preview/release-scenarios.ts';
import { buildOutcome, buildRelease, samplePcVersions, sampleReleases } from '../../support/sample-releases.ts';
import { physician } from '../../support/samples.ts';
import type { Answers } from '../../support/scripted-bridge.ts';
import { samplePcs } from '../../support/sample-helpdesk.ts';

const helpdesk: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'helpdesk', login: 'helpdesk', name: 'Hélène Masson', nihdi: null },
};

async function openReleases(answers: Answers = {}) {
  const bridge = await open(helpdesk, { 'pc/list': () => samplePcs, ...releaseAnswers, ...answers });
  await press('Mises à jour');
  return bridge;
}
/** Ticks the radio or box whose label is exactly `label`. */
async function choose(label: string): Promise<void> {
  const found = [...document.querySelectorAll('label')].find(
    (one) => one.textContent?.replaceAll(/\s+/g, ' ').trim() === label,
  );
  await act(async () => found?.querySelector('input')?.click());
  await settle();
}
const ask = (bridge: Awaited<ReturnType<typeof open>>, channel: string) =>
  bridge.asked.filter((one) => one.channel === channel).map(({ input }) => input);

describe('the helpdesk’s updates', () => {
  it('show every release, newest first, with where it stands and how it fares, and who stays behind [C6] [X16]', async () => {
    await openReleases();
    const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent?.replaceAll(/\s+/g, ' '));
    expect(rows.map((row) => /^[\d.]+/.exec(row ?? '')?.[0])).toEqual(['0.7.0', '0.6.0', '0.3.1', '0.4.0', '0.3.0']);
    for (const part of ['pilotes et 30 % des autres', 'obligatoire à partir du 3 décembre 2026', 'retour en arrière'])
      expect(readText()).toContain(part);
    for (const part of ['61 installés · 4 échecs · 1 revenu, sur 92', 'À diffuser', 'Retirée', 'Expirée', 'En pause'])
      expect(readText()).toContain(part);
    expect(readText()).toMatch(/En échec 3/);
    expect(readText()).toMatch(/En retard \d+/);
  });

  it('push a release by ring, percentage and date, and say first how many PCs that reaches [C6]', async () => {
    const bridge = await openReleases();
    await press('0.7.0');
    await press('Diffuser cette version');
    expect(readText()).toContain('Proposée aux 3 postes pilotes.');
    expect(find('Diffuser vers 3 postes')).toBeDefined();
    await choose('Tous les postes');
    await choose('30 %');
    expect(readText()).toContain('Proposée à environ 92 des 300 postes : 3 pilotes et 30 % des autres.');
    await choose('Autre');
    await type('Part des autres postes, en %', '0');
    expect(find('Diffuser vers').hasAttribute('disabled')).toBe(true);
    await type('Part des autres postes, en %', '45');
    const day = 'Obligatoire à partir du (facultatif)';
    await type(day, '01/01/2020');
    expect(readText()).toContain('Un jour d’aujourd’hui au 18 mai 2027');
    await type(day, '03/12/2026');
    expect(readText()).toContain('Dès le 3 décembre 2026, personne ne s’y connecte avant de l’avoir installée.');
    await submit(day);
    expect(ask(bridge, 'release/push')).toEqual([
      { counter: '7', ring: 'everyone', percentage: 45, requiredFrom: '2026-12-02T23:00:00.000Z' },
    ]);
    expect(readText()).toContain('Proposée à environ 137 des 300 postes');
  });

  it('halt a release and let it go on by one click each, and tell of a refusal where the deed stands [C6] [X03]', async () => {
    const bridge = await openReleases({ 'release/withdraw': () => 'conflict' });
    await press('0.6.0');
    await press('Mettre en pause');
    await press('0.3.1');
    await press('Reprendre la diffusion');
    expect(ask(bridge, 'release/pause')).toEqual([
      { counter: '6', paused: true },
      { counter: '5', paused: false },
    ]);
    await press('Retirer cette version');
    await press('Retirer pour toujours');
    expect(document.querySelector('[role="status"], [role="alert"]')).not.toBeNull();
    expect(readText()).toContain('A7K2-0419');
  });

  it('say of a rollout that was changed during a pause that it stays paused [C6]', async () => {
    const bridge = await openReleases();
    await press('0.3.1');
    await press('Changer la diffusion');
    await press('Diffuser vers 3 postes');
    expect(ask(bridge, 'release/push')).toHaveLength(1);
    expect(readText()).toContain('La version reste en pause');
  });

  it('withdraw a release for good, asked once, and say what brings PCs back [C6]', async () => {
    let withdrawn = false;
    const bridge = await openReleases({
      'release/list': () =>
        withdrawn ? { ...sampleReleases, releases: [buildRelease(6, { standing: 'withdrawn' })] } : sampleReleases,
      'release/withdraw': () => {
        withdrawn = true;
        return {};
      },
    });
    await press('0.6.0');
    await press('Retirer cette version');
    expect(ask(bridge, 'release/withdraw')).toEqual([]);
    expect(readText()).toContain('elle ne se remet pas');
    await press('Retirer pour toujours');
    expect(ask(bridge, 'release/withdraw')).toEqual([{ counter: '6' }]);
    expect(readText()).toContain('La version 0.6.0 est retirée pour toujours.');
    expect(readText()).toContain('demandez à l’éditeur un retour en arrière');
    for (const deed of ['Diffuser', 'Mettre en pause', 'Retirer cette version']) expect(() => find(deed)).toThrow();
  });

  it('tell who did what, of one release and of all [C6] [X16]', async () => {
    await openReleases();
    await press('0.6.0');
    for (const part of ['reçue', 'diffusée : postes pilotes', 'Paul Simon', 'Hélène Masson'])
      expect(readText()).toContain(part);
    await press('Qui a fait quoi');
    const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent);
    expect(rows).toHaveLength(4);
    expect(rows[1]).toMatch(/Hélène Masson.*0\.4\.0.*retirée/);
  });

  it('show who has what of 300 PCs, by queue and by name, and why an update ended ill with the next step [X16] [X03]', async () => {
    const bridge = await openReleases();
    await press('Tous les postes');
    expect(document.querySelectorAll('tbody tr')).toHaveLength(300);
    await type('Chercher un poste ou la personne qui y travaille', 'garde');
    expect(ask(bridge, 'release/pcs')).toContainEqual({ search: 'garde', only: 'all' });
    await press('PORTABLE-GARDE');
    for (const part of ['Version 0.6.0 : revenu à la version d’avant', 'n’a pas démarré', 'prévenez l’éditeur'])
      expect(readText()).toContain(part);
    await press('En échec');
    expect(document.querySelectorAll('tbody tr')).toHaveLength(3);
    await press('CABINET-4');
    for (const part of ['Le disque du poste est plein.', 'Appelez le cabinet pour libérer de la place'])
      expect(readText()).toContain(part);
  });

  it('make a PC a pilot by the box of its row, and by its button take that back [C6]', async () => {
    const lines = samplePcVersions.slice(0, 9);
    const bridge = await openReleases({ 'release/pcs': () => ({ total: 9, lines: [...lines] }) });
    await press('Tous les postes');
    const box = (name: string) =>
      [...document.querySelectorAll<HTMLInputElement>('tbody input')].find(
        (one) => one.getAttribute('aria-label')?.replaceAll(/\s+/g, ' ') === `Poste pilote : ${name}`,
      );
    expect([box('CABINET-1')?.checked, box('CABINET-9')?.checked]).toEqual([true, false]);
    await act(async () => box('CABINET-9')?.click());
    await settle();
    await press('CABINET-1');
    await press('Ne plus en faire un poste pilote');
    expect(ask(bridge, 'release/set-ring')).toEqual([
      { pc: samplePcVersions[8]?.pc, ring: 'pilot' },
      { pc: samplePcVersions[0]?.pc, ring: 'everyone' },
    ]);
  });

  it('walk the releases by the arrow keys, and the field of the push has the focus that a keyboard needs [X17]', async () => {
    await openReleases();
    const [first, second] = document.querySelectorAll<HTMLButtonElement>('tbody button');
    first?.focus();
    await act(async () =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true })),
    );
    expect(document.activeElement).toBe(second);
    await press('0.7.0');
    await press('Diffuser cette version');
    expect(document.activeElement?.getAttribute('name')).toBe('ring');
    expect(findField('Obligatoire à partir du (facultatif)')).toBeDefined();
  });
});

describe('the sentences of an update', () => {
  it('has one for each end and each reason, with what to do next [X03]', () => {
    for (const end of updateEnds)
      for (const reason of [null, ...updateReasons]) {
        const said = toReason(buildOutcome(end, reason));
        expect([end, reason, said === null]).toEqual([end, reason, end === 'installed']);
        if (said !== null) for (const text of [said.what, said.next]) expect(text.length).toBeGreaterThan(20);
      }
  });

  it('counts whom a push reaches, and begins a day in Brussels, in summer and in winter [C6]', () => {
    const fleet = { pilots: 3, pcs: 300 };
    expect(countReached({ ring: 'pilot', percentage: 100 }, fleet)).toEqual({ count: 3, about: false });
    expect(countReached({ ring: 'everyone', percentage: 100 }, fleet)).toEqual({ count: 300, about: false });
    expect(countReached({ ring: 'everyone', percentage: 10 }, fleet)).toEqual({ count: 33, about: true });
    expect([toMidnight('2026-12-03'), toMidnight('2026-07-03')]).toEqual([
      '2026-12-02T23:00:00.000Z',
      '2026-07-02T22:00:00.000Z',
    ]);
  });
});
