// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { AppState } from '../../../contracts/app-state.ts';
import { buildAppState } from '../support/scripted-bridge.ts';
import { press, readText, settle } from '../support/mount.tsx';
import { change, link, open, report, signedIn } from '../support/open-window.tsx';
import { buildId, buildIndex, physician } from '../support/samples.ts';

describe('the record on the screen', () => {
  it('opens any document by one same click, in one same pane [R23]', async () => {
    const bridge = await open(signedIn);
    await press('DUBOIS Marie');
    for (const title of ['Lettre de sortie', 'Biologie clinique']) {
      await press(title);
      expect(document.querySelector('[data-reading-pane]')?.textContent).toContain('Votre patiente va bien.');
    }
    expect(bridge.asked.filter((one) => one.channel === 'document/open').map((one) => one.input)).toEqual([
      { patient: link.patient.id, document: 'DocumentReference/1' },
      { patient: link.patient.id, document: 'DiagnosticReport/1' },
    ]);
  });

  it('is gone from the window in the same turn the hospital closes it, and says why [R13]', async () => {
    const bridge = await open(signedIn);
    await press('DUBOIS Marie');
    await press('Lettre de sortie');
    act(() => bridge.emit('record/closed', { patient: null, reason: 'account-suspended' }));
    const place = document.querySelector('main')?.textContent ?? '';
    expect(place).not.toContain('Votre patiente va bien.');
    expect(place).not.toContain('Biologie clinique');
    expect(readText()).toContain('Votre accès est suspendu par la direction médicale.');
  });

  it('drops a document that has left the record, without a word about it', async () => {
    const bridge = await open(signedIn);
    await press('DUBOIS Marie');
    await press('Lettre de sortie');
    bridge.answers['record/read-index'] = () => buildIndex(link, [report]);
    await act(async () => bridge.emit('record/changed', { patient: link.patient.id }));
    await settle();
    expect(readText()).not.toContain('Lettre de sortie');
    expect(readText()).not.toContain('Votre patiente va bien.');
    expect(readText()).toContain('Choisissez un document');
  });

  it('shows how far copying is, and until when the copy lasts [X10]', async () => {
    await open(signedIn, {
      'record/open': () => buildIndex(link, [report], { asOf: null, sync: { state: 'copying', done: 41, total: 312 } }),
    });
    await press('DUBOIS Marie');
    expect(readText()).toContain('Copie du dossier sur ce PC');
    expect(readText()).toContain('41 sur 312');
    expect(document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('41');
    expect(readText()).toContain('copie locale jusqu’à');
  });

  it.each([
    [8 * 60 + 5.5, /\(encore\s8\sh\s05\)/],
    [60.5, /\(encore\s1\sh\s00\)/],
    [59.5, /\(encore\s59\smin\)/],
    [-5, /\(encore\s0\smin\)/],
  ])('counts down how long the copy of a record can still be read: %s minutes [C5] [X10]', async (minutes, said) => {
    const leaseUntil = new Date(Date.now() + minutes * 60_000).toISOString();
    await open(signedIn, { 'record/open': () => buildIndex(link, [report], { leaseUntil }) });
    await press('DUBOIS Marie');
    expect(readText()).toMatch(said);
  });

  it('opens by itself, as it says, once the line is back, when it was not copied before [C5] [R23]', async () => {
    let tries = 0;
    const bridge = await open(signedIn, {
      'record/open': () => {
        tries += 1;
        return tries === 1 ? 'not-copied-yet' : buildIndex(link, [report]);
      },
    });
    const line = async (connection: AppState['connection']) => {
      await act(async () => bridge.emit('app/state-changed', { ...buildAppState(signedIn), connection }));
      await settle();
    };
    const since = new Date().toISOString();
    await line({ state: 'offline', since, reason: 'offline' });
    await press('DUBOIS Marie');
    expect(readText()).toContain('Il s’affichera de lui-même dès que la copie sera faite.');
    expect(tries).toBe(1);
    await line({ state: 'online', since });
    expect(readText()).toContain('Biologie clinique');
    expect(tries).toBe(2);
  });

  it('is covered at once by the lock, and is there again at the same document after it [R03]', async () => {
    const bridge = await open(signedIn, { 'session/unlock': () => ({}) });
    await press('DUBOIS Marie');
    await press('Lettre de sortie');
    await change(bridge, { stage: 'locked', person: physician });
    expect(readText()).not.toContain('DUBOIS');
    expect(readText()).not.toContain('Votre patiente va bien.');
    expect(readText()).toContain('Passerelle est verrouillée');
    await change(bridge, signedIn);
    expect(readText()).toContain('Votre patiente va bien.');
    expect(bridge.asked.filter((one) => one.channel === 'record/open')).toHaveLength(1);
  });

  it('opens again at the same document when the lock had shut the vault [R03]', async () => {
    const bridge = await open(signedIn);
    await press('DUBOIS Marie');
    await press('Lettre de sortie');
    await act(async () => bridge.emit('record/closed', { patient: null, reason: 'vault-locked' }));
    await change(bridge, { stage: 'locked', person: physician });
    await change(bridge, signedIn);
    expect(readText()).toContain('Votre patiente va bien.');
  });

  it('leaves nothing of one person to the next', async () => {
    const bridge = await open(signedIn);
    await press('DUBOIS Marie');
    await change(bridge, { stage: 'signed-out', login: '' });
    expect(document.body.textContent).not.toContain('DUBOIS');
    bridge.answers['link/list'] = () => [];
    await change(bridge, { stage: 'signed-in', person: { ...physician, id: buildId(5), name: 'Dr Paul Renard' } });
    expect(readText()).toContain('Dr Paul Renard');
    expect(readText()).toContain('Votre premier patient, en trois temps');
    expect(document.body.textContent).not.toContain('DUBOIS');
  });
});
