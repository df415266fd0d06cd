import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { readInvitation } from '../../scripts/hospital/invitation.ts';
import { openVirtualDisplay } from '../../scripts/session/display.ts';
import { openKeyringSession } from '../../scripts/session/keyring.ts';
import { resolveElectron } from '../../scripts/setup/electron-runtime.ts';
import type { Bridge } from '../../contracts/ipc.ts';
import { activate, enrol, signIn } from '../e2e/journey.ts';
import { openShapedLine, type ShapedLine } from './visit.line.ts';

const root = join(import.meta.dirname, '..', '..');

/** Somebody whose record the physician may read. */
export interface Linked {
  readonly id: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
}

/** How large the day is. */
export interface DayWish {
  readonly patients: number;
  readonly slices: number;
  /** Pixels of a slice's side. */
  readonly side: number;
}

/** A physician signed in on a PC of a practice, on a line of its own to the hospital. */
export interface Practice {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly line: ShapedLine;
  readonly patients: readonly Linked[];
  /** From the press on « Se connecter » to the list of patients painted, ms. */
  readonly signedIn: number;
  /** What another start of the same PC needs. */
  readonly pc: { readonly executable: string; readonly userData: string; readonly env: Record<string, string> };
  /** Ends the app; the hospital and the PC's keychain stay for another start. */
  readonly leave: () => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Founded {
  readonly openUrl: string;
  readonly medicalUrl: string;
  readonly data: string;
  readonly login: string;
  readonly code: string;
  readonly visitors: readonly Linked[];
}

/** Opens hospital, line, display, keychain and app, enrols the PC and signs in. */
export async function openVisitPractice({ patients, slices, side }: DayWish): Promise<Practice> {
  const { executable } = await resolveElectron(root);
  const ends: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const child = fork(join(import.meta.dirname, 'visit.hospital.ts'), [patients, slices, side].map(String));
    const ended = once(child, 'exit');
    ends.push(() => {
      if (child.connected) child.disconnect();
      return ended;
    });
    const first = await Promise.race([once(child, 'message'), ended.then(() => null)]);
    if (first === null) throw new Error('the hospital did not open');
    const { openUrl, medicalUrl, data, login, code, visitors } = first[0] as Founded;
    const line = await openShapedLine(Number(new URL(medicalUrl).port));
    ends.push(line.close);
    const shaped = new URL(medicalUrl);
    shaped.port = String(line.port);
    const invitation = readInvitation(data, login, { openUrl, medicalUrl: shaped.origin });
    const display = await openVirtualDisplay();
    ends.push(display.stop);
    const keyring = await openKeyringSession('unlocked');
    ends.push(keyring.stop);
    const userData = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
    ends.push(async () => rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
    const env = {
      ...(process.env as Record<string, string>),
      ...keyring.environment,
      DISPLAY: display.name,
      LANG: 'fr_BE.UTF-8',
      TZ: 'Europe/Brussels',
      PASSERELLE_PRINT_FOLDER: join(userData, 'printed'),
    };
    const app = await _electron.launch({
      executablePath: executable,
      chromiumSandbox: process.getuid?.() !== 0,
      args: [
        join(root, 'test', 'e2e', 'fixtures', 'held-app'),
        `--user-data-dir=${userData}`,
        '--js-flags=--expose-gc',
        invitation.file,
      ],
      cwd: root,
      env,
    });
    let left: Promise<void> | null = null;
    const leave = (): Promise<void> => (left ??= app.close());
    ends.push(leave);
    const page = await app.firstWindow();
    await enrol(page, code);
    const credentials = await activate(page, login);
    const started = performance.now();
    await signIn(page, credentials);
    await page.locator('[data-patient-row]').first().waitFor();
    const signedIn = performance.now() - started;
    return { app, page, line, patients: visitors, signedIn, pc: { executable, userData, env }, leave, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** How far copying ahead came: milliseconds from the list handed in, and bytes down the line by then. */
export interface CopiedAhead {
  readonly firstReady: number;
  readonly allReady: number;
  readonly readyBytes: number;
  readonly whole: number;
  readonly wholeBytes: number;
}

/** Hands the day's list in as one pastes it and waits until every record is ready, then whole. */
export async function copyAhead({ page, line }: Practice, expected: readonly Linked[]): Promise<CopiedAhead> {
  const text = expected
    .map(({ family, given, birthDate }, place) => {
      const at = `${String(8 + Math.floor(place / 4)).padStart(2, '0')}:${String((place % 4) * 15).padStart(2, '0')}`;
      return `${at} ${family} ${given} ${birthDate.split('-').toReversed().join('/')}`;
    })
    .join('\n');
  const before = line.received();
  const started = performance.now();
  await page.evaluate(async (list) => {
    const { ask } = (globalThis as unknown as { passerelle: Bridge }).passerelle;
    const taken = await ask('agenda/take-text', { text: list });
    if (!taken.ok || taken.value.unread.length > 0) throw new Error('the list was not read');
  }, text);
  const reach = async (count: number, whole: boolean): Promise<number> => {
    await page.evaluate(waitForReady, [count, whole] as const);
    return performance.now() - started;
  };
  const firstReady = await reach(1, false);
  const allReady = await reach(expected.length, false);
  const readyBytes = line.received() - before;
  const wholeAt = await reach(expected.length, true);
  return { firstReady, allReady, readyBytes, whole: wholeAt, wholeBytes: line.received() - before };
}

/** Runs in the window. */
async function waitForReady([count, whole]: readonly [number, boolean]): Promise<void> {
  const { ask } = (globalThis as unknown as { passerelle: Bridge }).passerelle;
  for (;;) {
    const day = await ask('agenda/read', {});
    const entries = day.ok ? day.value.entries : [];
    const there = entries.filter(({ standing }) => standing.state === 'ready' && (standing.whole || !whole));
    if (there.length >= count) return;
    const stuck = entries.find(({ standing }) => !['ready', 'copying', 'waiting'].includes(standing.state));
    if (stuck !== undefined) throw new Error(`${stuck.written}: ${stuck.standing.state}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
