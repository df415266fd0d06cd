// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Language } from '../../../contracts/language.ts';
// Fetched ahead: what a file takes to be read here says nothing of the window.
import '../../../src-renderer/words/nl/catalogue.ts';
import { speak } from '../../../src-renderer/words/language.ts';
import { press, readText, settle, type } from '../support/mount.tsx';
import { letter, open, signedIn, usual } from '../support/open-window.tsx';
import { type Answers, buildAppState, type ScriptedBridge } from '../support/scripted-bridge.ts';

/** A main process that speaks what was chosen, and names the kind of a letter in it. */
function hear(own: { bridge: ScriptedBridge | null; language: Language }): Answers {
  return {
    'app/choose-language': ({ language }) => {
      own.language = language;
      const stage = own.bridge === null ? signedIn : currentStage(own.bridge);
      own.bridge?.emit('app/state-changed', buildAppState(stage, { language }));
      return {};
    },
    'document/open': ({ patient, document }) => ({
      document,
      patient,
      kind: 'letter',
      title: 'Lettre de sortie',
      at: '2026-11-21',
      author: 'Dr Collin',
      status: 'final',
      parts: [
        { show: 'facts', rows: [{ label: own.language === 'nl' ? 'Duur' : 'Durée', value: '3' }] },
        { show: 'text', title: null, text: 'Votre patiente va bien.' },
      ],
    }),
  };
}

const stages = new WeakMap<ScriptedBridge, Parameters<typeof open>[0]>();
const currentStage = (bridge: ScriptedBridge) => stages.get(bridge) ?? signedIn;

async function start(stage: Parameters<typeof open>[0]) {
  const own: { bridge: ScriptedBridge | null; language: Language } = { bridge: null, language: 'fr' };
  const bridge = await open(stage, { ...usual, ...hear(own) });
  own.bridge = bridge;
  stages.set(bridge, stage);
  return bridge;
}

afterEach(async () => {
  await act(() => speak('fr'));
});

describe('the language of the window', () => {
  it('can be chosen before anyone is signed in, by its own name, and what was typed stays [X17]', async () => {
    await start({ stage: 'signed-out', login: '' });
    await type('Nom d’utilisateur ou numéro INAMI', 'lambert');
    await press('Langue : Français');
    await press('Nederlands');
    expect(readText()).toContain('Aanmelden');
    expect(readText()).not.toContain('Se connecter');
    expect(document.documentElement.lang).toBe('nl');
    expect([...document.querySelectorAll('input')].map(({ value }) => value)).toContain('lambert');
    await press('Taal: Nederlands');
    await press('Français');
    expect(readText()).toContain('Se connecter');
  });

  it('changes at once while a record is open: record and document stay, every line is said anew, and nothing claims to be news [X17]', async () => {
    const bridge = await start(signedIn);
    await press('DUBOIS');
    await press(letter.title);
    expect(readText()).toContain('Durée');
    await act(async () => bridge.emit('app/state-changed', buildAppState(signedIn, { language: 'nl' })));
    await settle();
    await settle();
    const text = readText();
    expect(text).toContain('Mijn patiënten');
    expect(text).toContain('Votre patiente va bien.');
    // Lines that are drawn only when their own properties change.
    expect(text).toContain('Brief');
    expect(text).toContain('21 nov. 2026');
    expect(text).not.toMatch(/Lettre(?! de sortie)/);
    expect(text).not.toContain('bijgewerkt door');
    expect(text).not.toContain('net door het ziekenhuis bijgewerkt');
  });

  it('is that of the state, whoever chose it; of two choices the last one stays [X17]', async () => {
    const bridge = await start({ stage: 'signed-out', login: '' });
    await act(async () => {
      bridge.emit('app/state-changed', buildAppState({ stage: 'signed-out', login: '' }, { language: 'nl' }));
      bridge.emit('app/state-changed', buildAppState({ stage: 'signed-out', login: '' }, { language: 'fr' }));
    });
    await settle();
    expect(readText()).toContain('Se connecter');
    expect(document.documentElement.lang).toBe('fr');
  });
});
