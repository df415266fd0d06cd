import { app } from 'electron/main';
import type { CardReading } from '../contracts/hand-over.ts';
import type { Language } from '../contracts/language.ts';
import { answerAbout } from './about/about.ts';
import type { ConnectionCheck } from './connection-check/connection-check.ts';
import type { Answers } from './ipc/answer.ts';
import type { Practice } from './practice.ts';
import type { AppStateHolder } from './session/app-state.ts';
import type { Guidance } from './storage/guidance.ts';
import type { UpdatesSide } from './updates/updates-side.ts';
import type { Alerts } from './window/alerts.ts';
import type { SecondScreenSide } from './window/run-second-screen.ts';

/** What only Electron can answer, beside the practice. */
export interface WindowSide {
  readonly readState: AppStateHolder['read'];
  readonly speak: (language: Language) => Promise<void>;
  readonly second: SecondScreenSide;
  readonly updates: UpdatesSide;
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

/** Makes the answer to every row of contracts/ipc.ts. */
export function makeAnswers(practice: Practice, side: WindowSide): Answers {
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
    'session/sign-in': async (factors) => {
      side.updates.assertNotRequired();
      return await side.check.signingIn(session.signIn(factors));
    },
    ...side.updates.answers,
    ...side.second.answers,
    ...answerAbout({ app, electron: process.versions.electron ?? '0', resources: process.resourcesPath }),
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
