import { rm } from 'node:fs/promises';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { Person } from '../../contracts/person.ts';
import { largestSkew } from '../hospital/standing.ts';
import type { Log } from '../log/log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import type { TimeMark } from '../vault/lease.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import type { AppStateHolder } from './app-state.ts';
import { KeptDay, KeptMark, readKept } from './kept.ts';
import { openOwnVault } from './own-vault.ts';
import type { Factors, Station } from './station.ts';

/** The collaborators of the session. */
export interface SessionParts {
  readonly state: AppStateHolder;
  readonly station: Station;
  readonly keychain: Keychain;
  readonly vault: VaultClient;
  /** Folder of one person's vault. */
  readonly vaultFolder: (person: string) => string;
  readonly now: () => Date;
  readonly log: Log;
  /** The session opened (again): records may be read. */
  readonly opened: (session: OpenSession) => void;
  /** The session closed: `reason` null when the user did it. */
  readonly closed: (reason: FailureCode | null, purged: boolean) => void;
}

/** Who is signed in, and whether the hospital knows of it. */
export interface OpenSession {
  readonly person: Person;
  readonly online: boolean;
}

/** What the window is told of a sign-in. `copiesDropped`: copies on this PC could not be read by this version, and are being made again. */
export interface SignedIn {
  readonly recoveryCodesLeft: number;
  readonly copiesDropped: boolean;
}

/** Sign-in, lock, unlock and sign-out of one person at a time. */
export interface Session {
  signIn(factors: Factors): Promise<SignedIn>;
  unlock(password: string): Promise<void>;
  lock(): Promise<void>;
  signOut(): Promise<void>;
  /** The hospital ended it, or the certificate is worth nothing: `purge` also destroys the copy. */
  end(reason: FailureCode, purge: boolean): Promise<void>;
  /** Who is signed in and not locked, or `session-required` / `vault-locked`. */
  current(): OpenSession;
  /** True while the hospital knows of this session. */
  isOnline(): boolean;
  keepMark(mark: TimeMark): Promise<void>;
  /** The highest time that is known of for this person. */
  readMark(person: string): Promise<TimeMark>;
}

const WRONG_PASSWORDS = 5;

const UNREACHED: ReadonlySet<FailureCode> = new Set(['offline', 'server-unavailable']);

function codeOf(cause: unknown): FailureCode {
  return cause instanceof ExpectedFailure ? cause.code : 'bug';
}

