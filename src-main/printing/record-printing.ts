import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Printout } from '../../contracts/print.ts';
import { sheetWords } from '../practice-software/sheet-words.ts';
import { toDocumentView } from '../record/document-view.ts';
import type { PatientRecord } from '../record/patient-record.ts';
import { instancesOf } from '../record/studies.ts';
import { toVersions } from '../record/versions.ts';
import type { Tell } from '../ipc/channels.ts';
import type { AppStateHolder } from '../session/app-state.ts';
import type { OpenSession } from '../session/session.ts';
import type { Records } from '../sync/records.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import type { Paper, PaperFacts } from './paper.ts';
import { paperWords } from './paper-words.ts';

/** Puts a paper into the printer; false when its question was closed. Once `signal` is aborted nothing of it is left on this PC. */
export type PrintPaper = (paper: Paper, signal: AbortSignal) => Promise<boolean>;

/** What printing from open records needs. */
export interface RecordPrintingParts {
  readonly records: Pick<Records, 'read' | 'readIndex' | 'look'>;
  readonly vault: VaultClient;
  readonly session: () => OpenSession;
  readonly state: AppStateHolder;
  readonly hospital: () => string;
  readonly isOnline: () => boolean;
  readonly printPaper: PrintPaper;
  readonly now: () => Date;
}

/** Prints what stands on the screen of open records [X11]. */
export interface RecordPrinting {
  /** Traced as printed before the printer is asked for; false when its question was closed. */
  print(patient: string, document: string, sheet: Printout): Promise<boolean>;
  /** The record of this patient (null: every one) must be gone: so must what is being printed of it. */
  end(patient: string | null): void;
  /** Something of this record changed: what prints a document that it no longer shows ends. */
  changed(patient: string): void;
  stop(): void;
}

/** The teller of the window, of which printing hears when a record, or something of it, must be gone. */
export function hearClosings(tell: Tell, printing: () => Pick<RecordPrinting, 'end' | 'changed'>): Tell {
  return (event, value) => {
    if (event === 'record/closed' && 'patient' in value) printing().end(value.patient);
    else if (event === 'record/changed' && 'patient' in value && value.patient !== null)
      printing().changed(value.patient);
    tell(event, value);
  };
}

/** What a paper is made of, by the references of the record: once one of them is gone, so is the paper. */
function listPrinted(record: PatientRecord, document: string, { laboratory, series }: Printout): readonly string[] {
  const results = laboratory
    ? [...record.resources.keys()].filter((ref) => /^(?:DiagnosticReport|Observation)\//.test(ref))
    : [];
  const images = record.items.flatMap((item) =>
    item.kind === 'instance' && series.some((one) => one.study === item.study && one.series === item.series)
      ? [item.instance]
      : [],
  );
  return [...Object.keys(toVersions(record, document)), ...results, ...images];
}

/** Statuses of a document that stands: nothing has to be said of them. */
const standing = new Set([
  'final',
  'current',
  'completed',
  'finished',
  'available',
  'active',
  'fulfilled',
  'confirmed',
]);

/** Opens printing over the records that are open. */
export function openRecordPrinting(parts: RecordPrintingParts): RecordPrinting {
  const { records, vault } = parts;
  const underWay = new Map<AbortController, { readonly of: string; readonly made: readonly string[] }>();

  async function toFacts(patient: string, document: string, sheet: Printout): Promise<PaperFacts> {
    const { link, copy } = await records.read(patient);
    if (sheet.series.some(({ study, series }) => !instancesOf(copy.record, study).some((one) => one.series === series)))
      throw new ExpectedFailure('document-not-available');
    const { language } = parts.state.read();
    const common = {
      language,
      patient: link.patient,
      hospital: parts.hospital(),
      printedAt: parts.now(),
      printedBy: parts.session().person.name,
      asOf: copy.state.asOf,
      online: parts.isOnline(),
    };
    const view = await toDocumentView(copy.record, document, {
      link: link.patient,
      history: copy.history,
      readBinary: (ref) => vault.order('read', { patient, subject: ref }),
    });
    if (sheet.title !== null) return { ...common, title: sheet.title, at: null, author: null, status: null };
    const { folds } = await records.readIndex(patient);
    const isReplaced = folds.some((fold) => fold.document === document && fold.why === 'older');
    const said = [
      standing.has(view.status) ? null : (sheetWords[language].statuses[view.status] ?? view.status),
      isReplaced ? paperWords[language].replaced : null,
    ].filter((one) => one !== null);
    const status = said.length === 0 ? null : [...new Set(said)].join(' · ');
    return { ...common, title: view.title, at: view.at, author: view.author, status };
  }

  function end(patient: string | null): void {
    for (const [ending, { of }] of underWay) if (patient === null || of === patient) ending.abort();
  }
  async function check(patient: string): Promise<void> {
    const ofIt = (): boolean => [...underWay.values()].some(({ of }) => of === patient);
    if (!ofIt()) return;
    const { items } = (await records.read(patient)).copy.record;
    const shown = new Set(items.map((item) => (item.kind === 'resource' ? item.ref : item.instance)));
    for (const [ending, { of, made }] of underWay)
      if (of === patient && made.some((ref) => !shown.has(ref))) ending.abort();
  }
  // Locked, signed out, refused: nobody stands before the screen who may take a paper from it.
  const unhear = parts.state.onChange(({ stage }) => {
    if (stage.stage !== 'signed-in') end(null);
  });

  return {
    async print(patient, document, sheet) {
      const ending = new AbortController();
      underWay.set(ending, { of: patient, made: [] });
      try {
        const { record } = (await records.read(patient)).copy;
        if (!ending.signal.aborted) underWay.set(ending, { of: patient, made: listPrinted(record, document, sheet) });
        const facts = await toFacts(patient, document, sheet);
        if (ending.signal.aborted) throw new ExpectedFailure('record-not-available');
        if (sheet.laboratory)
          await records.look({ patient, object: `Patient/${patient}#laboratory`, action: 'printed' });
        if (!sheet.laboratory) await records.look({ patient, object: document, action: 'printed' });
        // oxlint-disable-next-line no-await-in-loop -- the journal keeps its lines in the order of the deeds.
        for (const { study, series } of sheet.series)
          await records.look({ patient, object: `studies/${study}/series/${series}`, action: 'printed' });
        if (ending.signal.aborted) throw new ExpectedFailure('record-not-available');
        return await parts.printPaper({ facts, sheet }, ending.signal);
      } finally {
        underWay.delete(ending);
      }
    },
    end,
    changed(patient) {
      // What cannot be read any more is not to be printed either.
      void check(patient).catch(() => end(patient));
    },
    stop() {
      unhear();
      end(null);
    },
  };
}
