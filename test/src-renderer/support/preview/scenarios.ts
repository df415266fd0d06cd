import type { AppState, Stage } from '../../../../contracts/app-state.ts';
import type { DocumentView } from '../../../../contracts/record.ts';
import { buildDay, buildEntry, buildId, buildIndex, buildLink, physician } from '../samples.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import { agendaAnswers, agendaOffline } from './agenda-scenarios.ts';
import { connectionScenarios } from './connection-scenarios.ts';
import { deskScenarios } from './desk-scenarios.ts';
import { disputeScenarios } from './dispute-scenarios.ts';
import { linkAnswers } from './link-scenarios.ts';
import { answerMarks, recordAnswers } from './record-scenarios.ts';
import { laboratoryAnswers } from './laboratory-scenarios.ts';
import { buildHistory } from './sample-history.ts';
import { cardAnswers, handOverAnswers, handOverEnds } from './hand-over-scenarios.ts';
import { intakeScenarios } from './intake-scenarios.ts';
import { helpdeskScenarios } from './helpdesk-scenarios.ts';
import { releaseScenarios } from './release-scenarios.ts';
import { requestScenarios } from './request-scenarios.ts';
import { rightsScenarios } from './rights-scenarios.ts';
import { traceScenarios } from './trace-scenarios.ts';
import { updateScenarios } from './update-scenarios.ts';
import { stateScenarios } from './section-states.ts';
import { listRefusalScenes, type RefusalScene } from './refusal-scenarios.ts';
import { findView, fullIndex } from './sample-record.ts';
import { answerSearch, searchAnswers } from './search-scenarios.ts';
import { printAnswers, showAnswers } from './show-scenarios.ts';

const invitation = {
  hospital: 'Hôpital de démonstration',
  address: 'https://127.0.0.1:8444',
  fingerprint: '3F1A 90C4 77BE 02D1 5A6E 8841 CC39 E0F7 1B24 6D90 A3C8 54F2 0E7B 91AD 38C6 F215',
};
const named = (number: number, family: string, given: string, birthDate: string, sex: 'female' | 'male') => ({
  id: buildId(2000 + number),
  family,
  given,
  birthDate,
  sex,
});
const links = [
  fullIndex.link,
  buildLink(2, { patient: named(2, 'PETIT', 'Jean-Luc', '1948-11-02', 'male'), validUntil: buildDay(12) }),
  buildLink(3, {
    patient: named(3, 'VAN DEN BERGHE', 'Élise', '1990-07-30', 'female'),
    state: 'printed',
    validUntil: null,
    readable: false,
    createdAt: new Date().toISOString(),
  }),
  buildLink(4, { patient: named(4, 'MÜLLER-NOËL', 'Thomas', '1984-07-30', 'male') }),
  buildLink(5, { patient: named(5, 'ZEROUAL', 'Yasmine', '2019-01-02', 'female') }),
  buildLink(6, {
    patient: named(6, 'ROSSI', 'Antonio', '1940', 'male'),
    state: 'expired',
    readable: false,
    validUntil: buildDay(-20),
  }),
  buildLink(7, {
    patient: named(7, 'DE LA CROIX', 'Jean-Baptiste Marie', '1948-11-02', 'male'),
    createdAt: new Date().toISOString(),
  }),
];
const draft = buildLink(9, {
  patient: named(9, 'MARTIN', 'Lucie', '1993-05-18', 'female'),
  state: 'draft',
  readable: false,
  validUntil: null,
  createdAt: new Date().toISOString(),
});

const helpdesk: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'helpdesk', login: 'helpdesk', name: 'Hélène Masson', nihdi: null },
};
const signedIn: Stage = { stage: 'signed-in', person: physician };
const usual: Answers = {
  'app/report-activity': () => ({}),
  'link/list': () => links,
  'record/open': () => fullIndex,
  'record/read-index': () => fullIndex,
  'record/close': () => ({}),
  'study/report-look': () => ({}),
  'document/open': ({ document }) => findView(document) ?? 'document-not-available',
  'document/print': () => ({ printed: true }),
  'laboratory/read': () => buildHistory(14),
  ...answerMarks(),
  ...answerSearch(() => fullIndex, findView),
  'link/propose': () => draft,
  'link/print-consent': () => ({ ...draft, state: 'printed' }),
  'link/print-blank-consent': () => ({}),
  'link/confirm-signature': () => ({ ...draft, state: 'active', readable: true, validUntil: buildDay(365) }),
  'link/abandon': () => ({}),
  'link/renew': () => draft,
};
const never = () => new Promise<never>(() => undefined);

