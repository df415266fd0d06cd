import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Stage } from '../../../contracts/app-state.ts';
import { languages } from '../../../contracts/language.ts';
import type { Manifest, MirrorItem } from '../../../contracts/mirror.ts';
import { openAppState } from '../../../src-main/session/app-state.ts';
import { toAlertText } from '../../../src-main/window/alert-words.ts';
import { type Alerts, openAlerts } from '../../../src-main/window/alerts.ts';
import { fc } from '../../support/property.ts';

const person = { id: '0b6a4f7e-5a3e-4c07-9a6c-2f0f4a1f0a01', name: 'Dr Claire Lambert', role: 'physician' } as never;
const signedIn: Stage = { stage: 'signed-in', person };
const locked: Stage = { stage: 'locked', person };
const dubois = '11111111-1111-4111-8111-111111111111';
const petit = '22222222-2222-4222-8222-222222222222';

/** A manifest as of a minute of 22 November; each result by its name and the minute at which it first came. */
function aManifest(patient: string, minute: number, results: Readonly<Record<string, number>>): Manifest {
  const at = (one: number): string => new Date(Date.UTC(2026, 10, 22, 8, one)).toISOString();
  const items: MirrorItem[] = Object.entries(results).map(([ref, first]) => ({
    kind: 'resource',
    ref,
    version: 1,
    sha256: '0'.repeat(64),
    bytes: 10,
    recorded: at(first),
    first: at(first),
  }));
  return {
    patient,
    revision: String(minute),
    asOf: at(minute),
    lease: '',
    items,
    lastVisit: null,
    marks: [],
  } as Manifest;
}

function aWindow(change: { on?: boolean; open?: string | null; expected?: readonly string[]; focused?: boolean } = {}) {
  vi.useFakeTimers();
  const state = openAppState('0.0.0', true, 600);
  state.change({ stage: signedIn });
  const side = { on: true, open: null as string | null, expected: [dubois, petit], focused: false, ...change };
  const shown: { text: string; open: boolean; pressed: () => void; dismissed: () => void }[] = [];
  const told: unknown[] = [];
  let raised = 0;
  const alerts: Alerts = openAlerts({
    state,
    isOn: () => side.on,
    isOpen: async (patient) => patient === side.open,
    isExpected: async (patient) => side.expected.includes(patient),
    isFocused: () => side.focused,
    showAlert(text, heard) {
      const one = { text, open: true, ...heard };
      shown.push(one);
      return { close: () => void (one.open = false) };
    },
    raise: () => void (raised += 1),
    tell: (event, value) => void told.push({ event, value }),
    log: { write: () => undefined },
  });
  const pass = async (): Promise<void> => void (await vi.advanceTimersByTimeAsync(10_000));
  return { alerts, state, side, shown, told, pass, raised: () => raised };
}

afterEach(() => vi.useRealTimers());

