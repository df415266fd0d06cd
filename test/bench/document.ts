import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { startHospital } from '../../scripts/hospital/hospital-process.ts';
import { readInvitation } from '../../scripts/hospital/invitation.ts';
import { openVirtualDisplay } from '../../scripts/session/display.ts';
import { openKeyringSession } from '../../scripts/session/keyring.ts';
import { resolveElectron } from '../../scripts/setup/electron-runtime.ts';
import type { Bridge } from '../../contracts/ipc.ts';
import { tour } from '../../server/demo/accounts.ts';
import { words } from '../../src-renderer/words/words.ts';
import { readyDemonstration } from '../e2e/demonstration-template.ts';
import { activate, enrol, printAndSign, proposeLink, signIn } from '../e2e/journey.ts';
import { type Table, toMedian } from './table.ts';

const root = join(import.meta.dirname, '..', '..');
const rounds = 3;
/** Lines of the timeline that are opened under each filter, from the first. */
const opened = { laboratory: 4, letters: 6 } as const;

/** What a click ended in, and how long after it that was painted, ms. */
interface Opening {
  readonly shown: 'laboratory' | 'pdf' | 'html' | 'other';
  readonly painted: number;
}

/** From the click on a line of the timeline to its document on the screen, in the real app on a whole copy of the demonstration's patient. */
export async function run(): Promise<Table> {
  const { executable } = await resolveElectron(root);
  const data = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const userData = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  cpSync(await readyDemonstration(), data, { recursive: true });
  const hospital = await startHospital({ root, data });
  const display = await openVirtualDisplay();
  const keyring = await openKeyringSession('unlocked');
  const invitation = readInvitation(data, tour.login, hospital);
  const app = await _electron.launch({
    executablePath: executable,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [join(root, 'test', 'e2e', 'fixtures', 'held-app'), `--user-data-dir=${userData}`, invitation.file],
    cwd: root,
    env: {
      ...(process.env as Record<string, string>),
      ...keyring.environment,
      DISPLAY: display.name,
      TZ: 'Europe/Brussels',
      PASSERELLE_PRINT_FOLDER: join(userData, 'printed'),
    },
  });
  try {
    const page = await app.firstWindow();
    await enrol(page, invitation.code);
    await signIn(page, await activate(page, tour.login));
    await proposeLink(page, tour.patient);
    await printAndSign(page);
    await page.getByText(words('record.up-to-date')).waitFor({ timeout: 120_000 });
    return toTable(await openAll(page), await timeAnswers(page, 'laboratory'), await timeAnswers(page, 'letter'));
  } finally {
    await app.close();
    await keyring.stop();
    await display.stop();
    await hospital.stop();
    for (const folder of [data, userData]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function openAll(page: Page): Promise<readonly Opening[]> {
  const openings: Opening[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [filter, count] of [
      [/^Labo/, opened.laboratory],
      [/^Lettres/, opened.letters],
    ] as const) {
      await page.getByRole('radio', { name: filter }).click();
      for (let line = 0; line < count; line += 1) openings.push(await openLine(page, line));
    }
  }
  return openings;
}

/** What the main process alone takes to answer for documents of a kind, journal line included: median, ms. */
async function timeAnswers(page: Page, kind: 'laboratory' | 'letter'): Promise<number> {
  const times = await page.evaluate(async (wanted) => {
    const { ask } = (globalThis as unknown as { passerelle: Bridge }).passerelle;
    const links = await ask('link/list', {});
    const patient = links.ok ? (links.value[0]?.patient.id ?? '') : '';
    const index = await ask('record/read-index', { patient });
    const entries = index.ok ? index.value.entries.filter((entry) => entry.kind === wanted) : [];
    const taken: number[] = [];
    for (const { document: one } of entries.slice(0, 6)) {
      const started = performance.now();
      await ask('document/open', { patient, document: one });
      taken.push(performance.now() - started);
    }
    return taken;
  }, kind);
  return toMedian(times);
}

/** Clicks one line as a user does and times what follows inside the window, where no driver stands between. */
async function openLine(page: Page, line: number): Promise<Opening> {
  const option = page
    .getByRole('listbox', { name: words('timeline.title') })
    .getByRole('option')
    .nth(line);
  await option.scrollIntoViewIfNeeded();
  const opening = page.evaluate(watchOpening);
  await option.click();
  return opening;
}

/** Runs in the window: waits for the press, then for another document, then for its content, then for the frame that shows it. */
function watchOpening(): Promise<Opening> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const pane = (): Element | null => document.querySelector('[data-reading-pane]');
  const title = (): Element | null => pane()?.querySelector('h2') ?? null;
  const before = title();
  const content = (): Opening['shown'] | null => {
    const now = title();
    if (now === null || now === before) return null;
    const letter = pane()?.querySelector('iframe');
    if (letter) return (letter.contentDocument?.body?.childElementCount ?? 0) > 0 ? 'html' : null;
    const sheet = pane()?.querySelector('canvas');
    if (sheet) return sheet.width !== 300 || sheet.height !== 150 ? 'pdf' : null;
    return pane()?.querySelector('tbody tr') ? 'laboratory' : null;
  };
  return new Promise((resolve) => {
    const watch = async (): Promise<void> => {
      const started = performance.now();
      for (;;) {
        await frame();
        const now = performance.now();
        const shown = now - started > 5_000 ? 'other' : content();
        if (shown === null) continue;
        await frame();
        resolve({ shown, painted: performance.now() - started });
        return;
      }
    };
    document.addEventListener('pointerdown', () => void watch(), { capture: true, once: true });
  });
}

function toTable(openings: readonly Opening[], laboratory: number, letter: number): Table {
  const of = (shown: Opening['shown'], from: number): readonly Opening[] =>
    openings.filter((one) => one.shown === shown).slice(from);
  const row = (what: string, answer: number, list: readonly Opening[]) => ({
    what,
    value: toMedian(list.map(({ painted }) => painted)),
    unit: 'ms' as const,
    against: { what: 'the answer alone', value: answer },
    keep: '≤ 50 ms',
  });
  return {
    name: 'document',
    rows: [
      row('first laboratory report', laboratory, of('laboratory', 0).slice(0, 1)),
      row('a laboratory report', laboratory, of('laboratory', 1)),
      row('a letter in PDF', letter, of('pdf', 1)),
      row('a letter in HTML', letter, of('html', 1)),
    ],
    notes: [
      `from the press to the frame that shows it, in the real app on a copied record; medians of ${openings.length} openings in ${rounds} rounds`,
      `of two frames at least: one in which it is drawn, one that shows it; ${of('other', 0).length} openings of another kind`,
    ],
  };
}
