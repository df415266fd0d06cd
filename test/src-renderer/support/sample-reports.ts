import type { CheckedStep, ConnectionReport } from '../../../contracts/connection-check.ts';
import { type BrokenFinding, checkSteps } from '../../../contracts/connection-steps.ts';

const good: Readonly<Record<CheckedStep['step'], CheckedStep['finding']>> = {
  name: 'name.found',
  line: 'line.open',
  proxy: 'proxy.none',
  trust: 'trust.ours',
  certificate: 'certificate.enrolled',
  clock: 'clock.right',
  account: 'account.open',
};

/** A report in which everything holds, or in which the way ends at `finding`. */
export function buildReport(finding: BrokenFinding | null, change: Partial<ConnectionReport> = {}): ConnectionReport {
  const end = checkSteps.findIndex((step) => finding?.startsWith(`${step}.`));
  return {
    at: '2026-11-22T08:41:00.000Z',
    address: 'passerelle.hopital.example:8443 / 8444',
    proxy: finding !== null && /proxy/.test(finding) ? 'proxy.cabinet.example:3128' : null,
    issuer: finding === 'trust.intercepted' ? 'Kaspersky Anti-Virus Personal Root' : null,
    clockSeconds: finding === 'clock.behind' ? -754 : finding === 'clock.ahead' ? 7_300 : 1,
    steps: checkSteps.map((step, at) => ({
      step,
      finding:
        finding !== null && at === end
          ? finding
          : end >= 0 && at > end && step !== 'clock'
            ? 'not-reached'
            : good[step],
    })),
    ...change,
  };
}
