// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it } from 'vitest';
import type { Role } from '../../../contracts/person.ts';
import { ConnectionMark } from '../../../src-renderer/app/connection-mark.tsx';
import { Frame } from '../../../src-renderer/app/frame.tsx';
import { ReaderContext } from '../../../src-renderer/ui/reader.ts';
import { mount, readText, settle } from '../support/mount.tsx';
import { buildAppState } from '../support/scripted-bridge.ts';

const since = '2026-11-22T08:00:00.000Z';

async function readOffline(role: Role | null): Promise<string> {
  await mount(
    <ReaderContext value={{ role, hospital: null }}>
      <ConnectionMark connection={{ state: 'offline', since, reason: 'server-unavailable' }} now={new Date(since)} />
    </ReaderContext>,
  );
  await act(async () => document.querySelector<HTMLElement>('button')?.click());
  await settle();
  return `${readText()} ${document.body.textContent}`;
}

it.each(['director', 'desk', 'helpdesk', null] as const)(
  'says to %s that the line is cut, and nothing of copies, which are on no PC of the hospital [X03]',
  async (role) => {
    const text = await readOffline(role);
    expect(text).toMatch(/ne répond pas/);
    expect(text).not.toMatch(/copi/i);
  },
);

it('says to a physician that what is copied stays readable [X03]', async () => {
  expect(await readOffline('physician')).toMatch(/copié reste lisible/);
});

it.each([
  ['behind', /retarde sur celle de l’hôpital/],
  ['ahead', /avance sur celle de l’hôpital/],
  ['right', null],
] as const)(
  'says in one sentence, above whatever is on the screen, that this PC’s clock is %s [C5] [R04]',
  async (clock, said) => {
    const state = buildAppState({ stage: 'signed-out', login: '' }, { clock });
    await mount(
      <Frame state={state} now={new Date(since)}>
        <p>Écran</p>
      </Frame>,
    );
    const notice = document.querySelector('[role="alert"]')?.textContent ?? null;
    if (said === null) expect(notice).toBeNull();
    else expect(notice).toMatch(said);
  },
);
