// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { HandOverRequest } from '../../../contracts/hand-over.ts';
import { press, readText, settle } from '../support/mount.tsx';
import { change, letter, link, open, report, signedIn } from '../support/open-window.tsx';
import { buildIndex, physician } from '../support/samples.ts';
import type { ScriptedBridge } from '../support/scripted-bridge.ts';

/** What is drawn while something is shown: the parts that say so, and nothing else of the window. */
const shown = (): string => [...document.querySelectorAll('[data-explained]')].map((one) => one.textContent).join(' ');
const isOn = (): boolean => document.documentElement.hasAttribute('data-showing');
const key = async (name: string, init: KeyboardEventInit = {}): Promise<void> => {
  const at = document.activeElement ?? document.body;
  await act(async () => {
    at.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...init }));
  });
  await settle();
};
const count = (bridge: ScriptedBridge, channel: string): number =>
  bridge.asked.filter((one) => one.channel === channel).length;

async function openLetter(): Promise<ScriptedBridge> {
  const bridge = await open(signedIn, { 'show/report': () => ({}), 'mark/set': () => ({}) });
  await press('DUBOIS Marie');
  await press('Lettre de sortie');
  return bridge;
}

describe('showing to the patient', () => {
  it('shows the letter alone at one press, without opening it anew, and Échap ends it [X13]', async () => {
    const bridge = await openLetter();
    const opened = count(bridge, 'document/open');
    await press('Montrer');
    expect(isOn()).toBe(true);
    expect(shown()).toContain('Votre patiente va bien.');
    expect(shown()).toContain('DUBOIS Marie');
    expect(shown()).not.toContain('Biologie clinique');
    await key('Escape');
    expect(isOn()).toBe(false);
    expect(document.querySelector('[data-explained], [popover]')).toBeNull();
    expect(readText()).toContain('Biologie clinique');
    expect(count(bridge, 'document/open')).toBe(opened);
    expect(bridge.asked.filter((one) => one.channel === 'show/report').map((one) => one.input)).toEqual([
      { on: true },
      { on: false },
    ]);
  });

  it('leaves no key to what lies behind: neither mark, search, new patient, next patient nor printing [X13]', async () => {
    const bridge = await openLetter();
    await key('e');
    expect(isOn()).toBe(true);
    for (const name of ['v', 'a', 't', 'f', '?', 'F3', 'F8']) await key(name);
    for (const name of ['k', 'n', 'f', 'p']) await key(name, { ctrlKey: true });
    expect(isOn()).toBe(true);
    for (const channel of ['mark/set', 'document/print', 'link/propose']) expect(count(bridge, channel)).toBe(0);
    expect(document.querySelector('[data-reading-pane]')?.textContent).toContain('Votre patiente va bien.');
    expect(shown()).not.toContain('Nouveau patient');
    await key('l', { ctrlKey: true });
    expect(count(bridge, 'session/lock')).toBe(1);
  });

  it('is covered by the lock at once, and comes back after it without a list between [X13]', async () => {
    const bridge = await openLetter();
    await key('e');
    await change(bridge, { stage: 'locked', person: physician });
    expect(isOn()).toBe(false);
    expect(shown()).toBe('');
    expect(readText()).toContain('Passerelle est verrouillée');
    act(() => bridge.emit('record/closed', { patient: null, reason: 'vault-locked' }));
    await change(bridge, signedIn);
    expect(isOn()).toBe(true);
    await settle();
    expect(shown()).toContain('Votre patiente va bien.');
  });

  it('empties itself in the same turn the hospital closes the record or hides the document, and shows nothing in its place [X13] [R15] [R18]', async () => {
    const bridge = await openLetter();
    await key('e');
    bridge.answers['record/read-index'] = () => buildIndex(link, [report]);
    await act(async () => bridge.emit('record/changed', { patient: link.patient.id }));
    await settle();
    expect(isOn()).toBe(true);
    expect(shown()).not.toContain('Votre patiente va bien.');
    expect(shown()).not.toContain('Lettre de sortie');
    expect(shown()).toContain('Ce document n’est plus à l’écran.');
    await key('Escape');
    await press('Biologie clinique');
    await key('e');
    expect(shown()).toContain('Votre patiente va bien.');
    act(() => bridge.emit('record/closed', { patient: null, reason: 'account-suspended' }));
    expect(shown()).not.toContain('Votre patiente va bien.');
    expect(shown()).not.toContain('suspendu');
  });

  it('makes another patient of the practice’s software wait until it is over [X13] [X07]', async () => {
    const bridge = await openLetter();
    await key('e');
    const request: HandOverRequest = {
      id: '0123456789abcdef0123456789abcdef',
      written: { family: 'PETIT', given: 'Jean', birthDate: '1950-01-01' },
      asked: true,
      patients: [],
      byNumber: false,
      differs: false,
      appointments: 0,
    };
    bridge.answers['hand-over/read'] = () => ({ waiting: true, request, fault: null, returning: null });
    await act(async () => bridge.emit('hand-over/changed', {}));
    await settle();
    expect(isOn()).toBe(true);
    expect(document.body.textContent).not.toContain('PETIT');
    await key('Escape');
    expect(document.body.textContent).toContain('PETIT');
  });

  it('repaints a correction behind the reader’s back, and says so only once it is over [X13] [R24]', async () => {
    const bridge = await openLetter();
    await key('e');
    bridge.answers['document/open'] = ({ patient, document }) => ({
      document,
      patient,
      kind: 'letter',
      title: 'Lettre de sortie',
      at: '2026-11-21',
      author: 'Dr Collin',
      status: 'corrected',
      parts: [{ show: 'text', title: null, text: 'Votre patiente va mieux.' }],
    });
    bridge.answers['record/read-index'] = () => buildIndex(link, [report, { ...letter, status: 'corrected' }]);
    await act(async () => bridge.emit('record/changed', { patient: link.patient.id }));
    await settle();
    expect(shown()).toContain('Votre patiente va mieux.');
    expect(shown()).not.toContain('Ce document vient d’être mis à jour');
    await key('Escape');
    expect(readText()).toContain('Ce document vient d’être mis à jour');
  });
});
