import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, clipboard, dialog, powerMonitor } from 'electron/main';
import { z } from 'zod';
import { type CardReading } from '../contracts/hand-over.ts';
import type { Language } from '../contracts/language.ts';
import { type ConnectionCheck, openConnectionCheck } from './connection-check/connection-check.ts';
import type { Answers } from './ipc/answer.ts';
import { makeAnswering, makeTell, type Tell } from './ipc/channels.ts';
import type { Answering } from './ipc/door.ts';
import type { Log } from './log/log.ts';
import type { HandOverCall } from './practice-software/hand-over-id.ts';
import { openPractice, type Practice } from './practice.ts';
import { speakLabels } from './record/labels.ts';
import { pageToPdf } from './printing/page-to-pdf.ts';
import { openPaperPrinter } from './printing/print-paper.ts';
import { openFolderPrinter } from './printing/print-pdf.ts';
import { openPrinter } from './printing/printer.ts';
import { openSaver } from './printing/save-file.ts';
import { openOsKeychain } from './secrets/os-keychain.ts';
import { openAppState } from './session/app-state.ts';
import { openIdleLock } from './session/idle-lock.ts';
import { type Guidance, openGuidance } from './storage/guidance.ts';
import { readJson, writeJson } from './storage/safe-file.ts';
import { keepSettings, readSettings } from './storage/settings.ts';
import { openVaultClient } from './vault/vault-client.ts';
import { watchComparisons } from './vault/watched-vault.ts';
import { type Alerts, openAlerts } from './window/alerts.ts';
import { toFollowed } from './window/followed.ts';
import type { locateBuild } from './window/main-window.ts';
import { runSecondScreen, type SecondScreenSide } from './window/run-second-screen.ts';
import { showSystemAlert } from './window/system-alert.ts';

/** What main.ts hands over once the window is on its way. */
export interface Start {
  readonly window: BrowserWindow;
  readonly build: ReturnType<typeof locateBuild>;
  readonly testBuild: boolean;
  readonly log: Log;
  /** Arguments that may name a `.passerelle` file. */
  readonly files: readonly string[];
  /** Opens the door between window and application. */
  readonly answerBy: (answering: Answering) => void;
  /** A `.passerelle` file opened later. */
  readonly onFile: (listener: (path: string) => void) => void;
  /** The practice's software called, at the start or later. */
  readonly onHandOver: (listener: (called: HandOverCall) => void) => void;
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

/** The file dialog for an invitation; null when it was closed without a choice. */
async function chooseInvitation(window: BrowserWindow): Promise<string | null> {
  const filters = [{ name: 'Passerelle', extensions: ['passerelle'] }];
  const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters });
  return filePaths[0] ?? null;
}

