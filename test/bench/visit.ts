import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { words } from '../../src-renderer/words/words.ts';
import { run as runSearch } from './search.ts';
import { bareApp, bareReady, type Start, startOnce } from './start.ts';
import { type Ratio, type Table, toMedian } from './table.ts';
import { clickUntil, findLine, timeTwoFrames } from './visit.clicks.ts';
import { type LineWish, timePlainClient } from './visit.line.ts';
import { type Memory, openScales } from './visit.memory.ts';
import { copyAhead, type DayWish, type Linked, openVisitPractice, type Practice } from './visit.practice.ts';
import { toMemoryRows, toPrefetchRows } from './visit.rows.ts';

const root = join(import.meta.dirname, '..', '..');
/** An ordinary line of a practice. */
const ordinary: LineWish = { down: 30_000_000, up: 10_000_000, roundTrip: 20 };

interface Size extends DayWish {
  /** So many patients of the day are on its list, and copied before they sit down. */
  readonly listed: number;
  readonly starts: number;
  readonly search: boolean;
}

const whole: Size = { patients: 40, listed: 20, slices: 40, side: 512, starts: 7, search: true };
/** To see that it runs, on a machine that has other things to do: its figures are no figures of the product. */
const quick: Size = { patients: 12, listed: 10, slices: 14, side: 128, starts: 1, search: false };

/** What was measured of one visit, ms; null where the visit has none. */
interface Visit {
  readonly ahead: boolean;
  readonly record: number;
  readonly pdf: number;
  readonly html: number;
  readonly laboratory: number;
  readonly image: number;
}

/**
 * A physician's day: the start, the list copied ahead over an ordinary line, and one patient after the other, by clicks in the real
 * window: record, letters, laboratory, CT scrolled, closed. `--quick` is a small one; `--heap=FOLDER` leaves heap snapshots there.
 */
export async function run(flags: readonly string[] = []): Promise<Table> {
  const isQuick = flags.includes('--quick');
  const size = isQuick ? quick : whole;
  const { listed } = size;
  const heap = flags.find((one) => one.startsWith('--heap='))?.slice('--heap='.length) ?? null;
  if (heap !== null) mkdirSync(heap, { recursive: true });
  const say = (text: string): void => console.log(`• ${text}`);

  say(`${size.patients} patients are founded`);
  const practice = await openVisitPractice(size);
  try {
    const { page, app, line, patients } = practice;
    await page.getByRole('button', { name: /^Aujourd/ }).click();
    const frames = await timeTwoFrames(page);
    say(`${listed} records are copied ahead`);
    line.shape(ordinary);
    const ahead = await copyAhead(practice, patients.slice(0, listed));
    const plain = await timePlainClient(Math.min(ahead.wholeBytes, 40_000_000), ordinary);
    say(`${patients.length} visits`);
    const scales = await openScales(app, page, heap);
    const weighed: Memory[] = [await scales.weigh(0)];
    const visits: Visit[] = [];
    for (const [place, patient] of patients.entries()) {
      visits.push({ ahead: place < listed, ...(await visit(practice, patient)) });
      await page.getByRole('button', { name: /^Aujourd/ }).click();
      if ([5, 20, patients.length].includes(place + 1)) weighed.push(await scales.weigh(place + 1));
    }
    await practice.leave();
    say(`${size.starts} starts`);
    const starts = await timeStarts(practice, size.starts);
    const found = size.search ? (await runSearch()).rows.slice(0, 2) : [];
    const of = (key: Exclude<keyof Visit, 'ahead'>, some = visits): number => toMedian(some.map((one) => one[key]));
    const rest = { what: 'two frames at rest', value: toMedian(frames) };
    const row = (what: string, value: number, keep: string, against: Ratio['against'] = rest): Ratio => ({
      what,
      value,
      unit: 'ms',
      against,
      keep,
    });
    const recordAhead = of(
      'record',
      visits.filter((one) => one.ahead),
    );
    return {
      name: 'visit',
      rows: [
        row('start of an enrolled PC → first paint', starts.app.painted, '≤ 1.35', {
          what: 'bare window',
          value: starts.bare.painted,
        }),
        row('start of an enrolled PC → ready to sign in', starts.app.usable, '≤ 1.35', {
          what: 'bare window',
          value: starts.bare.usable,
        }),
        row('both factors given → list of patients', practice.signedIn, '–', null),
        row('patient → record, copied ahead', recordAhead, '–'),
        row(
          'patient → record, not copied ahead',
          of(
            'record',
            visits.filter((one) => !one.ahead),
          ),
          '–',
          { what: 'copied ahead', value: recordAhead },
        ),
        row('line → letter in PDF', of('pdf'), '≤ 50 ms'),
        row('line → letter in HTML', of('html'), '≤ 50 ms'),
        row('line → laboratory report', of('laboratory'), '≤ 50 ms'),
        row('line → first slice of the CT', of('image'), '≤ 150 ms'),
        ...toPrefetchRows(listed, ahead, plain),
        ...found,
        ...toMemoryRows(weighed),
      ],
      notes: [
        ...(isQuick ? ['--quick: fewer patients, smaller images, few starts: no figures of the product'] : []),
        `${patients.length} visits by clicks: record, 2 letters, laboratory, a CT of ${size.slices} slices of ${size.side}² scrolled, closed; medians; a click is timed inside the window, from the press to the frame that shows it`,
        'line: 30 Mbit/s down, 10 up, 20 ms there and back, by a relay in this process (this kernel has no netem); without TCP’s slow start',
        'copying ahead keeps to 2 MB/s on average by itself (settings.json: ahead.bytesPerSecond), which is half of this line',
        ...weighed.map(tell),
      ],
    };
  } finally {
    await practice.close();
  }
}

