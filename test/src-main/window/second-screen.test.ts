import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../contracts/app-state.ts';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { StudySummary } from '../../../contracts/imaging.ts';
import type { ViewerPlace } from '../../../contracts/second-screen.ts';
import { openAppState } from '../../../src-main/session/app-state.ts';
import type { Monitor } from '../../../src-main/window/screens.ts';
import { openSecondScreen } from '../../../src-main/window/second-screen.ts';

const person = { id: '0b6a4f7e-5a3e-4c07-9a6c-2f0f4a1f0a01', name: 'Dr Claire Lambert', role: 'physician' } as never;
const signedIn: Stage = { stage: 'signed-in', person };
const dubois = '11111111-1111-4111-8111-111111111111';
const petit = '22222222-2222-4222-8222-222222222222';
const thorax = '2.25.1';
const skull = '2.25.2';
const left: Monitor = { id: 1, area: { x: 0, y: 0, width: 1366, height: 768 } };
const right: Monitor = { id: 2, area: { x: 1366, y: 0, width: 1920, height: 1080 } };
const place: ViewerPlace = { key: 'a#7', window: { kind: 'file' }, inverted: true, measures: {} };

const aStudy = (uid: string, images = 2): StudySummary => ({
  studyInstanceUid: uid,
  description: 'Scanner',
  date: '2026-11-20',
  patient: { name: 'DUBOIS Marie', birthDate: '1955-03-12', sex: 'female', dicomPatientIds: [] },
  series: [
    {
      seriesInstanceUid: `${uid}.1`,
      modality: 'CT',
      description: '',
      number: 1,
      instances: Array.from({ length: images }, (_, at) => ({ sopInstanceUid: `${uid}.1.${at + 1}`, frames: 1 })),
    },
  ],
});

