import { isDeepStrictEqual } from 'node:util';
import type { Connection, InvitationSummary, Stage } from '../../contracts/app-state.ts';
import type { InvitationFile } from '../../contracts/enrolment.ts';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { PushEvent } from '../../contracts/mirror.ts';
import type { Person } from '../../contracts/person.ts';
import { codeName, enrolPc, isRenewalDue, renewCertificate } from '../enrolment/enrol.ts';
import { findInvitationPath, readInvitationFile, toInvitationSummary } from '../enrolment/invitation.ts';
import { type EnrolmentFile, rememberPerson, type StoredEnrolment } from '../enrolment/stored-enrolment.ts';
import type { Trust } from '../hospital/agents.ts';
import type { HospitalClient } from '../hospital/client.ts';
import { type ConnectionNews, type ConnectionWatch } from '../hospital/connection.ts';
import { readStanding, type Standing } from '../hospital/standing.ts';
import type { Log } from '../log/log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import type { AppStateHolder } from './app-state.ts';

/** Both factors as they were typed. */
export interface Factors {
  readonly login: string;
  readonly password: string;
  readonly otp: string;
}

/** The collaborators of the station. */
export interface StationParts {
  readonly state: AppStateHolder;
  readonly keychain: Keychain;
  readonly file: EnrolmentFile;
  readonly openHospital: (trust: Trust) => HospitalClient;
  readonly openWatch: (client: HospitalClient, probe: () => Promise<void>, news: ConnectionNews) => ConnectionWatch;
  readonly testBuild: boolean;
  readonly pcName: string;
  readonly now: () => Date;
  readonly log: Log;
}

/** This PC's standing with its hospital: invited, enrolled, renewed, refused. It knows certificates, not persons' sessions. */
export interface Station {
  /** Looks at keychain and files and sets the first stage; while the keychain is unusable it tries again every few seconds. */
  start(argv: readonly string[]): Promise<void>;
  acceptFile(path: string): Promise<InvitationSummary>;
  enrol(code: string): Promise<void>;
  renew(factors: Factors): Promise<void>;
  /** Renews when the end is near; a refusal changes nothing, the next sign-in tries again. */
  renewIfDue(factors: Factors): Promise<void>;
  startActivation(password: string): Promise<{ otpauth: string; secret: string }>;
  confirmActivation(otp: string): Promise<{ recoveryCodes: string[] }>;
  /** The enrolled PC's client, or `certificate-required`. */
  client(): HospitalClient;
  stored(): StoredEnrolment;
  /** Where the hospital is and who this PC is there, enrolled or not yet; null before a `.passerelle` file. */
  standing(): { trust: InvitationFile; stored: StoredEnrolment | null; key: string | null } | null;
  /** Who signed in on this PC before; nobody when it is not enrolled. */
  people(): readonly Person[];
  /** The PC's private key, PEM: for the journal's signatures. */
  key(): string;
  remember(person: Person, hospital: InvitationFile['hospital']): Promise<void>;
  /** Asks what the certificate is worth; a bad standing becomes the stage. Null when it is good or nobody answered. */
  checkStanding(): Promise<Standing>;
  showSignedOut(): void;
  watch(mode: 'probe' | 'events'): void;
  suspect(): void;
  onPush(listener: (event: PushEvent) => void): void;
  onConnection(listener: (connection: Connection) => void): void;
  onRefused(listener: (code: FailureCode) => void): void;
  stop(): void;
}

const KEYCHAIN_RETRY = 4_000;
/** How often a PC in use asks whether a number or its hours changed. */
const LEARN_EVERY = 600_000;
type KeychainCode = Extract<Stage, { stage: 'keychain-problem' }>['code'];

function isKeychainCode(code: FailureCode): code is KeychainCode {
  return code === 'keychain-absent' || code === 'keychain-locked' || code === 'keychain-timeout';
}