describe('notices of the system', () => {
  it('tells how many results came since, and nothing else, once for several [X13] [R18]', async () => {
    const { alerts, shown, pass } = aWindow();
    alerts.compared(aManifest(dubois, 0, { 'DiagnosticReport/1': -500, 'DocumentReference/1': -500 }));
    await pass();
    expect(shown).toEqual([]);
    alerts.compared(aManifest(dubois, 5, { 'DiagnosticReport/1': -500, 'DiagnosticReport/2': 4 }));
    alerts.compared(aManifest(petit, 5, { 'DiagnosticReport/9': -3 }));
    await pass();
    expect(shown.map(({ text }) => text)).toEqual(['Un nouveau résultat est arrivé.']);
    alerts.compared(aManifest(petit, 7, { 'DiagnosticReport/9': -3, 'ImagingStudy/3': 6, 'DiagnosticReport/10': 6 }));
    await pass();
    expect(shown.map(({ text, open }) => [text, open])).toEqual([
      ['Un nouveau résultat est arrivé.', false],
      ['3 nouveaux résultats sont arrivés.', true],
    ]);
  });

  it('is off until somebody turns it on, and says nothing of a patient who is neither open nor expected, or who is before the eyes of the physician [X13]', async () => {
    for (const change of [{ on: false }, { expected: [] }, { open: dubois, focused: true }]) {
      const { alerts, shown, pass } = aWindow(change);
      alerts.compared(aManifest(dubois, 0, {}));
      alerts.compared(aManifest(dubois, 5, { 'DiagnosticReport/2': 4 }));
      await pass();
      expect(shown, JSON.stringify(change)).toEqual([]);
    }
    const { alerts, shown, pass } = aWindow({ expected: [], open: dubois, focused: false });
    alerts.compared(aManifest(dubois, 0, {}));
    alerts.compared(aManifest(dubois, 5, { 'DiagnosticReport/2': 4 }));
    await pass();
    expect(shown).toHaveLength(1);
  });

  it('never speaks of what was hidden, shown again, corrected or taken away, whatever else happens [R18] [X13]', async () => {
    const old = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(old, { minLength: 1, maxLength: 6 }), async (manifests) => {
        const { alerts, shown, pass } = aWindow();
        // Every result came long before; only which of them the gate lets through changes.
        manifests.forEach((visible, minute) =>
          alerts.compared(
            aManifest(dubois, minute * 5, Object.fromEntries(visible.map((one) => [`DiagnosticReport/${one}`, -600]))),
          ),
        );
        await pass();
        expect(shown).toEqual([]);
      }),
    );
  });

  it('waits while something is shown to a patient, and takes away what stood [X13]', async () => {
    const { alerts, shown, pass } = aWindow();
    alerts.compared(aManifest(dubois, 0, {}));
    alerts.compared(aManifest(dubois, 5, { 'DiagnosticReport/2': 4 }));
    await pass();
    alerts.hold(true);
    expect(shown.map(({ open }) => open)).toEqual([false]);
    alerts.compared(aManifest(dubois, 9, { 'DiagnosticReport/2': 4, 'DiagnosticReport/3': 8 }));
    await pass();
    expect(shown).toHaveLength(1);
    alerts.hold(false);
    await pass();
    expect(shown.map(({ text }) => text)).toEqual([
      'Un nouveau résultat est arrivé.',
      '2 nouveaux résultats sont arrivés.',
    ]);
  });

  it('is gone at the lock, says nothing over it, and pressed there opens the patient only once it is undone [X13]', async () => {
    const { alerts, state, shown, told, pass, raised } = aWindow();
    alerts.compared(aManifest(dubois, 0, {}));
    alerts.compared(aManifest(dubois, 5, { 'DiagnosticReport/2': 4 }));
    await pass();
    state.change({ stage: locked });
    expect(shown.map(({ open }) => open)).toEqual([false]);
    alerts.compared(aManifest(dubois, 9, { 'DiagnosticReport/2': 4, 'DiagnosticReport/3': 8 }));
    await pass();
    expect(shown).toHaveLength(1);
    shown[0]?.pressed();
    expect(raised()).toBe(1);
    expect(told).toEqual([]);
    state.change({ stage: signedIn });
    expect(told).toEqual([{ event: 'alert/opened', value: { patient: dubois } }]);
    state.change({ stage: { stage: 'signed-out', login: 'x' } });
    shown[0]?.pressed();
    state.change({ stage: signedIn });
    expect(told).toHaveLength(1);
  });

  it('pressed, brings the window forward and opens the one patient, or the day for several [X13]', async () => {
    const { alerts, shown, told, pass, raised } = aWindow();
    alerts.compared(aManifest(dubois, 0, {}));
    alerts.compared(aManifest(petit, 0, {}));
    alerts.compared(aManifest(dubois, 5, { 'DiagnosticReport/2': 4 }));
    await pass();
    shown[0]?.pressed();
    alerts.compared(aManifest(dubois, 9, { 'DiagnosticReport/2': 4, 'DiagnosticReport/3': 8 }));
    alerts.compared(aManifest(petit, 9, { 'DiagnosticReport/7': 8 }));
    await pass();
    shown[1]?.pressed();
    expect(told).toEqual([
      { event: 'alert/opened', value: { patient: dubois } },
      { event: 'alert/opened', value: { patient: null } },
    ]);
    expect(raised()).toBe(2);
  });

  it('has its sentence in the four languages, with nothing in it but a number [X17]', () => {
    for (const language of languages) {
      expect(toAlertText(1, language)).not.toMatch(/\d/);
      expect(toAlertText(12, language)).toContain('12');
    }
  });
});
