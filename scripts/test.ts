import { type SpawnOptions, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './build/build-app.ts';
import { runSteps } from './check/run-steps.ts';
import { root } from './check/step.ts';
import { listSteps } from './check/steps.ts';
import { testInstalled } from './package/test-installed.ts';
import { readPlaywrightReport } from './report/playwright-report.ts';
import { toSummary } from './report/summary.ts';
import { TestOutcomes, type TestOutcome } from './report/test-outcome.ts';
import { runPlaywright } from './session/playwright.ts';
import { runUnprivileged } from './session/run-unprivileged.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';

const RESULTS = join(root, 'test-results');
const CHECKS_AT_ONCE = 2;

/** One runner's outcomes; a runner that dies without its report is one failed test, never an empty green. */
function readReport(
  name: string,
  file: string,
  read: (json: unknown) => readonly TestOutcome[],
  code: number,
): readonly TestOutcome[] {
  const lost = (reason: string): TestOutcome => ({
    title: `${name} runs to its end`,
    file: name,
    status: 'failed',
    reason,
  });
  if (!existsSync(file)) return [lost(`it ended with ${code} and left no report`)];
  const outcomes = read(JSON.parse(readFileSync(file, 'utf8')));
  if (code !== 0 && !outcomes.some(({ status }) => status === 'failed'))
    return [...outcomes, lost(`it ended with ${code}`)];
  return outcomes;
}

async function runChecks(): Promise<readonly TestOutcome[]> {
  const reports = await runSteps(listSteps(), CHECKS_AT_ONCE);
  return reports.map(({ name, ok, output }) => ({
    title: `check › ${name}`,
    file: 'npm run check',
    status: ok ? 'passed' : 'failed',
    reason: ok ? '' : (output.trim().split('\n')[0] ?? ''),
  }));
}

/** Everything, where Chromium and PostgreSQL find no root; then, when root started us, what only root can set up. */
async function runVitest(): Promise<readonly TestOutcome[]> {
  if (process.getuid?.() !== 0) return runVitestPart('all');
  return [...(await runVitestPart('plain')), ...(await runVitestPart('root'))];
}

async function runVitestPart(part: 'all' | 'plain' | 'root'): Promise<readonly TestOutcome[]> {
  const report = join(RESULTS, `vitest-${part}.json`);
  const command = [process.execPath, join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run'] as const;
  const options: SpawnOptions = {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Vite's build leaves NODE_ENV=production behind, under which React has no act().
    env: { ...process.env, NODE_ENV: 'test', VITEST_REPORT: report, VITEST_PART: part },
  };
  const code =
    part === 'root'
      ? (spawnSync(command[0], command.slice(1), options).status ?? 1)
      : await runUnprivileged([...command], { ...options, processes: 'own' });
  return readReport(`vitest (${part})`, report, (json) => TestOutcomes.parse(json), code);
}

async function runWindowTests(): Promise<readonly TestOutcome[]> {
  const report = join(RESULTS, 'e2e.json');
  const code = await runPlaywright(root, { args: [], stdio: ['ignore', 'inherit', 'inherit'] });
  return readReport('playwright', report, readPlaywrightReport, code);
}

/** The package itself, where this machine may be changed for it: in CI, as root, on Debian. */
async function runInstalled(): Promise<readonly TestOutcome[]> {
  const mayInstall = process.env['CI'] === 'true' && process.getuid?.() === 0 && existsSync('/usr/bin/dpkg');
  if (mayInstall) return testInstalled(root);
  const reason = 'installing the package changes the machine: it is done as root, with CI=true, where dpkg is';
  return [
    {
      title: 'the package is installed, driven, replaced, removed',
      file: 'npm run installed',
      status: 'skipped',
      reason,
    },
  ];
}

async function runBuild(): Promise<readonly TestOutcome[]> {
  const outcome = { title: 'the app builds', file: 'npm run build' } as const;
  try {
    await buildApp(root);
    return [{ ...outcome, status: 'passed', reason: '' }];
  } catch (error) {
    return [{ ...outcome, status: 'failed', reason: toFirstLine(error) }];
  }
}

function toFirstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0] ?? '';
}

async function runTests(): Promise<readonly TestOutcome[]> {
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  ensureSystemPackages(['app', 'virtual', 'test']);
  // The checks need two cores, the fetching of Electron the network: side by side. The two runners follow one another,
  // each on every core, since the deadlines of two seconds that the window tests assert would suffer from company.
  const [checks] = await Promise.all([runChecks(), resolveElectron(root)]);
  const built = await runBuild();
  const unit = await runVitest();
  return [...checks, ...built, ...unit, ...(await runWindowTests()), ...(await runInstalled())];
}

/** What stops the run before its tests, such as a missing system package, is a failure of its own. */
async function runTestsOrSayWhyNot(): Promise<readonly TestOutcome[]> {
  try {
    return await runTests();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [{ title: 'everything is set up', file: 'npm test', status: 'failed', reason }];
  }
}

const started = performance.now();
const outcomes = await runTestsOrSayWhyNot();
console.log(`\n${Math.round((performance.now() - started) / 1000)} s`);
for (const line of toSummary(outcomes)) console.log(line);
process.exitCode = outcomes.some(({ status }) => status === 'failed') ? 1 : 0;
