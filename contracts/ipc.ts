import { z } from 'zod';
import { aboutIpc } from './about.ts';
import { agendaIpc } from './agenda.ts';
import { none } from './api-row.ts';
import { AppState, InvitationSummary } from './app-state.ts';
import { connectionIpc } from './connection-check.ts';
import { failureCodes, type Result } from './failure.ts';
import { guidanceIpc } from './guidance.ts';
import { handOverIpc } from './hand-over.ts';
import { DocumentRef, Instant, LinkId, PatientId } from './identifiers.ts';
import { DicomUid } from './imaging.ts';
import { laboratoryIpc } from './laboratory.ts';
import { languages } from './language.ts';
import { LinkProposal, TherapeuticLink } from './link.ts';
import { Mark, TodoLine } from './mark.ts';
import { Paint } from './pc-report.ts';
import { printIpc } from './print.ts';
import { DocumentView, RecordIndex } from './record.ts';
import { mostSearchTexts, SearchSources, SearchText } from './search.ts';
import { secondScreenEvents, secondScreenIpc } from './second-screen.ts';
import { SignIn, Unlock } from './session.ts';
import { showEvents, showIpc } from './show.ts';
import { FiledForm, FormReference, LinkForm, mostForms, mostPages, SkippedForm } from './signed-form.ts';
import { staffIpc } from './staff.ts';
import { UpdateState } from './updates.ts';

const byLink = z.strictObject({ link: LinkId });
const byPatient = z.strictObject({ patient: PatientId });

