import type { CheckedStep, ConnectionReport } from '../../../contracts/connection-check.ts';
import { type BrokenFinding, brokenFindings } from '../../../contracts/connection-steps.ts';
import type { HospitalFacts } from '../../../contracts/person.ts';
import { formatTime } from '../../words/format.ts';
import { words } from '../../words/words.ts';

type Finding = CheckedStep['finding'];

const broken: ReadonlySet<string> = new Set(brokenFindings);

/** True where the way ends. */
export function isBroken(finding: Finding): finding is BrokenFinding {
  return broken.has(finding);
}

/** Whose number stands under what is broken; the practice's own network, clock and screen need none of the hospital, and get the helpdesk's. */
export function readWhomToCall(
  finding: BrokenFinding,
  hospital: HospitalFacts,
): 'director' | HospitalFacts['helpdesk'] {
  switch (finding) {
    case 'account.suspended':
      return 'director';
    case 'line.closed':
    case 'line.no-answer':
    case 'trust.dates':
    case 'certificate.unanswered':
    case 'account.unanswered':
      return hospital.itDepartment;
    default:
      return hospital.helpdesk;
  }
}

/** A difference of clocks in the largest unit that says it: `12 minutes`, `3 heures`, `400 jours`. */
function sayDifference(seconds: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60));
  if (minutes < 120) return words('check.minutes', { count: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? words('check.hours', { count: hours }) : words('check.days', { count: Math.round(hours / 24) });
}

function toValues({ address, proxy, issuer, clockSeconds, at }: ConnectionReport): Record<string, string> {
  return {
    address: address ?? '',
    proxy: proxy ?? '',
    issuer: issuer ?? '',
    named: issuer === null ? 'no' : 'yes',
    difference: sayDifference(clockSeconds ?? 0),
    time: formatTime(at) ?? '',
  };
}

/** What was found at one step. */
export function sayFinding(finding: Finding, report: ConnectionReport): string {
  return words(`check.${finding}`, toValues(report));
}

/** What to do about it. */
export function sayNextDeed(finding: BrokenFinding, report: ConnectionReport): string {
  return words(`check.${finding}.next`, toValues(report));
}