const tell = (one: Memory): string =>
  `after ${one.visits} visits: ${Object.entries(one.processes)
    .map(([kind, value]) => `${kind} ${value.toFixed(0)}`)
    .join(
      ', ',
    )} MB (PSS without files); heaps: window ${one.windowHeap.toFixed(1)}, main ${one.mainHeap.toFixed(1)} + ${one.mainBuffers.toFixed(1)} MB of buffers; ${one.elements} nodes, ${one.listeners} listeners`;

async function visit({ page }: Practice, { family }: Linked): Promise<Omit<Visit, 'ahead'>> {
  const row = page.locator('[data-patient-row]').filter({ hasText: family }).first();
  const record = await clickUntil(page, row, 'record');
  // Somebody who is not copied yet is being copied now: his letters and slices come as they arrive.
  await page.getByText(words('record.up-to-date')).first().waitFor({ timeout: 120_000 });
  const pdf = await clickUntil(page, await findLine(page, /^Lettres/, 0), 'pdf');
  const html = await clickUntil(page, await findLine(page, /^Lettres/, 1), 'html');
  const laboratory = await clickUntil(page, await findLine(page, /^Labo/, 0), 'laboratory');
  const image = await clickUntil(page, await findLine(page, /^Imagerie/, 0), 'image');
  await page.getByRole('progressbar', { name: words('viewer.loaded.all') }).waitFor({ state: 'attached' });
  await page.getByRole('application', { name: /^Image de la coupe/ }).focus();
  for (let turn = 0; turn < 20; turn += 1) await page.keyboard.press(turn < 10 ? 'ArrowDown' : 'ArrowUp');
  return { record, pdf, html, laboratory, image };
}

async function timeStarts({ pc }: Practice, rounds: number): Promise<{ readonly app: Start; readonly bare: Start }> {
  const profile = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const [bare, app]: [Start[], Start[]] = [[], []];
  try {
    // The first round fills the caches of code.
    for (let round = -1; round < rounds; round += 1) {
      const one = await startOnce(pc.executable, bareApp, profile, pc.env, bareReady);
      const other = await startOnce(pc.executable, root, pc.userData, pc.env, (page) =>
        page.getByLabel(words('sign-in.otp')).waitFor(),
      );
      if (round < 0) continue;
      bare.push(one);
      app.push(other);
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  const middle = (starts: readonly Start[]): Start => ({
    painted: toMedian(starts.map(({ painted }) => painted)),
    usable: toMedian(starts.map(({ usable }) => usable)),
    processes: toMedian(starts.map(({ processes }) => processes)),
  });
  return { app: middle(app), bare: middle(bare) };
}
