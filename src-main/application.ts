import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, powerMonitor } from 'electron/main';
import { z } from 'zod';
import { ExpectedFailure, type FailureCode } from '../contracts/failure.ts';
import type { PushEvent } from '../contracts/mirror.ts';
import { openEnrolmentFile } from './enrolment/stored-enrolment.ts';
import { openHospital } from './hospital/client.ts';
import { openConnectionWatch } from './hospital/connection.ts';
import { toLeaf } from './hospital/standing.ts';
import type { Answers } from './ipc/answer.ts';
import { makeAnswering, makeTell } from './ipc/channels.ts';
import type { Answering } from './ipc/door.ts';
import { type Journal, openJournal } from './journal/journal.ts';
import { signAsPc } from './enrolment/pc-key.ts';
import type { Log } from './log/log.ts';
import { openPrinter } from './printing/printer.ts';
import { openOsKeychain } from './secrets/os-keychain.ts';
import { openAppState } from './session/app-state.ts';
import { openIdleLock } from './session/idle-lock.ts';
import { openLinks } from './session/links.ts';
import { openSession, type Session } from './session/session.ts';
import { openStation } from './session/station.ts';
import { readJson, writeJson } from './storage/safe-file.ts';
import { readSettings } from './storage/settings.ts';
import { openFetchQueue } from './sync/fetch-queue.ts';
import { openRecords, type Records } from './sync/records.ts';
import { openVaultClient } from './vault/vault-client.ts';

/** What main.ts hands over once the window is on its way. */
export interface Start {
  readonly window: BrowserWindow;
  readonly build: { readonly preload: string; readonly renderer: string; readonly vault: string };
  readonly testBuild: boolean;
  readonly log: Log;
  /** Arguments that may name a `.passerelle` file. */
  readonly files: readonly string[];
  /** Opens the door between window and application. */
  readonly answerBy: (answering: Answering) => void;
  /** A `.passerelle` file opened later. */
  readonly onFile: (listener: (path: string) => void) => void;
}

const Installation = z.strictObject({ id: z.uuid() });

/** The id under which this user-data folder keeps its secrets in the keychain; made once. */
async function readInstallation(userData: string): Promise<string> {
  const path = join(userData, 'installation.json');
  const found = await readJson(path, Installation);
  if (found !== null) return found.id;
  const id = randomUUID();
  await writeJson(path, { id });
  return id;
}

/** Folder of one person's vault: named after a hash, since a person's id is nobody else's business. */
function toVaultFolder(userData: string, person: string): string {
  return join(userData, 'vault', createHash('sha256').update(person).digest('hex').slice(0, 24));
}

