// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
import { languages } from '../../../../contracts/language.ts';
import { updateReasons, type UpdateState } from '../../../../contracts/updates.ts';
import { findIllSentence } from '../../../../src-renderer/features/updates/ill-end.ts';
import { speak } from '../../../../src-renderer/words/language.ts';
import { words } from '../../../../src-renderer/words/words.ts';
import { press, readText, settle } from '../../support/mount.tsx';
import { open, signedIn } from '../../support/open-window.tsx';
import { type Answers, noUpdate, type ScriptedBridge } from '../../support/scripted-bridge.ts';

afterEach(() => speak('fr'));

const signedOut: Stage = { stage: 'signed-out', login: 'claire' };
const release = { version: '1.4.0', requiredFrom: null } as const;

async function tell(bridge: ScriptedBridge, update: Partial<UpdateState>): Promise<void> {
  await act(async () => bridge.emit('update/changed', { ...noUpdate, ...update }));
  await settle();
}
const askedOf = (bridge: ScriptedBridge): string[] =>
  bridge.asked.map(({ channel }) => channel).filter((channel) => /^(update|session)\//.test(channel));

describe('updates in the window', () => {
  it('asks where updates stand once the first stage was drawn, and never while the app still starts [C6]', async () => {
    let asked = 0;
    const answers: Answers = {
      'update/read': () => {
        asked += 1;
        return { ...noUpdate, ...release, step: 'ready' };
      },
    };
    const starting = await open({ stage: 'starting' }, answers);
    for (let wait = 0; wait < 5; wait += 1) await settle();
    expect(asked).toBe(0);
    const state = await starting.ask('app/read-state', {});
    if (!state.ok) throw new Error('no state');
    await act(async () => starting.emit('app/state-changed', { ...state.value, stage: signedOut }));
    for (let wait = 0; wait < 100 && !readText().includes('1.4.0'); wait += 1) await settle();
    expect([asked, readText()]).toEqual([1, expect.stringContaining('Une mise à jour sera installée à la fermeture')]);
  });

  it('installs at one press before the sign-in, and says why when it does not begin [C6]', async () => {
    const bridge = await open(signedOut, { 'update/install-now': () => 'offline' });
    await tell(bridge, { ...release, step: 'ready' });
    await press('Installer maintenant');
    expect(readText()).toContain('L’installation n’a pas commencé');
    expect(readText()).toContain('L’hôpital n’est pas joignable');
    expect(askedOf(bridge)).toEqual(['update/install-now']);
  });

  it('stands in the place of the sign-in once it is required, and goes as soon as it is not [C6]', async () => {
    const bridge = await open(signedOut, { 'update/install-now': () => ({}) });
    const ready = { ...release, step: 'ready', requiredFrom: '2026-11-20T00:00:00.000Z' } as const;
    await tell(bridge, { ...ready, isRequired: true });
    expect(readText()).toContain('Une mise à jour est nécessaire avant de se connecter');
    expect(document.querySelector('input[type="password"]')).toBeNull();
    await press('Installer maintenant');
    expect(askedOf(bridge)).toEqual(['update/install-now']);
    await tell(bridge, { ...ready, isRequired: false });
    expect(document.querySelector('input[type="password"]')).not.toBeNull();
  });

  it('never stands in the way of whoever is signed in: one line of his menu ends his session first [C6]', async () => {
    const bridge = await open(signedIn, {
      'link/list': () => [],
      'session/sign-out': () => ({}),
      'update/install-now': () => ({}),
    });
    await tell(bridge, { ...release, step: 'ready', isRequired: true });
    expect(readText()).not.toContain('mise à jour');
    await press('Menu de');
    await press('Se déconnecter et installer la mise à jour');
    expect(askedOf(bridge)).toEqual(['session/sign-out', 'update/install-now']);
  });

  it('says how far a download is, what the helpdesk installs and what went ill [C6]', async () => {
    const bridge = await open(signedOut);
    await tell(bridge, { ...release, step: 'downloading', progress: 0.42 });
    expect(readText()).toMatch(/Téléchargement de la version 1\.4\.0.*42/);
    await tell(bridge, { ...release, step: 'unavailable' });
    expect(readText()).toContain('c’est le helpdesk qui l’installe');
    const at = new Date().toISOString();
    await tell(bridge, { lastEnd: { counter: 7, end: 'went-back', reason: 'not-started', at } });
    expect(readText()).toContain('Passerelle est revenue à la version précédente');
  });

  it('says beside the version that this installation does not update itself [C6]', async () => {
    const bridge = await open(signedOut);
    await tell(bridge, { step: 'unavailable' });
    expect(readText()).not.toContain('ne se met pas à jour');
    await press('Helpdesk');
    expect(readText()).toContain('ne se met pas à jour d’elle-même');
  });

  it.each(languages)('has a sentence with a next step for every reason, in %s [C6]', async (language) => {
    await speak(language);
    const at = new Date().toISOString();
    const said = [...updateReasons, null].map((reason) =>
      words(findIllSentence({ counter: 7, end: 'failed', reason, at })),
    );
    expect(said.filter((text) => text.length < 40)).toEqual([]);
    expect(words(findIllSentence({ counter: 7, end: 'went-back', reason: null, at }))).toBe(
      words('update.ill.not-started'),
    );
  });
});