/** Every question the window may ask the main process. Nothing else crosses. The answer is always a `Result`. */
export const ipc = {
  'app/read-state': { input: none, output: AppState },
  /** The user is there: keeps the idle lock away. */
  'app/report-activity': { input: none, output: none },
  /** How long a click took; numbers alone, for the PC's report. */
  'app/report-paint': { input: Paint, output: none },
  /** Speaks another language from now on, on this PC; the window reads again what the main process had put into words. */
  'app/choose-language': { input: z.strictObject({ language: z.enum(languages) }), output: none },
  /** Opens the file dialog; null when the user closed it. A file given at start or double-clicked needs no question. */
  'enrolment/choose-file': { input: none, output: InvitationSummary.nullable() },
  'enrolment/enrol': { input: z.strictObject({ code: z.string().max(40) }), output: none },
  'enrolment/renew': { input: SignIn, output: none },
  'activation/start': {
    input: z.strictObject({ password: z.string().max(256) }),
    output: z.strictObject({ otpauth: z.string(), secret: z.string() }),
  },
  'activation/confirm': {
    input: z.strictObject({ otp: z.string().max(10) }),
    output: z.strictObject({ recoveryCodes: z.array(z.string()) }),
  },
  'session/sign-in': {
    input: SignIn,
    output: z.strictObject({
      recoveryCodesLeft: z.number().int(),
      /** Copies on this PC could not be read by this version, and are being made again. */
      copiesDropped: z.boolean(),
    }),
  },
  'session/unlock': { input: Unlock, output: none },
  'session/lock': { input: none, output: none },
  'session/sign-out': { input: none, output: none },
  'link/list': { input: none, output: z.array(TherapeuticLink) },
  /** Until when each copy on this PC may be read; whoever has none is not named. */
  'copy/list': { input: none, output: z.array(z.strictObject({ patient: PatientId, until: Instant })) },
  'link/propose': { input: LinkProposal, output: TherapeuticLink },
  /** Prints the form in the patient's name through the OS; the answer comes once the job was handed over. */
  'link/print-consent': { input: byLink, output: TherapeuticLink },
  'link/print-blank-consent': { input: none, output: none },
  'link/confirm-signature': { input: byLink, output: TherapeuticLink },
  /** Answers the successor link, a draft: the running link stays active until the new form is signed. */
  'link/renew': { input: z.strictObject({ link: LinkId, careOnly: z.literal(true) }), output: TherapeuticLink },
  'link/abandon': { input: byLink, output: none },
  /** Prints the forms of these links as one job: a renewal is prepared for each that runs or is over, and none becomes active by it. */
  'link/print-forms': {
    input: z.strictObject({ links: z.array(LinkId).min(1).max(mostForms), careOnly: z.literal(true) }),
    output: z.strictObject({ printed: z.number().int(), skipped: z.array(SkippedForm) }),
  },
  'signed-form/list': { input: none, output: z.array(LinkForm) },
  /** Files the scanned pages (JPEG) of one signed form by the reference printed on it. */
  'signed-form/file': {
    input: z.strictObject({
      reference: FormReference,
      pages: z.array(z.instanceof(Uint8Array)).min(1).max(mostPages),
    }),
    output: FiledForm,
  },
  'signed-form/read': { input: byLink, output: z.strictObject({ filedAt: Instant, bytes: z.instanceof(Uint8Array) }) },
  /** Opens the vault's copy at once and starts comparing with the hospital; later news come as `record/changed`. */
  'record/open': { input: byPatient, output: RecordIndex },
  'record/read-index': { input: byPatient, output: RecordIndex },
  'record/close': { input: byPatient, output: none },
  /** Prints, for the patient, who of this practice looked at what: the signed-in physician's own looks alone. */
  'record/print-receipt': { input: byPatient, output: none },
  /** Marks a document of an open record for the signed-in physician alone; shown at once, sent when there is a line. */
  'mark/set': {
    input: z.strictObject({ patient: PatientId, ...Mark.pick({ document: true, state: true, due: true }).shape }),
    output: none,
  },
  /** What is to be done over all patients; `whole` is false without a line: then only of whom there is a copy here. */
  'mark/list-todo': { input: none, output: z.strictObject({ lines: z.array(TodoLine), whole: z.boolean() }) },
  'document/open': { input: z.strictObject({ patient: PatientId, document: DocumentRef }), output: DocumentView },
  /** What of the open record can be searched; asked again after `record/changed`. */
  'search/list': { input: byPatient, output: SearchSources },
  /** Words of documents for the search in the window: never a look, since nobody sees them by it. May answer fewer than asked. */
  'search/read': {
    input: z.strictObject({ patient: PatientId, documents: z.array(DocumentRef).min(1).max(mostSearchTexts) }),
    output: z.array(SearchText),
  },
  /** Words found inside documents are about to be on the screen: kept as looked at, once for each opening of the record. */
  'search/report-look': { input: byPatient, output: none },
  /** A slice of this series is on the screen for the first time since the study was opened: kept as looked at. A failure means that it is not kept. */
  'study/report-look': {
    input: z.strictObject({ patient: PatientId, study: DicomUid, series: DicomUid }),
    output: none,
  },
  /** Where updates of this app stand. The first question says that the window is painted. */
  'update/read': { input: none, output: UpdateState },
  /** Closes the app, installs what is ready and starts it again; `conflict` while somebody is signed in. */
  'update/install-now': { input: none, output: none },
  ...aboutIpc,
  ...agendaIpc,
  ...handOverIpc,
  ...laboratoryIpc,
  ...printIpc,
  ...connectionIpc,
  ...guidanceIpc,
  ...showIpc,
  ...secondScreenIpc,
  ...staffIpc,
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;

export type Ipc = typeof ipc;
export type IpcChannel = keyof Ipc;

/** What the main process tells the window unasked. */
export const ipcEvents = {
  'app/state-changed': AppState,
  'link/list-changed': none,
  /** The day, or how far copying ahead is. */
  'agenda/changed': none,
  /** The practice's software asks for something, or no longer does. */
  'hand-over/changed': none,
  /** Something was asked or decided about the signed-in person's own account. */
  'account/changed': none,
  'update/changed': UpdateState,
  'record/changed': byPatient,
  /** The screen of this patient (null: of every patient) must be gone now; the main process has already shut the vault. */
  'record/closed': z.strictObject({ patient: PatientId.nullable(), reason: z.enum(failureCodes) }),
  ...showEvents,
  ...secondScreenEvents,
} as const satisfies Record<string, z.ZodType>;

export type IpcEvents = typeof ipcEvents;
export type IpcEvent = keyof IpcEvents;

/**
 * The bridge as the preload exposes it on `window.passerelle`. `connectPixels` asks for a MessagePort to the vault, which arrives
 * as a window message `{ type: 'passerelle/pixels', patient, study }` with the port; it speaks contracts/imaging.ts.
 */
export interface Bridge {
  ask<C extends IpcChannel>(channel: C, input: z.input<Ipc[C]['input']>): Promise<Result<z.output<Ipc[C]['output']>>>;
  on<E extends IpcEvent>(event: E, listener: (value: z.output<IpcEvents[E]>) => void): () => void;
  connectPixels(patient: string, study: string): void;
}