/** Wires the parts behind the window; resolves when it can answer. */
export async function runApplication({ window, build, testBuild, log, files, onFile, answerBy }: Start): Promise<void> {
  const userData = app.getPath('userData');
  const now = (): Date => new Date();
  const settings = await readSettings(userData);
  const state = openAppState(app.getVersion(), testBuild, settings.idleSeconds);
  const tell = makeTell(window, log);
  state.onChange((value) => tell('app/state-changed', value));
  const keychain = openOsKeychain(await readInstallation(userData), log);
  const isOnline = (): boolean => state.read().connection.state === 'online' && session.isOnline();
  const printFolder = testBuild ? (process.env['PASSERELLE_PRINT_FOLDER'] ?? null) : null;
  const print = openPrinter({ printer: settings.printer, folder: printFolder });
  let journal: Journal | null = null;

  const vault = openVaultClient(
    build.vault,
    log,
    (news) => {
      if (news.news === 'mark')
        void session.keepMark(news.mark).catch((cause: unknown) => log.write('vault/mark-not-kept', {}, cause));
      else if (news.news === 'lease-ended') void records.leaseEnded(news.patient);
      else
        queue.fetch(news.patient, news.item, news.priority).catch((cause: unknown) => {
          const code: FailureCode = cause instanceof ExpectedFailure ? cause.code : 'offline';
          if (news.item.kind === 'instance')
            void vault.order('not-fetched', { patient: news.patient, instance: news.item.instance, code });
        });
    },
    () => void session.lock(),
  );

  const station = openStation({
    state,
    keychain,
    file: openEnrolmentFile(userData),
    openHospital: (trust) => openHospital(trust, log, now),
    openWatch: (client, probe, news) => openConnectionWatch(client, probe, news, log, now),
    testBuild,
    pcName: hostname().slice(0, 80),
    now,
    log,
  });

  async function openedJournal(): Promise<Journal> {
    const { pc } = station.stored().enrolment;
    journal ??= await openJournal(
      join(userData, 'journal'),
      pc,
      keychain,
      () => ({
        certificate: toLeaf(station.stored().enrolment.certificate),
        sign: (text) => signAsPc(station.key(), text),
      }),
      log,
      now,
    );
    return journal;
  }
  const sendJournal = async (): Promise<void> =>
    (await openedJournal()).upload((input) => station.client().ask('journal/upload', { input }));

  const queue = openFetchQueue(async (patient, item, signal) => {
    if (!isOnline()) throw new ExpectedFailure('offline');
    const bytes =
      item.kind === 'resource'
        ? await station.client().readResource(item.ref, signal)
        : await station.client().readInstance(item, signal);
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
    opened: () => {
      idle.report();
      records.compareAgain(null);
    },
    closed: (reason) => {
      records.forget();
      links.forget();
      if (reason !== null) tell('record/closed', { patient: null, reason });
    },
  });

  const links = openLinks({
    client: station.client,
    vault,
    session: session.current,
    isOnline,
    print,
    changed: () => tell('link/list-changed', {}),
    now,
    log,
  });

  const records: Records = openRecords({
    client: station.client,
    vault,
    queue,
    sendJournal,
    session: session.current,
    isOnline,
    findLink: links.find,
    journal: openedJournal,
    tell,
    now,
    log,
  });

  const idle = openIdleLock(
    () => state.read().idleSeconds,
    () => void session.lock(),
  );
  powerMonitor.on('lock-screen', () => void session.lock());
  powerMonitor.on('suspend', () => void session.lock());
  powerMonitor.on('resume', () => station.suspect());

  function hear(event: PushEvent): void {
    if (event.type === 'record-changed') records.compareAgain(event.patient);
    else if (event.type === 'links-changed') tell('link/list-changed', {});
    else if (event.type === 'access-closed') void records.shut(event.patient, 'record-not-available');
    else void session.end('session-ended', false);
  }
  station.onPush(hear);
  station.onConnection((connection) => {
    if (connection.state !== 'online') return;
    void sendJournal().catch(() => undefined);
    records.compareAgain(null);
  });
  station.onRefused((code) => {
    if (code.startsWith('certificate-') || code === 'account-suspended') void session.end(code, true);
    else if (code === 'session-ended' || code === 'session-required') void session.end('session-ended', false);
  });

  const done = (work: Promise<unknown>) => work.then(() => ({}));
  const answers: Answers = {
    'app/read-state': () => state.read(),
    'app/report-activity': () => {
      idle.report();
      return {};
    },
    'enrolment/choose-file': async () => {
      const chosen = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters: [{ name: 'Passerelle', extensions: ['passerelle'] }],
      });
      const [path] = chosen.filePaths;
      return path === undefined ? null : await station.acceptFile(path);
    },
    'enrolment/enrol': ({ code }) => done(station.enrol(code)),
    'enrolment/renew': (factors) => done(station.renew(factors)),
    'activation/start': ({ password }) => station.startActivation(password),
    'activation/confirm': ({ otp }) => station.confirmActivation(otp),
    'session/sign-in': (factors) => session.signIn(factors),
    'session/unlock': ({ password }) => done(session.unlock(password)),
    'session/lock': () => done(session.lock()),
    'session/sign-out': () => done(session.signOut()),
    'link/list': () => links.list(),
    'link/propose': (proposal) => links.propose(proposal),
    'link/print-consent': ({ link }) => links.printConsent(link),
    'link/print-blank-consent': () => done(links.printBlank()),
    'link/confirm-signature': ({ link }) => links.confirmSignature(link),
    'link/renew': ({ link }) => links.renew(link),
    'link/abandon': ({ link }) => done(links.abandon(link)),
    'record/open': ({ patient }) => records.open(patient),
    'record/read-index': ({ patient }) => records.readIndex(patient),
    'record/close': ({ patient }) => done(records.close(patient)),
    'document/open': ({ patient, document }) => records.openDocument(patient, document),
    'document/print': ({ patient, document }) => done(records.printDocument(patient, document, print)),
  };
  answerBy(makeAnswering(window, answers, (patient, study, port) => records.connect(patient, study, port), log));
  onFile(
    (path) => void station.acceptFile(path).catch((cause: unknown) => log.write('station/file-refused', {}, cause)),
  );
  app.on('before-quit', () => {
    station.stop();
    vault.stop();
  });
  await station.start(files);
}