/** Runs the parts behind the window; resolves when it can answer and knows its first stage. */
export async function runApplication({
  window,
  build,
  testBuild,
  log,
  files,
  onFile,
  onHandOver,
  answerBy,
}: Start): Promise<void> {
  const userData = app.getPath('userData');
  const settings = await readSettings(userData);
  const state = openAppState(app.getVersion(), testBuild, settings.idleSeconds, settings.language);
  speakLabels(settings.language);
  const tellWindow = makeTell(window, log);
  const tell: Tell = (event, value) => {
    second.keeper.hear(event, value);
    tellWindow(event, value);
  };
  state.onChange((value) => tell('app/state-changed', value));
  // Only a test build may be told to print or save into a folder.
  const told = (name: string): string | null => (testBuild ? (process.env[name] ?? null) : null);
  const printFolder = told('PASSERELLE_PRINT_FOLDER');
  const print = openPrinter({ printer: settings.printer, folder: printFolder });
  const idle = openIdleLock(
    () => state.read().idleSeconds,
    () => void practice.session.lock(),
  );
  const resolveProxy = (url: string): Promise<string> => window.webContents.session.resolveProxy(url);
  const save = openSaver(window, told('PASSERELLE_SAVE_FOLDER'));
  const raise = (): void => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  const second = runSecondScreen({
    window,
    build,
    state,
    wanted: settings.secondScreen,
    keep: (secondScreen) => keepSettings(userData, { secondScreen }),
    tell: tellWindow,
    log,
    practice: () => practice,
    report: () => idle.report(),
  });
  let wantsAlerts = settings.alerts;
  const alerts = openAlerts({
    state,
    isOn: () => wantsAlerts,
    ...toFollowed(() => practice),
    isFocused: () => !window.isDestroyed() && window.isFocused(),
    showAlert: showSystemAlert,
    raise,
    tell,
    log,
  });
  window.on('focus', alerts.seen);
  const practice: Practice = openPractice({
    userData,
    state,
    tell,
    keychain: openOsKeychain(await readInstallation(userData), log),
    openVault: (hear, died) =>
      watchComparisons(openVaultClient(build.vault, log, hear, died), (manifest) => alerts.compared(manifest)),
    print,
    printPaper: openPaperPrinter({
      renderer: build.renderer,
      instead: printFolder === null ? null : openFolderPrinter(join(printFolder, 'papers')),
      printer: settings.printer,
    }),
    save,
    testBuild,
    pcName: hostname().slice(0, 80),
    now: () => new Date(),
    log,
    awake: idle.report,
    ahead: settings.ahead,
    raise,
    toPdf: pageToPdf,
    copyText: (text) => clipboard.writeText(text),
    resolveProxy,
  });
  const { session, station } = practice;
  powerMonitor.on('lock-screen', () => void session.lock());
  powerMonitor.on('suspend', () => void session.lock());
  powerMonitor.on('resume', () => station.suspect());
  app.on('before-quit', () => {
    idle.stop();
    alerts.stop();
    second.keeper.stop();
    practice.stop();
  });
  const answers = makeAnswers(practice, {
    readState: state.read,
    async speak(language) {
      speakLabels(language);
      state.change({ language });
      await keepSettings(userData, { language });
    },
    second,
    alerts,
    wantsAlerts: () => wantsAlerts,
    async chooseAlerts(on) {
      wantsAlerts = on;
      await keepSettings(userData, { alerts: on });
    },
    report: idle.report,
    readCard: async () => await (await import('./eid/read-card.ts')).readCard(),
    choose: () => chooseInvitation(window),
    guidance: openGuidance(userData),
    check: openConnectionCheck({ station, session, state, save, resolveProxy, now: () => new Date(), log }),
  });
  const main = makeAnswering(window, answers, practice.records.connect, practice.reports.tap(log));
  answerBy(second.beside(main));
  onFile(
    (path) => void station.acceptFile(path).catch((cause: unknown) => log.write('station/file-refused', {}, cause)),
  );
  onHandOver((called) => void practice.handOvers.call(called));
  await practice.handOvers.start().catch((cause: unknown) => log.write('hand-over/not-started', {}, cause));
  await practice.start(files);
}

interface WindowSide {
  readonly readState: ReturnType<typeof openAppState>['read'];
  readonly speak: (language: Language) => Promise<void>;
  readonly second: SecondScreenSide;
  readonly alerts: Alerts;
  readonly wantsAlerts: () => boolean;
  readonly chooseAlerts: (on: boolean) => Promise<void>;
  readonly report: () => void;
  readonly readCard: () => Promise<CardReading>;
  readonly choose: () => Promise<string | null>;
  readonly check: ConnectionCheck;
  readonly guidance: Guidance;
}

const done = (work: Promise<unknown>) => work.then(() => ({}));