/** Opens the station; nothing is read before `start`. */
export function openStation(parts: StationParts): Station {
  const { state, keychain, file, now, log } = parts;
  let stored: StoredEnrolment | null = null;
  let key: string | null = null;
  let invitation: InvitationFile | null = null;
  let client: HospitalClient | null = null;
  let watching: ConnectionWatch | null = null;
  let retry: NodeJS.Timeout | undefined;
  let hearPush: (event: PushEvent) => void = () => undefined;
  let hearConnection: (connection: Connection) => void = () => undefined;
  let hearRefused: (code: FailureCode) => void = () => undefined;

  const enrolmentParts = { keychain, file, pcName: parts.pcName };

  function enrolled(): { stored: StoredEnrolment; client: HospitalClient; key: string } {
    if (stored === null || client === null || key === null) throw new ExpectedFailure('certificate-required');
    return { stored, client, key };
  }

  function showProblem(code: Exclude<Standing, null>): void {
    const login = stored?.people[0]?.login ?? stored?.enrolment.person.login ?? '';
    state.change({ stage: { stage: 'certificate-problem', code, login } });
  }

  async function checkStanding(timeout = 4_000): Promise<Standing> {
    if (stored === null || client === null) return null;
    const standing = await readStanding(
      client,
      stored.enrolment.certificate,
      stored.enrolment.statementKey,
      now,
      timeout,
    );
    if (standing !== null) {
      log.write('station/refused', { code: standing });
      hearRefused(standing);
      showProblem(standing);
    }
    return standing;
  }

  /** Keeps what the hospital says of itself now, for when there is no line; whatever fails, what was known stays. */
  async function learnFacts(asked: HospitalClient): Promise<void> {
    const hospital = await asked.ask('hospital/facts', { timeout: 5_000 });
    if (stored === null || client !== asked || isDeepStrictEqual(stored.invitation.hospital, hospital)) return;
    stored = { ...stored, invitation: { ...stored.invitation, hospital } };
    await file.write(stored);
    state.change({ hospital });
  }
  const learn = (): void => {
    if (client === null || state.read().connection.state !== 'online') return;
    learnFacts(client).catch((cause: unknown) => log.write('station/facts-not-read', {}, cause));
  };
  const learning = setInterval(learn, LEARN_EVERY).unref();

  function connect(): void {
    if (stored === null) return;
    watching?.stop();
    client?.close();
    const opened = parts.openHospital(stored.invitation);
    client = opened;
    if (key !== null) opened.useIdentity({ certificate: stored.enrolment.certificate, key });
    watching = parts.openWatch(
      opened,
      async () => {
        await checkStanding(10_000);
      },
      {
        changed(connection) {
          state.change({ connection });
          learn();
          hearConnection(connection);
        },
        pushed: (event) => hearPush(event),
        refused(code) {
          if (code.startsWith('certificate-')) void checkStanding().catch(() => undefined);
          else hearRefused(code);
        },
      },
    );
    watching.watch('probe');
    state.change({ hospital: stored.invitation.hospital });
  }

  function showSignedOut(): void {
    if (stored === null)
      state.change({
        stage: { stage: 'not-enrolled', invitation: invitation === null ? null : toInvitationSummary(invitation) },
      });
    else if (key === null) showProblem('certificate-foreign');
    else if (Date.parse(stored.enrolment.notAfter) <= now().getTime()) showProblem('certificate-expired');
    else if (!stored.enrolment.activated)
      state.change({ stage: { stage: 'activation', person: stored.enrolment.person } });
    else
      state.change({ stage: { stage: 'signed-out', login: stored.people[0]?.login ?? stored.enrolment.person.login } });
  }

  async function adopt(next: StoredEnrolment): Promise<void> {
    stored = next;
    key = await keychain.read(next.keyName);
    connect();
  }

  async function begin(): Promise<void> {
    try {
      await keychain.assertUsable();
      const found = await file.read();
      if (found !== null) await adopt(found);
      showSignedOut();
    } catch (cause) {
      const code = cause instanceof ExpectedFailure ? cause.code : 'keychain-absent';
      if (!isKeychainCode(code)) throw cause;
      state.change({ stage: { stage: 'keychain-problem', code } });
      retry = setTimeout(
        () => void begin().catch((failure: unknown) => log.write('station/start-failed', {}, failure)),
        KEYCHAIN_RETRY,
      );
    }
  }

  async function acceptFile(path: string): Promise<InvitationSummary> {
    invitation = await readInvitationFile(path, parts.testBuild);
    const summary = toInvitationSummary(invitation);
    const { stage } = state.read().stage;
    // An enrolled PC in use keeps its enrolment until a new code was accepted; elsewhere the file decides what is shown.
    if (stage === 'not-enrolled' || stage === 'certificate-problem' || stage === 'signed-out' || stage === 'activation')
      state.change({ hospital: invitation.hospital, stage: { stage: 'not-enrolled', invitation: summary } });
    return summary;
  }

  return {
    async start(argv) {
      const path = findInvitationPath(argv);
      const found = await file.read();
      if (path !== null && found === null)
        invitation = await readInvitationFile(path, parts.testBuild).catch(() => null);
      const hospital = found?.invitation.hospital ?? invitation?.hospital;
      if (hospital !== undefined) state.change({ hospital });
      await begin();
    },
    acceptFile,
    async enrol(code) {
      if (invitation === null) throw new ExpectedFailure('invitation-file-invalid');
      const opening = parts.openHospital(invitation);
      try {
        await adopt(await enrolPc(opening, invitation, code, enrolmentParts));
      } finally {
        opening.close();
      }
      invitation = null;
      showSignedOut();
    },
    async renew(factors) {
      const { stored: old, client: open } = enrolled();
      await adopt(await renewCertificate(open, old, factors, enrolmentParts));
      showSignedOut();
    },
    async renewIfDue(factors) {
      const { stored: old, client: open } = enrolled();
      if (!isRenewalDue(old, now())) return;
      try {
        const next = await renewCertificate(open, old, factors, enrolmentParts);
        stored = next;
        key = await keychain.read(next.keyName);
        if (key !== null) open.useIdentity({ certificate: next.enrolment.certificate, key });
      } catch (cause) {
        log.write('station/renewal-refused', {}, cause);
      }
    },
    async startActivation(password) {
      const code = await keychain.read(codeName);
      if (code === null) throw new ExpectedFailure('invitation-code-expired');
      return await enrolled().client.ask('activation/start', { input: { code, password } });
    },
    async confirmActivation(otp) {
      const code = await keychain.read(codeName);
      if (code === null) throw new ExpectedFailure('invitation-code-expired');
      const answer = await enrolled().client.ask('activation/confirm', { input: { code, otp } });
      const old = enrolled().stored;
      stored = { ...old, enrolment: { ...old.enrolment, activated: true } };
      await file.write(stored);
      await keychain.remove(codeName);
      showSignedOut();
      return answer;
    },
    client: () => enrolled().client,
    stored: () => enrolled().stored,
    standing() {
      const trust = stored?.invitation ?? invitation;
      return trust === null ? null : { trust, stored, key };
    },
    people: () => stored?.people ?? [],
    key: () => enrolled().key,
    async remember(person, hospital) {
      const old = enrolled().stored;
      stored = rememberPerson({ ...old, invitation: { ...old.invitation, hospital } }, person);
      await file.write(stored);
      state.change({ hospital });
    },
    checkStanding: () => checkStanding().catch(() => null),
    showSignedOut,
    watch: (mode) => watching?.watch(mode),
    suspect: () => watching?.suspect(),
    onPush(listener) {
      hearPush = listener;
    },
    onConnection(listener) {
      hearConnection = listener;
    },
    onRefused(listener) {
      hearRefused = listener;
    },
    stop() {
      clearTimeout(retry);
      clearInterval(learning);
      watching?.stop();
      client?.close();
    },
  };
}
