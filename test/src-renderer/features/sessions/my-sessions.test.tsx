// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { MySession } from '../../../../contracts/my-session.ts';
import { press, readText, settle } from '../../support/mount.tsx';
import { change, open, signedIn } from '../../support/open-window.tsx';
import { buildId, physician } from '../../support/samples.ts';

const buildSession = (number: number, over: Partial<MySession> = {}): MySession => ({
  id: buildId(8000 + number),
  pc: 'PC du cabinet',
  startedAt: new Date(Date.now() - 3_600_000).toISOString(),
  seenAt: new Date().toISOString(),
  endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  thisOne: false,
  ...over,
});
const here = buildSession(1, { thisOne: true });
const home = buildSession(2, { pc: 'PC de la maison' });
/** A menu opens on the press itself, which happy-dom's click does not bring. */
const openMenu = async () => {
  const trigger = document.querySelector<HTMLElement>(`button[aria-label^="Menu de"]`);
  await act(async () => {
    trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    trigger?.dispatchEvent(new KeyboardEvent('keyup', { key: 'Enter', bubbles: true }));
  });
  await settle();
  await press('Mes sessions');
};

describe('one’s own sessions', () => {
  it('are shown from the menu with the PC in use marked, and any other one ends at one press [R07]', async () => {
    let sessions = [here, home];
    const bridge = await open(signedIn, {
      'my-session/list': () => sessions,
      'my-session/end': () => {
        sessions = [here];
        return {};
      },
    });
    await openMenu();
    expect(readText()).toContain('PC du cabinet Ce PC');
    expect(readText()).toContain('PC de la maison');
    await press('Fermer cette session : PC de la maison');
    expect(bridge.asked).toContainEqual({ channel: 'my-session/end', input: { session: home.id } });
    expect(readText()).toContain('La session de PC de la maison est fermée.');
    expect(readText()).toContain('Vous n’êtes connecté nulle part ailleurs.');
  });

  it('are there for every role, say why they cannot be read, and vanish under the lock [R07] [X03]', async () => {
    const person = { ...physician, role: 'desk' as const, login: 'guichet', nihdi: null };
    const bridge = await open({ stage: 'signed-in', person }, { 'my-session/list': () => 'offline' });
    await openMenu();
    expect(document.querySelector('[role="alert"]')).not.toBeNull();
    bridge.answers['my-session/list'] = () => [here];
    // The section behind has such a button too.
    const again = [...document.querySelectorAll<HTMLElement>('[aria-label="Mes sessions"] button')].at(-1);
    await act(async () => again?.click());
    await settle();
    expect(readText()).toContain('Ce PC');
    await change(bridge, { stage: 'locked', person });
    expect(readText()).not.toContain('Ce PC');
  });
});