function makeAnswers(practice: Practice, side: WindowSide): Answers {
  const { station, session, links, agenda, handOvers, forms, records, marks, search, laboratory, reports, staff } =
    practice;
  const { printing } = practice;
  return {
    'app/read-state': () => side.readState(),
    'app/choose-language': ({ language }) => done(side.speak(language)),
    'app/report-activity': () => side.report(),
    'app/report-paint': (paint) => reports.painted(paint),
    'enrolment/choose-file': async () => {
      const path = await side.choose();
      return path === null ? null : await station.acceptFile(path);
    },
    'enrolment/enrol': ({ code }) => done(station.enrol(code)),
    'enrolment/renew': (factors) => done(station.renew(factors)),
    'activation/start': ({ password }) => station.startActivation(password),
    'activation/confirm': ({ otp }) => station.confirmActivation(otp),
    'session/sign-in': (factors) => side.check.signingIn(session.signIn(factors)),
    ...side.second.answers,
    'show/report': ({ on }) => side.alerts.hold(on),
    'alert/read': () => ({ on: side.wantsAlerts() }),
    'alert/choose': ({ on }) => done(side.chooseAlerts(on)),
    'guidance/read': () => side.guidance.read(session.current().person.id),
    'guidance/note-done': ({ hint }) => done(side.guidance.note(session.current().person.id, hint)),
    'guidance/begin-again': () => done(side.guidance.beginAgain(session.current().person.id)),
    'connection/check': () => side.check.check(),
    'connection/save-diagnostics': () => side.check.save(),
    'session/unlock': ({ password }) => done(session.unlock(password)),
    'session/lock': () => done(session.lock()),
    'session/sign-out': () => done(session.signOut()),
    'agenda/read': () => agenda.read(),
    'agenda/take-text': ({ text }) => agenda.take(text),
    'agenda/take-file': ({ bytes }) => agenda.take(bytes),
    'agenda/choose': ({ entry, patient }) => done(agenda.choose(entry, patient)),
    'agenda/arrive': ({ entry, arrived }) => done(agenda.arrive(entry, arrived)),
    'agenda/remove': ({ entry }) => done(agenda.remove(entry)),
    'agenda/clear': () => done(agenda.clear()),
    'hand-over/read': () => handOvers.read(),
    'hand-over/accept': ({ id, patient }) => handOvers.accept(id, patient),
    'hand-over/dismiss': () => done(Promise.resolve(handOvers.dismiss())),
    'hand-over/send': ({ patient, document, as }) => handOvers.send(patient, document, as),
    'card/read': () => {
      practice.session.current();
      return side.readCard();
    },
    'link/list': () => links.list(),
    'copy/list': () => practice.readCopies(),
    'link/propose': (proposal) => links.propose(proposal),
    'link/print-consent': ({ link }) => links.printConsent(link),
    'link/print-blank-consent': () => done(links.printBlank()),
    'link/confirm-signature': ({ link }) => links.confirmSignature(link),
    'link/renew': ({ link }) => links.renew(link),
    'link/abandon': ({ link }) => done(links.abandon(link)),
    'link/print-forms': ({ links: chosen }) => links.printForms(chosen),
    'signed-form/list': () => forms.list(),
    'signed-form/file': ({ reference, pages }) => forms.file(reference, pages),
    'signed-form/read': ({ link }) => forms.read(link),
    'record/open': ({ patient }) => records.open(patient),
    'record/read-index': ({ patient }) => records.readIndex(patient),
    'record/close': ({ patient }) => {
      side.second.keeper.close();
      return done(records.close(patient));
    },
    'search/list': ({ patient }) => search.list(patient),
    'search/read': ({ patient, documents }) => search.read(patient, documents),
    'search/report-look': ({ patient }) => done(search.look(patient)),
    'laboratory/read': ({ patient }) => laboratory.read(patient),
    'laboratory/export': async ({ patient, document }) => ({ saved: await laboratory.export(patient, document) }),
    'record/print-receipt': ({ patient }) => done(links.printReceipt(patient)),
    'mark/set': ({ patient, ...mark }) => done(marks.set(patient, mark)),
    'mark/list-todo': () => marks.listTodo(),
    'document/open': ({ patient, document }) => records.openDocument(patient, document),
    ...staff,
    'document/print': async ({ patient, document, sheet }) => ({
      printed: await printing.print(patient, document, sheet),
    }),
    'study/report-look': ({ patient, study, series }) => done(records.lookAtSeries(patient, study, series)),
  };
}