/** One state of the window to look at. */
export interface Scenario {
  readonly state: AppState;
  readonly answers: Answers;
  /** Images of the record's study: drawn, or asked for and never come; absent where the preview's server may have real ones. */
  readonly images?: 'drawn' | 'never';
  /** Where the application stands once the sign-in of this scenario succeeded. */
  readonly behind?: Stage;
}

const at = (stage: Stage, answers: Answers = {}, change: Partial<AppState> = {}): Scenario => ({
  state: buildAppState(stage, change),
  answers: { ...usual, ...answers },
});

const stages: Readonly<Partial<Record<RefusalScene['place'], Stage>>> = {
  queue: helpdesk,
  lock: { stage: 'locked', person: physician },
  'sign-in': { stage: 'signed-out', login: physician.login },
};

/** Every state worth looking at, by name. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  ...connectionScenarios,
  ...deskScenarios,
  ...helpdeskScenarios,
  ...disputeScenarios,
  ...releaseScenarios,
  ...requestScenarios,
  ...rightsScenarios,
  ...traceScenarios,
  ...intakeScenarios,
  ...stateScenarios,
  ...updateScenarios,
  ...Object.fromEntries(
    listRefusalScenes().map(({ code, place, answers }) => [`refused-${code}`, at(stages[place] ?? signedIn, answers)]),
  ),
  starting: at({ stage: 'starting' }),
  'keychain-absent': at({ stage: 'keychain-problem', code: 'keychain-absent' }),
  welcome: at(
    { stage: 'not-enrolled', invitation: null },
    { 'enrolment/choose-file': () => invitation },
    { hospital: null },
  ),
  'welcome-file': at({ stage: 'not-enrolled', invitation }, { 'enrolment/enrol': () => 'invitation-code-wrong' }),
  activation: at(
    { stage: 'activation', person: physician },
    {
      'activation/start': () => ({
        otpauth: 'otpauth://totp/Passerelle:10000000001?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Passerelle',
        secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
      }),
      'activation/confirm': () => ({
        recoveryCodes: Array.from({ length: 10 }, (_one, place) => `K7QM-${1000 + place * 37}-XW${place}T`),
      }),
    },
  ),
  'certificate-expired': at({ stage: 'certificate-problem', code: 'certificate-expired', login: physician.login }),
  'certificate-revoked': at({ stage: 'certificate-problem', code: 'certificate-revoked', login: physician.login }),
  'signed-out': at({ stage: 'signed-out', login: physician.login }, { 'session/sign-in': () => 'otp-wrong' }),
  locked: at({ stage: 'locked', person: physician }, { 'session/unlock': () => 'credentials-wrong' }),
  'codes-left': {
    ...at(
      { stage: 'signed-out', login: physician.login },
      { 'session/sign-in': () => ({ recoveryCodesLeft: 2, copiesDropped: false }) },
    ),
    behind: signedIn,
  },
  'copies-dropped': {
    ...at(
      { stage: 'signed-out', login: physician.login },
      { 'session/sign-in': () => ({ recoveryCodesLeft: 9, copiesDropped: true }) },
    ),
    behind: signedIn,
  },
  'clock-ahead': at(signedIn, {}, { clock: 'ahead' }),
  'clock-behind': at(
    { stage: 'signed-out', login: physician.login },
    { 'session/sign-in': () => 'clock-wrong' },
    { clock: 'behind' },
  ),
  'certificate-renewed-failed': at(
    { stage: 'certificate-problem', code: 'certificate-expired', login: physician.login },
    { 'enrolment/renew': () => 'credentials-wrong' },
  ),
  'welcome-busy': at({ stage: 'not-enrolled', invitation }, { 'enrolment/enrol': never }, { hospital: null }),
  'activation-refused': at({ stage: 'activation', person: physician }, { 'activation/start': () => 'password-weak' }),
  'first-day': at(signedIn, { 'link/list': () => [] }),
  shell: at(signedIn),
  'first-hints': at(signedIn, {
    'guidance/read': () => ({ done: [] }),
    'guidance/note-done': () => ({}),
    'guidance/begin-again': () => ({}),
  }),
  ...Object.fromEntries(
    Object.entries(showAnswers).map(([name, answers]): [string, Scenario] => [
      name,
      { ...at(signedIn, answers), images: name === 'images-waiting' ? 'never' : 'drawn' },
    ]),
  ),
  ...Object.fromEntries(Object.entries(printAnswers).map(([name, answers]) => [name, at(signedIn, answers)])),
  ...Object.fromEntries(Object.entries(agendaAnswers).map(([name, answers]) => [name, at(signedIn, answers)])),
  'agenda-offline': at(signedIn, agendaOffline, {
    connection: { state: 'offline', since: new Date(Date.now() - 600_000).toISOString(), reason: 'offline' },
  }),
  ...Object.fromEntries(Object.entries(laboratoryAnswers).map(([name, answers]) => [name, at(signedIn, answers)])),
  ...Object.fromEntries(Object.entries(linkAnswers).map(([name, answers]) => [name, at(signedIn, answers)])),
  ...Object.fromEntries(Object.entries(recordAnswers).map(([name, answers]) => [name, at(signedIn, answers)])),
  'shell-loading': at(signedIn, { 'link/list': never, 'record/open': never }),
  'shell-failed': at(signedIn, { 'link/list': () => 'server-unavailable' }),
  offline: at(
    signedIn,
    {},
    { connection: { state: 'offline', since: new Date(Date.now() - 3_600_000).toISOString(), reason: 'offline' } },
  ),
  'record-copying': at(signedIn, {
    'record/open': () =>
      buildIndex(
        fullIndex.link,
        fullIndex.entries.slice(0, 6).map((one) => ({ ...one, copy: 'partial' as const })),
        { asOf: null, leaseUntil: null, sync: { state: 'copying', done: 41, total: 312 } },
      ),
  }),
  'record-empty': at(signedIn, { 'record/open': () => buildIndex(fullIndex.link, []) }),
  'record-failed': at(signedIn, { 'record/open': () => 'record-not-available' }),
  'link-refused': at(signedIn, { 'link/propose': () => 'link-not-possible' }),
  'link-steps': at(signedIn),
  'link-card': at(signedIn, cardAnswers),
  'link-print-failed': at(signedIn, { 'link/print-consent': () => 'printer-absent' }),
  ...Object.fromEntries(Object.entries(searchAnswers).map(([name, answers]) => [name, at(signedIn, answers)])),
  ...Object.fromEntries(
    Object.entries(handOverAnswers).map(([name, state]) => [
      name,
      at(signedIn, { ...cardAnswers, 'hand-over/read': () => state }),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(handOverEnds).map(([name, answers]) => [name, at(signedIn, { ...cardAnswers, ...answers })]),
  ),
  'hand-over-locked': at(
    { stage: 'locked', person: physician },
    { 'hand-over/read': () => ({ ...handOverAnswers['hand-over'], request: null }) },
  ),
  'document-failed': at(signedIn, { 'document/open': () => 'document-not-available' }),
  'print-not-ready': { ...at(signedIn), images: 'never' },
  'document-loading': at(signedIn, { 'document/open': never }),
  'document-hostile': at(signedIn, {
    'document/open': ({ document }): DocumentView | 'bug' => findView(document) ?? 'bug',
    'record/open': () =>
      buildIndex(fullIndex.link, [
        buildEntry({ document: 'DocumentReference/abime', title: 'Courrier', kind: 'letter' }),
      ]),
  }),
};
