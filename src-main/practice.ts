import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ExpectedFailure, type FailureCode } from '../contracts/failure.ts';
import type { PushEvent } from '../contracts/mirror.ts';
import { signAsPc } from './enrolment/pc-key.ts';
import { openEnrolmentFile } from './enrolment/stored-enrolment.ts';
import { openHospital } from './hospital/client.ts';
import { openConnectionWatch, usualPace } from './hospital/connection.ts';
import { toLeaf } from './hospital/standing.ts';
import type { Tell } from './ipc/channels.ts';
import { type Journal, openJournal } from './journal/journal.ts';
import type { Log } from './log/log.ts';
import { type Marks, openMarks } from './marks/marks.ts';
import type { PrintPdf } from './printing/print-pdf.ts';
import type { SaveFile } from './printing/save-file.ts';
import type { Keychain } from './secrets/keychain.ts';
import { type AppStateHolder } from './session/app-state.ts';
import { type Links, openLinks } from './session/links.ts';
import { openPcReports, type PcReports } from './session/pc-report.ts';
import { openSession, type Session } from './session/session.ts';
import { openSignedForms, type SignedForms } from './session/signed-forms.ts';
import { openStaff, type StaffAnswers } from './session/staff.ts';
import { openStation, type Station } from './session/station.ts';
import { openFetchQueue } from './sync/fetch-queue.ts';
import { openReach } from './sync/reach.ts';
import { openRecordSearch, type RecordSearch } from './sync/record-search.ts';
import { openRecords, type Records } from './sync/records.ts';
import type { VaultNews } from './vault/protocol.ts';
import { purgeEnded, readFolderNames } from './vault/rotation.ts';
import type { VaultClient } from './vault/vault-client.ts';

/** What the practice runs on: everything of Electron and of the operating system comes in here, so that it also runs without them. */
export interface PracticeParts {
  readonly userData: string;
  readonly state: AppStateHolder;
  readonly tell: Tell;
  readonly keychain: Keychain;
  /** Starts the vault; `died` is called when it stopped by itself. */
  readonly openVault: (hear: (news: VaultNews) => void, died: () => void) => VaultClient;
  readonly print: PrintPdf;
  readonly save: SaveFile;
  readonly testBuild: boolean;
  readonly pcName: string;
  readonly now: () => Date;
  readonly log: Log;
  /** The user came back: the idle time starts again. */
  readonly awake: () => void;
  readonly pace?: typeof usualPace;
}

/** The parts behind the window, wired. */
export interface Practice {
  readonly station: Station;
  readonly session: Session;
  readonly links: Links;
  readonly forms: SignedForms;
  readonly records: Records;
  readonly marks: Marks;
  readonly search: RecordSearch;
  readonly staff: StaffAnswers;
  readonly reports: PcReports;
  /** Sends what was looked at and is not yet held by the hospital. */
  sendJournal(): Promise<void>;
  /** Destroys what ended while the app was closed; needs no key, and so no password. */
  purgeEnded(): Promise<void>;
  stop(): void;
}

/** How often an open record is compared without a reason, so that its lease and its budget are new: ten minutes. */
const REFRESH = 600_000;

/** Folder of one person's vault: named after a hash, since a person's id is nobody else's business. */
function toVaultFolder(userData: string, person: string): string {
  return join(userData, 'vault', createHash('sha256').update(person).digest('hex').slice(0, 24));
}

