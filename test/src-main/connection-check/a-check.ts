import type { ConnectionReport } from '../../../contracts/connection-check.ts';
import { checkSteps } from '../../../contracts/connection-steps.ts';
import { type ConnectionCheck, openConnectionCheck } from '../../../src-main/connection-check/connection-check.ts';
import type { TestPractice } from '../support/test-practice.ts';

/** The way as a test bends it: addresses, what the system says of proxies, this PC's clock. */
export interface Wish {
  readonly urls?: { readonly openUrl?: string; readonly medicalUrl?: string };
  readonly route?: string;
  readonly moved?: number;
  readonly hasNetwork?: boolean;
}

/** The check of this practice, on such a way. */
export function openCheck(
  at: TestPractice,
  { urls = {}, route = 'DIRECT', moved = 0, hasNetwork = true }: Wish = {},
): ConnectionCheck {
  const standing = () => {
    const found = at.station.standing();
    return found === null ? null : { ...found, trust: { ...found.trust, ...urls } };
  };
  return openConnectionCheck({
    station: { standing, client: at.station.client },
    session: at.session,
    state: at.state,
    save: async (name, bytes) => {
      at.saved.set(name, bytes);
      return name;
    },
    resolveProxy: async () => route,
    now: () => new Date(Date.now() + moved),
    log: at.log,
    hasNetwork: () => hasNetwork,
  });
}

/** What was found at each step. */
export const toFindings = ({ steps }: ConnectionReport): string[] => steps.map(({ finding }) => finding);

/** Checks once. */
export const check = async (at: TestPractice, wish: Wish = {}): Promise<string[]> =>
  toFindings(await openCheck(at, wish).check());

/** Nothing was looked at behind the break. */
export const whole = (first: readonly string[]): string[] => [
  ...first,
  ...Array(checkSteps.length - first.length).fill('not-reached'),
];
