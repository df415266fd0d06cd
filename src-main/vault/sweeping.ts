import type { Stage } from '../../contracts/app-state.ts';
import type { Log } from '../log/log.ts';
import type { TimeMark } from './lease.ts';
import type { VaultClient } from './vault-client.ts';
import { purgeVaults, toVaultFolder } from './vault-folders.ts';

/** How often copies that no screen shows are looked at for their end. */
const SWEEP = 60_000;

/** What the sweeper asks of the session and of the station. */
export interface SweepParts {
  readonly userData: string;
  readonly vault: VaultClient;
  readonly station: { people(): readonly { readonly id: string }[] };
  readonly session: { readMark(person: string): Promise<TimeMark> };
  readonly state: { read(): { readonly stage: Stage } };
  readonly now: () => Date;
  readonly log: Log;
}

/** Destroys what ended in every vault of this PC, each minute and whenever it is asked: a PC may be left on, or locked, for days. */
export function keepSweeping(parts: SweepParts): {
  purge(): Promise<void>;
  /** Shows the first stage by `show`, with what ended destroyed before and after. */
  start(show: () => Promise<void>): Promise<void>;
  stop(): void;
} {
  async function purge(): Promise<void> {
    // An unreadable keychain takes away the mark alone, never the purge.
    const marks = await Promise.all(
      parts.station.people().map(({ id }) => parts.session.readMark(id).catch(() => ({ time: 0 }))),
    );
    const mark = Math.max(0, ...marks.map(({ time }) => time));
    const { stage } = parts.state.read();
    const person = stage.stage === 'signed-in' ? stage.person.id : null;
    // An open vault does it itself, since it knows what lies in it.
    if (person !== null) await parts.vault.order('purge-ended', null);
    await purgeVaults(
      parts.userData,
      parts.now(),
      mark,
      person === null ? null : toVaultFolder(parts.userData, person),
    );
  }
  const sweepNow = (): Promise<void> =>
    purge().catch((cause: unknown) => parts.log.write('vault/purge-failed', {}, cause));
  const sweep = setInterval(() => void sweepNow(), SWEEP);
  sweep.unref();
  return {
    purge,
    async start(show) {
      // By the PC's clock before anything is shown, and once the station can name the people, by the time their keychain marks too.
      await sweepNow();
      await show();
      await sweepNow();
    },
    stop: () => clearInterval(sweep),
  };
}