/** A PC with two monitors, an open record with two studies, and a keeper whose windows are counted. */
function aPc(change: { wanted?: boolean; monitors?: readonly Monitor[] } = {}) {
  const state = openAppState('0.0.0', true, 600);
  state.change({ stage: signedIn });
  let monitors: readonly Monitor[] = change.monitors ?? [left, right];
  let changed = (): void => undefined;
  const studies = new Map([
    [thorax, aStudy(thorax)],
    [skull, aStudy(skull)],
  ]);
  const windows: { on: number; keys: boolean; open: boolean; told: number; closed: () => void }[] = [];
  const told: { event: string; value: unknown }[] = [];
  const kept: boolean[] = [];
  const keeper = openSecondScreen({
    screens: {
      list: () => monitors,
      main: () => 1,
      onChange(listener) {
        changed = listener;
        return () => undefined;
      },
    },
    state,
    openWindow(monitor, keys, closed) {
      const one = { on: monitor.id, keys, open: true, told: 0, closed };
      windows.push(one);
      return {
        changed: () => void (one.told += 1),
        focus: () => void (one.keys = true),
        destroy() {
          one.open = false;
          closed();
        },
      };
    },
    async readStudy(patient, study) {
      const found = studies.get(study);
      if (patient !== dubois || found === undefined) throw new ExpectedFailure('document-not-available');
      return found;
    },
    wanted: change.wanted ?? false,
    keep: async (wanted) => void kept.push(wanted),
    tell: (event, value) => void told.push({ event, value }),
    log: { write: () => undefined },
  });
  return {
    keeper,
    state,
    studies,
    windows,
    told,
    kept,
    plug(next: readonly Monitor[]) {
      monitors = next;
      changed();
    },
    show: (study = thorax, byHand = true) => keeper.show({ patient: dubois, study, place: null, byHand }),
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('the second screen', () => {
  it('shows the images of an open record on the other monitor, and keeps that choice on this PC [X13]', async () => {
    const pc = aPc();
    expect(pc.keeper.read()).toEqual({ available: true, wanted: false, shown: null });
    await pc.show();
    expect(pc.windows.map(({ on, keys }) => [on, keys])).toEqual([[2, true]]);
    expect(pc.keeper.read()).toEqual({ available: true, wanted: true, shown: { patient: dubois, study: thorax } });
    expect(pc.keeper.view().shown).toMatchObject({ patient: dubois, study: { studyInstanceUid: thorax } });
    expect(pc.kept).toEqual([true]);
    await pc.show(thorax, false);
    expect(pc.windows).toHaveLength(1);
    expect(pc.keeper.view().shown?.opening).toBe(1);
  });

  it('refuses a study that the open record does not show, and another patient’s [R13] [R18]', async () => {
    const pc = aPc();
    await expect(pc.keeper.show({ patient: petit, study: thorax, place: null, byHand: true })).rejects.toThrow(
      'document-not-available',
    );
    await expect(pc.show('2.25.99')).rejects.toThrow('document-not-available');
    expect(pc.windows).toEqual([]);
    expect(pc.keeper.read().wanted).toBe(false);
  });

  it.each<[string, (pc: ReturnType<typeof aPc>) => void]>([
    [
      'the hospital closes the record',
      ({ keeper }) => keeper.hear('record/closed', { patient: dubois, reason: 'record-not-available' }),
    ],
    [
      'a suspension closes every record',
      ({ keeper }) => keeper.hear('record/closed', { patient: null, reason: 'account-suspended' }),
    ],
    ['the window locks', ({ state }) => state.change({ stage: { stage: 'locked', person } })],
    ['the physician signs out', ({ state }) => state.change({ stage: { stage: 'signed-out', login: 'lambert' } })],
    [
      'the PC is revoked',
      ({ state }) =>
        state.change({ stage: { stage: 'certificate-problem', code: 'certificate-revoked', login: 'lambert' } }),
    ],
    ['the record is left', ({ keeper }) => keeper.close()],
  ])('is gone in the same turn when %s [X13] [R15]', async (_why, happens) => {
    const pc = aPc();
    await pc.show();
    happens(pc);
    expect(pc.windows.map(({ open }) => open)).toEqual([false]);
    expect(pc.keeper.view().shown).toBeNull();
    expect(pc.keeper.read()).toEqual({ available: true, wanted: true, shown: null });
  });

  it('is gone once the study was hidden, opens anew what changed of it, and stays for news of something else [R18] [R24]', async () => {
    const pc = aPc();
    await pc.show();
    pc.keeper.hear('record/changed', { patient: dubois });
    await settle();
    expect(pc.keeper.view().shown?.opening).toBe(1);
    pc.studies.set(thorax, aStudy(thorax, 3));
    pc.keeper.hear('record/changed', { patient: dubois });
    await settle();
    expect(pc.keeper.view().shown?.opening).toBe(2);
    expect(pc.windows.map(({ open, told }) => [open, told])).toEqual([[true, 1]]);
    pc.keeper.hear('record/closed', { patient: petit, reason: 'record-not-available' });
    expect(pc.windows[0]?.open).toBe(true);
    pc.studies.delete(thorax);
    pc.keeper.hear('record/changed', { patient: dubois });
    await settle();
    expect(pc.windows[0]?.open).toBe(false);
  });

  it('shows nothing of a study that left the reading pane, and the next one in the same window [X13]', async () => {
    const pc = aPc();
    await pc.show();
    pc.keeper.leave(dubois, thorax);
    expect(pc.keeper.view().shown).toBeNull();
    expect(pc.windows.map(({ open }) => open)).toEqual([true]);
    await pc.show(skull, false);
    expect(pc.keeper.view().shown).toMatchObject({ study: { studyInstanceUid: skull } });
    expect(pc.windows.map(({ on, told }) => [on, told])).toEqual([[2, 2]]);
  });

  it('opens nothing for a study that was left, or a record that was closed, while it was being read [R13]', async () => {
    for (const happens of [
      (pc: ReturnType<typeof aPc>) => pc.keeper.leave(dubois, thorax),
      (pc: ReturnType<typeof aPc>) => pc.keeper.hear('record/closed', { patient: null, reason: 'account-suspended' }),
      (pc: ReturnType<typeof aPc>) => pc.state.change({ stage: { stage: 'locked', person } }),
    ]) {
      const pc = aPc();
      const asked = pc.show();
      happens(pc);
      await asked;
      expect(pc.windows).toEqual([]);
      expect(pc.keeper.view().shown).toBeNull();
    }
  });

  it('comes back into the main window at the slice it was at when its monitor is unplugged, and goes there again once it is back [X13]', async () => {
    const pc = aPc();
    await pc.show();
    pc.keeper.keepPlace(skull, place);
    pc.keeper.keepPlace(thorax, place);
    pc.plug([left]);
    expect(pc.windows.map(({ open }) => open)).toEqual([false]);
    expect(pc.told).toContainEqual({ event: 'second-screen/left', value: { patient: dubois, study: thorax, place } });
    expect(pc.told.at(-1)).toEqual({
      event: 'second-screen/changed',
      value: { available: false, wanted: true, shown: null },
    });
    await expect(pc.show(thorax, false)).rejects.toThrow();
    pc.plug([left, right]);
    expect(pc.told.at(-1)).toMatchObject({ value: { available: true, wanted: true } });
    await pc.show(thorax, false);
    expect(pc.windows.map(({ on, keys, open }) => [on, keys, open])).toEqual([
      [2, true, false],
      [2, false, true],
    ]);
  });

  it('is not asked for again once brought back by hand, by its key or by closing its window [X13]', async () => {
    for (const back of [
      (pc: ReturnType<typeof aPc>) => pc.keeper.bringBack(),
      (pc: ReturnType<typeof aPc>) => pc.windows[0]?.closed(),
    ]) {
      const pc = aPc({ wanted: true });
      await pc.show(thorax, false);
      back(pc);
      expect(pc.keeper.read()).toEqual({ available: true, wanted: false, shown: null });
      expect(pc.kept).toEqual([false]);
    }
  });
});
