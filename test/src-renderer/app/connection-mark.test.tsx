// @vitest-environment happy-dom
import { act } from 'react';
import { expect, it } from 'vitest';
import type { Role } from '../../../contracts/person.ts';
import { ConnectionMark } from '../../../src-renderer/app/connection-mark.tsx';
import { ReaderContext } from '../../../src-renderer/ui/reader.ts';
import { mount, readText, settle } from '../support/mount.tsx';

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
