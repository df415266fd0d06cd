import { release } from 'node:os';
import type { AppState } from '../../contracts/app-state.ts';
import { type ConnectionReport, Diagnostics, inspectors } from '../../contracts/connection-check.ts';
import { toSystemVersion } from '../session/pc-report.ts';

const stages: Readonly<Record<AppState['stage']['stage'], Diagnostics['stage']>> = {
  starting: 'before',
  'not-enrolled': 'before',
  activation: 'before',
  'keychain-problem': 'keychain-problem',
  'certificate-problem': 'certificate-problem',
  'signed-out': 'signed-out',
  locked: 'locked',
  'signed-in': 'signed-in',
};
const platforms = ['win32', 'darwin', 'linux'] as const;
const architectures = ['x64', 'arm64', 'ia32'] as const;

/** The program that an issuer's name belongs to: a name of our own list, since some put the PC's or its owner's name there. */
export function toInspector(issuer: string): Diagnostics['inspector'] {
  const letters = issuer.toLowerCase().replaceAll(/[^a-z]/g, '');
  return inspectors.find((one) => letters.includes(one.replaceAll('-', ''))) ?? 'other';
}

/** What may leave this PC in a file: words of closed lists and figures, read by the schema once more; nothing of persons, addresses or secrets. */
export function toDiagnostics(report: ConnectionReport, state: AppState): Diagnostics {
  return Diagnostics.parse({
    format: 'passerelle-diagnostics-1',
    at: `${report.at.slice(0, 16)}Z`,
    version: /^\d{1,4}(\.\d{1,4}){2}/.exec(state.version)?.[0] ?? '0.0.0',
    platform: platforms.find((one) => one === process.platform) ?? 'linux',
    architecture: architectures.find((one) => one === process.arch) ?? 'other',
    systemVersion: toSystemVersion(release()),
    electron: Number.parseInt(process.versions['electron'] ?? '0', 10),
    stage: stages[state.stage.stage],
    connection: state.connection.state,
    isEnrolled: !['starting', 'not-enrolled', 'keychain-problem'].includes(state.stage.stage),
    hasProxy: report.proxy !== null,
    inspector: report.issuer === null ? null : toInspector(report.issuer),
    clockSeconds: report.clockSeconds,
    steps: report.steps.map(({ step, finding }) => ({ step, finding })),
  } satisfies Diagnostics);
}