/** Opens the keeper of sessions: nobody is signed in. */
export function openSession(parts: SessionParts): Session {
  const { state, station, keychain, vault, now, log } = parts;
  let session: OpenSession | null = null;
  let markOwner: string | null = null;
  let locked = false;
  let wrongPasswords = 0;

  const own = openOwnVault(parts, (person) => readMark(person));
  const readMark = async (person: string): Promise<TimeMark> =>
    readKept(KeptMark, await keychain.read(`mark/${person}`)) ?? { time: 0, count: 0 };

  /** Without the hospital, a clock behind what this PC has known is refused as it is with it: it gains no time, and would date looks wrongly. */
  function assertNotSetBack(mark: number): void {
    if (mark - now().getTime() > largestSkew) throw new ExpectedFailure('clock-wrong');
  }

  function show(next: OpenSession): void {
    session = next;
    markOwner = next.person.id;
    locked = false;
    wrongPasswords = 0;
    state.change({ stage: { stage: 'signed-in', person: next.person } });
    station.watch(next.online ? 'events' : 'probe');
    parts.opened(next);
  }

  /** Without a line: the same working day as the last sign-in, and the password that opens this person's vault. */
  async function signInOffline(factors: Factors, reason: FailureCode): Promise<SignedIn> {
    const person = station.stored().people.find((known) => known.login.toLowerCase() === factors.login.toLowerCase());
    const kept = person && readKept(KeptDay, await keychain.read(`day/${person.id}`));
    const { time } = person ? await readMark(person.id) : { time: 0 };
    if (!person || !kept || Math.max(now().getTime(), time) >= Date.parse(kept.endsAt))
      throw new ExpectedFailure(reason);
    assertNotSetBack(time);
    if (wrongPasswords >= WRONG_PASSWORDS) throw new ExpectedFailure('too-many-attempts');
    try {
      await own.open(person, factors.password, false);
    } catch (cause) {
      if (codeOf(cause) === 'credentials-wrong') wrongPasswords += 1;
      // Without a vault that can be read nothing here checks the password: only the hospital can.
      throw codeOf(cause) === 'not-copied-yet' ? new ExpectedFailure(reason, { cause }) : cause;
    }
    show({ person, online: false });
    return { recoveryCodesLeft: 0, copiesDropped: false };
  }

  async function refuseByStanding(cause: unknown): Promise<never> {
    const standing = await station.checkStanding();
    throw standing === null ? cause : new ExpectedFailure(standing, { cause });
  }

  /** The hospital refuses this person: neither the copy nor a sign-in without a line is left. */
  async function destroyCopyOf(person: string): Promise<void> {
    await rm(parts.vaultFolder(person), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    await keychain
      .remove(`day/${person}`)
      .catch((cause: unknown) => log.write('session/day-not-forgotten', { code: codeOf(cause) }));
  }

  /** Every copy on this PC, whoever's it is; one that cannot be removed keeps no other alive. */
  async function destroyCopies(): Promise<void> {
    await vault.order('close', null).catch(() => undefined);
    const done = await Promise.allSettled(station.people().map(({ id }) => destroyCopyOf(id)));
    for (const one of done) if (one.status === 'rejected') throw one.reason;
  }

  async function close(reason: FailureCode | null, purge: boolean): Promise<void> {
    const was = session;
    session = null;
    locked = false;
    await vault.order('close-pixels', { patient: null, failure: 'ended' }).catch(() => undefined);
    if (purge) await vault.order('purge', { patient: null }).catch(() => undefined);
    await vault.order('close', null).catch(() => undefined);
    if (was !== null && purge) await destroyCopyOf(was.person.id);
    if (was !== null) parts.closed(reason, purge);
  }

  /** A session that the hospital ended may stand for more: its answer to one last question tells, while the token is still there. */
  async function isSuspended(): Promise<boolean> {
    return await station
      .client()
      .ask('link/list', { timeout: 3_000 })
      .then(
        () => false,
        (cause: unknown) => codeOf(cause) === 'account-suspended',
      );
  }

  return {
    async signIn(factors) {
      if (state.read().stage.stage !== 'signed-out') throw new ExpectedFailure('conflict');
      const client = station.client();
      client.useToken(null);
      let answer: Awaited<ReturnType<typeof client.ask<'session/create'>>>;
      try {
        answer = await client.ask('session/create', { input: factors, timeout: 10_000 });
      } catch (cause) {
        const code = codeOf(cause);
        if (code.startsWith('certificate-')) return await refuseByStanding(cause);
        if (code === 'account-suspended') {
          const login = factors.login.toLowerCase();
          const known = station.stored().people.find((one) => one.login.toLowerCase() === login);
          if (known !== undefined) await destroyCopyOf(known.id);
        }
        if (!UNREACHED.has(code)) throw cause;
        // A certificate refused late looks like a cut line; only the signed statement tells them apart.
        if ((await station.checkStanding()) !== null) return await refuseByStanding(cause);
        return await signInOffline(factors, code);
      }
      client.useToken(answer.token);
      if (Math.abs(Date.parse(answer.now) - now().getTime()) > largestSkew) {
        await client.ask('session/end').catch(() => undefined);
        client.useToken(null);
        throw new ExpectedFailure('clock-wrong');
      }
      await station.renewIfDue(factors);
      await station.remember(answer.person, answer.hospital);
      await keychain.write(`day/${answer.person.id}`, JSON.stringify({ endsAt: answer.endsAt }));
      const copiesDropped = await own.openOrRenew(answer.person, factors.password);
      show({ person: answer.person, online: true });
      return { recoveryCodesLeft: answer.recoveryCodesLeft, copiesDropped };
    },
    async unlock(password) {
      if (session === null || !locked) throw new ExpectedFailure('session-required');
      if (wrongPasswords >= WRONG_PASSWORDS) {
        await this.end('too-many-attempts', false);
        throw new ExpectedFailure('too-many-attempts');
      }
      let confirmed = false;
      try {
        if (session.online) {
          await station.client().ask('session/unlock', { input: { password }, timeout: 5_000 });
          confirmed = true;
        }
      } catch (cause) {
        const code = codeOf(cause);
        if (code === 'credentials-wrong') wrongPasswords += 1;
        if (code === 'session-ended' || code === 'session-required') await this.end('session-ended', false);
        if (code === 'account-suspended') await this.end(code, true);
        if (!UNREACHED.has(code)) throw cause;
      }
      try {
        if (confirmed) await own.openOrRenew(session.person, password);
        else {
          assertNotSetBack((await readMark(session.person.id)).time);
          await own.open(session.person, password, false);
        }
      } catch (cause) {
        if (codeOf(cause) === 'credentials-wrong') wrongPasswords += 1;
        throw cause;
      }
      locked = false;
      wrongPasswords = 0;
      state.change({ stage: { stage: 'signed-in', person: session.person } });
      parts.opened(session);
    },
    async lock() {
      if (session === null || locked) return;
      locked = true;
      state.change({ stage: { stage: 'locked', person: session.person } });
      await vault.order('close', null).catch(() => undefined);
    },
    async signOut() {
      if (session?.online)
        await station
          .client()
          .ask('session/end', { timeout: 3_000 })
          .catch(() => undefined);
      await close(null, false);
      station.client().useToken(null);
      station.showSignedOut();
      station.watch('probe');
    },
    async end(reason, purge) {
      // A PC that is revoked keeps nobody's copy, and the session may have been ended a moment before that news.
      const revoked = purge && reason === 'certificate-revoked';
      if (session === null) {
        if (revoked) await destroyCopies();
        return;
      }
      const { person, online } = session;
      await close(reason, purge);
      if (!purge && online && reason === 'session-ended' && (await isSuspended())) await destroyCopyOf(person.id);
      if (revoked) await destroyCopies();
      station.client().useToken(null);
      if (state.read().stage.stage !== 'certificate-problem') station.showSignedOut();
      station.watch('probe');
    },
    current() {
      if (session === null) throw new ExpectedFailure('session-required');
      if (locked) throw new ExpectedFailure('vault-locked');
      return session;
    },
    readMark,
    isOnline: () => session?.online === true,
    async keepMark(mark) {
      if (markOwner !== null) await keychain.write(`mark/${markOwner}`, JSON.stringify(mark));
    },
  };
}
