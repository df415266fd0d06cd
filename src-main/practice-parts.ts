import type { AgendaKeeper } from './agenda/agenda.ts';
import type { usualPace } from './hospital/connection.ts';
import type { ResolveProxy } from './hospital/proxy.ts';
import type { Tell } from './ipc/channels.ts';
import type { Log } from './log/log.ts';
import type { Marks } from './marks/marks.ts';
import type { HandOvers } from './practice-software/hand-overs.ts';
import type { PrintPdf } from './printing/print-pdf.ts';
import type { PrintPaper, RecordPrinting } from './printing/record-printing.ts';
import type { SaveFile } from './printing/save-file.ts';
import type { Keychain } from './secrets/keychain.ts';
import type { AppStateHolder } from './session/app-state.ts';
import type { Links } from './session/links.ts';
import type { PcReports } from './session/pc-report.ts';
import type { Session } from './session/session.ts';
import type { SignedForms } from './session/signed-forms.ts';
import type { StaffAnswers } from './session/staff.ts';
import type { Station } from './session/station.ts';
import type { Ahead } from './storage/settings.ts';
import type { RecordLaboratory } from './sync/record-laboratory.ts';
import type { RecordSearch } from './sync/record-search.ts';
import type { Records } from './sync/records.ts';
import type { VaultNews } from './vault/protocol.ts';
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
  /** Asks for a printer, and prints what is on the screen. */
  readonly printPaper: PrintPaper;
  readonly save: SaveFile;
  readonly testBuild: boolean;
  readonly pcName: string;
  readonly now: () => Date;
  readonly log: Log;
  /** The user came back: the idle time starts again. */
  readonly awake: () => void;
  readonly pace?: typeof usualPace;
  /** The way to an address by the system's settings; straight when absent. */
  readonly resolveProxy?: ResolveProxy;
  /** Brings the window before the others. */
  readonly raise: () => void;
  /** Prints a page of ours to a PDF. */
  readonly toPdf: (html: string) => Promise<Uint8Array>;
  readonly copyText: (text: string) => void | Promise<void>;
  /** What copying ahead may take of the line and of the disk. */
  readonly ahead: Ahead;
}

/** The parts behind the window, wired. */
export interface Practice {
  readonly station: Station;
  readonly session: Session;
  readonly links: Links;
  readonly agenda: AgendaKeeper;
  readonly forms: SignedForms;
  readonly records: Records;
  readonly marks: Marks;
  readonly handOvers: HandOvers;
  readonly search: RecordSearch;
  readonly laboratory: RecordLaboratory;
  readonly printing: RecordPrinting;
  readonly staff: StaffAnswers;
  readonly reports: PcReports;
  /** Until when each copy on this PC may be read. */
  readCopies(): Promise<{ readonly patient: string; readonly until: string }[]>;
  /** Sends what was looked at and is not yet held by the hospital. */
  sendJournal(): Promise<void>;
  /** Destroys what ended while the app was closed, and shows the first stage; `argv` may name a `.passerelle` file. */
  start(argv: readonly string[]): Promise<void>;
  /** Destroys what ended while the app was closed; needs no key, and so no password. */
  purgeEnded(): Promise<void>;
  stop(): void;
}