/** Wires station, session, links, records, journal and vault; nothing runs before `station.start`. */
export function openPractice(parts: PracticeParts): Practice {
  const { userData, state, tell, keychain, now } = parts;
  const reports = openPcReports({
    version: state.read().version,
    send: (input) => station.client().ask('pc/report', { input }),
    isOnline: () => isOnline(),
    now,
    log: parts.log,
  });
  const log = reports.tap(parts.log);
  let journal: Promise<{ pc: string; journal: Journal }> | null = null;
  const isOnline = (): boolean => state.read().connection.state === 'online' && session.isOnline();

  function hearVault(news: VaultNews): void {
    if (news.news === 'mark')
      void session.keepMark(news.mark).catch((cause: unknown) => log.write('vault/mark-not-kept', {}, cause));
    else if (news.news === 'lease-ended') void records.leaseEnded(news.patient);
    else
      queue.fetch(news.patient, news.item, news.priority).catch((cause: unknown) => {
        const code: FailureCode = cause instanceof ExpectedFailure ? cause.code : 'offline';
        if (news.item.kind !== 'instance') return;
        void vault
          .order('not-fetched', { patient: news.patient, instance: news.item.instance, code })
          .catch(() => undefined);
      });
  }
  const vault = parts.openVault(hearVault, () => void session.lock());

  const station = openStation({
    state,
    keychain,
    file: openEnrolmentFile(userData),
    openHospital: (trust) => openHospital(trust, log, now),
    openWatch: (client, probe, news) => openConnectionWatch(client, probe, news, log, now, parts.pace ?? usualPace),
    testBuild: parts.testBuild,
    pcName: parts.pcName,
    now,
    log,
  });

  /** The journal of the PC as it is enrolled now; an enrolment anew is another PC with another journal. */
  async function openedJournal(): Promise<Journal> {
    const { pc } = station.stored().enrolment;
    const sign = (text: string): string => signAsPc(station.key(), text);
    const signer = () => ({ certificate: toLeaf(station.stored().enrolment.certificate), sign });
    if (journal === null || (await journal).pc !== pc)
      journal = openJournal(join(userData, 'journal'), pc, keychain, signer, log, now).then((opened) => ({
        pc,
        journal: opened,
      }));
    return (await journal).journal;
  }
  const sendJournal = async (): Promise<void> =>
    await (await openedJournal()).upload((input) => station.client().ask('journal/upload', { input }));

  const queue = openFetchQueue(async (patient, item, signal) => {
    if (!isOnline()) throw new ExpectedFailure('offline');
    const client = station.client();
    const bytes =
      item.kind === 'resource' ? await client.readResource(item.ref, signal) : await client.readInstance(item, signal);
    await vault.order('store', { patient, item, bytes });
  });

  const session: Session = openSession({
    state,
    station,
    keychain,
    vault,
    vaultFolder: (person) => toVaultFolder(userData, person),
    now,
    log,
    opened: ({ person }) => {
      parts.awake();
      reports.opened();
      if (person.role !== 'physician') return;
      sendMarks();
      records.compareAgain(null);
      answerHospital();
      if (isOnline()) void links.list().catch((cause: unknown) => log.write('links/not-listed', {}, cause));
    },
    closed: (reason) => {
      records.forget();
      links.forget();
      marks.forget();
      if (reason !== null) tell('record/closed', { patient: null, reason });
    },
  });

  const links = openLinks({
    client: station.client,
    vault,
    session: session.current,
    isOnline,
    print: parts.print,
    changed: () => tell('link/list-changed', {}),
    now,
    log,
  });

  const marks = openMarks({
    client: station.client,
    vault,
    session: session.current,
    isOnline,
    records: () => records,
    tell,
    now,
    log,
  });

  function sendMarks(): void {
    const { stage } = state.read().stage;
    if (stage !== 'signed-in' || session.current().person.role !== 'physician') return;
    void marks.send().catch((cause: unknown) => log.write('marks/not-sent', {}, cause));
  }

  const records: Records = openRecords({
    client: station.client,
    vault,
    queue,
    sendJournal,
    session: session.current,
    isOnline,
    findLink: links.find,
    journal: openedJournal,
    marksOf: (patient, kept) => marks.marksOf(patient, kept),
    tell,
    now,
    log,
  });

  const answerHospital = openReach({
    client: station.client,
    vault,
    records,
    mayAnswer() {
      const { stage } = state.read().stage;
      return isOnline() && stage === 'signed-in' && session.current().person.role === 'physician';
    },
    log,
  });

  function hearHospital(event: PushEvent): void {
    if (event.type === 'record-changed') records.compareAgain(event.patient);
    else if (event.type === 'links-changed') {
      links.refresh();
      // It also stands for events that the hospital keeps no longer.
      records.compareAgain(null);
      tell('link/list-changed', {});
      answerHospital();
    } else if (event.type === 'copy-asked') answerHospital();
    else if (event.type === 'account-changed') tell('account/changed', {});
    else if (event.type === 'access-closed') {
      links.refresh();
      void records
        .shut(event.patient, 'record-not-available')
        .catch((cause: unknown) => log.write('sync/shut-failed', {}, cause))
        .finally(answerHospital);
    } else void session.end('session-ended', false);
  }
  station.onPush(hearHospital);
  station.onConnection((connection) => {
    if (connection.state === 'offline') records.waitForLine(connection.reason);
    if (connection.state !== 'online') return;
    sendJournal().catch(() => undefined);
    sendMarks();
    records.compareAgain(null);
    answerHospital();
  });
  station.onRefused((code) => {
    if (code.startsWith('certificate-') || code === 'account-suspended') void session.end(code, true);
    else if (code === 'session-ended' || code === 'session-required') void session.end('session-ended', false);
  });

  const refresh = setInterval(() => {
    records.compareAgain(null);
    answerHospital();
  }, REFRESH);
  refresh.unref();

  return {
    station,
    session,
    links,
    forms: openSignedForms({ client: station.client, session: session.current }),
    records,
    marks,
    search: openRecordSearch(records, vault),
    staff: openStaff({ client: station.client, session: session.current, print: parts.print, save: parts.save }),
    reports,
    sendJournal,
    async purgeEnded() {
      const mark = Math.max(
        0,
        ...(await Promise.all(station.people().map(async ({ id }) => (await session.readMark(id)).time))),
      );
      for (const folder of await readFolderNames(join(userData, 'vault')))
        await purgeEnded(join(userData, 'vault', folder, 'patients'), Math.max(now().getTime(), mark));
    },
    stop() {
      clearInterval(refresh);
      reports.stop();
      station.stop();
      vault.stop();
    },
  };
}
