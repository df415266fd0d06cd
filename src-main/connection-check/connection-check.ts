import { networkInterfaces } from 'node:os';
import type { CheckedStep, ConnectionReport } from '../../contracts/connection-check.ts';
import { type CheckStep, checkSteps } from '../../contracts/connection-steps.ts';
import { StatementClaims } from '../../contracts/enrolment.ts';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { Trust } from '../hospital/agents.ts';
import { type HospitalClient, openHospital } from '../hospital/client.ts';
import type { ResolveProxy } from '../hospital/proxy.ts';
import { readSigned } from '../hospital/signed.ts';
import { largestSkew, toLeaf } from '../hospital/standing.ts';
import type { Log } from '../log/log.ts';
import type { SaveFile } from '../printing/save-file.ts';
import type { AppStateHolder } from '../session/app-state.ts';
import type { Session } from '../session/session.ts';
import type { Station } from '../session/station.ts';
import { checkWay } from './check-way.ts';
import { toDiagnostics } from './diagnostics.ts';
import { patience } from './probes.ts';

type Finding = CheckedStep['finding'];

/** The collaborators of the check. */
export interface ConnectionCheckParts {
  readonly station: Pick<Station, 'standing' | 'client'>;
  readonly session: Pick<Session, 'isOnline'>;
  readonly state: AppStateHolder;
  readonly save: SaveFile;
  readonly resolveProxy: ResolveProxy;
  readonly now: () => Date;
  readonly log: Log;
  /** Whether any network is there at all; asked of the system when absent. */
  readonly hasNetwork?: () => boolean;
}

/** Goes the way to the hospital and names the step that is broken [R05]. */
export interface ConnectionCheck {
  /** Several presses at once are one check. */
  check(): Promise<ConnectionReport>;
  /** Saves the last report as a file without personal data; checks first when there was none. */
  save(): Promise<{ name: string | null }>;
  /** Notes what a sign-in was refused for: nothing else says what the account is worth while nobody is signed in. */
  signingIn<T>(work: Promise<T>): Promise<T>;
}

const standings = {
  enrolled: 'certificate.enrolled',
  expired: 'certificate.expired',
  revoked: 'certificate.revoked',
  unknown: 'certificate.foreign',
} as const;

/** Refusals of a sign-in that speak of the account, and not of what was typed or of the line. */
const ACCOUNT: ReadonlySet<FailureCode> = new Set(['account-not-activated', 'forbidden-for-role']);

const isOnNetwork = (): boolean =>
  Object.values(networkInterfaces()).some((some) => some?.some(({ internal }) => !internal) === true);

/** Both doors of the hospital, as a firewall's list needs them: `hopital.example:8443 / 8444`. */
function toAddress({ openUrl, medicalUrl }: Pick<Trust, 'openUrl' | 'medicalUrl'>): string {
  const [open, medical] = [new URL(openUrl), new URL(medicalUrl)];
  const port = medical.port === '' ? '443' : medical.port;
  const first = `${open.hostname}:${open.port === '' ? '443' : open.port}`;
  if (open.hostname !== medical.hostname) return `${first} / ${medical.hostname}:${port}`;
  return open.port === medical.port ? first : `${first} / ${port}`;
}

/** Opens the check; nothing is looked at before it is asked. */
export function openConnectionCheck(parts: ConnectionCheckParts): ConnectionCheck {
  const { station, session, state, now, log, resolveProxy } = parts;
  let last: ConnectionReport | null = null;
  let running: Promise<ConnectionReport> | null = null;
  let refused: FailureCode | null = null;

  /** By the hospital's signed word, which also tells its time. */
  async function readCertificate(client: HospitalClient): Promise<{ finding: Finding; skew: number | null }> {
    const { stored, key } = station.standing() ?? { stored: null, key: null };
    if (stored === null) {
      await client.ask('hospital/facts', { timeout: patience }).catch(() => undefined);
      return { finding: 'certificate.not-enrolled', skew: client.clockSkew() };
    }
    const { certificate, statementKey } = stored.enrolment;
    try {
      const input = { certificate: toLeaf(certificate) };
      const { statement } = await client.ask('pc/statement', { input, timeout: patience });
      const claims = await readSigned(statement, statementKey, StatementClaims);
      if (claims === null) return { finding: 'certificate.unanswered', skew: client.clockSkew() };
      const finding = key === null ? 'certificate.foreign' : standings[claims.standing];
      return { finding, skew: claims.iat * 1000 - now().getTime() };
    } catch {
      return { finding: 'certificate.unanswered', skew: client.clockSkew() };
    }
  }

  async function readAccount(): Promise<Finding> {
    if (!session.isOnline()) {
      if (refused === 'account-suspended') return 'account.suspended';
      return refused !== null && ACCOUNT.has(refused) ? 'account.refused' : 'account.signed-out';
    }
    try {
      await station.client().ask('my-session/list', { timeout: patience });
      return 'account.open';
    } catch (cause) {
      const code = cause instanceof ExpectedFailure ? cause.code : 'bug';
      if (code === 'account-suspended') return 'account.suspended';
      return code === 'session-ended' || code === 'session-required' ? 'account.signed-out' : 'account.unanswered';
    }
  }

  async function look(): Promise<ConnectionReport> {
    const standing = station.standing();
    const found = Object.fromEntries(checkSteps.map((step) => [step, 'not-reached'])) as Record<CheckStep, Finding>;
    const report = (more: Partial<ConnectionReport> = {}): ConnectionReport => ({
      at: now().toISOString(),
      address: standing === null ? null : toAddress(standing.trust),
      proxy: null,
      issuer: null,
      clockSeconds: null,
      ...more,
      steps: checkSteps.map((step) => ({ step, finding: found[step] })),
    });
    if (standing === null) return report();
    const {
      proxyAddress: proxy,
      issuer,
      ...way
    } = await checkWay(standing.trust, resolveProxy, parts.hasNetwork ?? isOnNetwork);
    Object.assign(found, way);
    if (found.trust !== 'trust.ours') return report({ proxy, issuer });
    const client = openHospital(standing.trust, log, now, resolveProxy);
    try {
      const { finding, skew } = await readCertificate(client);
      found.certificate = finding;
      found.clock =
        skew === null
          ? 'clock.unmeasured'
          : Math.abs(skew) <= largestSkew
            ? 'clock.right'
            : skew < 0
              ? 'clock.ahead'
              : 'clock.behind';
      if (finding === 'certificate.enrolled') found.account = await readAccount();
      return report({ proxy, clockSeconds: skew === null ? null : Math.round(-skew / 1000) });
    } finally {
      client.close();
    }
  }

  async function check(): Promise<ConnectionReport> {
    running ??= look().finally(() => {
      running = null;
    });
    last = await running;
    log.write('connection/checked', { broken: last.steps.findIndex(({ finding }) => finding === 'not-reached') });
    return last;
  }

  return {
    check,
    async save() {
      const diagnostics = toDiagnostics(last ?? (await check()), state.read());
      const name = `passerelle-diagnostic-${diagnostics.at.slice(0, 10)}.json`;
      return { name: await parts.save(name, Buffer.from(`${JSON.stringify(diagnostics, null, 2)}\n`)) };
    },
    async signingIn(work) {
      try {
        const answer = await work;
        refused = null;
        return answer;
      } catch (cause) {
        refused = cause instanceof ExpectedFailure ? cause.code : null;
        throw cause;
      }
    },
  };
}
