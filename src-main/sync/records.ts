import type { MessagePortMain } from 'electron/main';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import { type TherapeuticLink as Link, toLinkAt } from '../../contracts/link.ts';
import type { DocumentView as View, RecordIndex as Index } from '../../contracts/record.ts';
import type { Look } from '../journal/journal.ts';
import { openLooks } from '../journal/looks.ts';
import { toDocumentView } from '../record/document-view.ts';
import { toPatientRecord } from '../record/patient-record.ts';
import { toRecordIndex } from '../record/record-index.ts';
import { instancesOf } from '../record/studies.ts';
import { toVersions } from '../record/versions.ts';
import type { MirrorRun } from './mirror-run.ts';
import { awaitRefusal, codeOf, isClosing, runMirror } from './mirror-run.ts';
import { openRecordReader, type ReadRecord } from './record-reader.ts';
import type { OpenRecord, RecordsParts } from './records-parts.ts';

/** The records that are open in the window: what is shown, how current it is, and when it must go. */
export interface Records {
  open(patient: string): Promise<Index>;
  readIndex(patient: string): Promise<Index>;
  /** The copy behind an open record; `opening` is the same object for as long as it stays open. */
  read(patient: string): Promise<{ readonly link: Link; readonly copy: ReadRecord; readonly opening: object }>;
  close(patient: string): Promise<void>;
  /** True once an opening was ended by anybody but its reader: nothing of it may leave any more. */
  isEnded(opening: object): boolean;
  isCopying(patient: string): boolean;
  openDocument(patient: string, document: string): Promise<View>;
  look(look: Pick<Look, 'patient' | 'object' | 'action'>): Promise<void>;
  /** Images of a series were painted; a series that the open record does not show is `document-not-available`. */
  lookAtSeries(patient: string, study: string, series: string): Promise<void>;
  /** The hospital says that something changed: compare again, if it is open here. */
  compareAgain(patient: string | null): void;
  /** A document may have been hidden: settles once the copy, shown or not, was compared with a manifest asked for from now on. */
  compareCopy(patient: string): Promise<void>;
  /** The line is cut: what is shown is a copy, and says so. */
  waitForLine(reason: FailureCode): void;
  /** The hospital closed a patient (null: all): out of the window and out of the vault, now. */
  shut(patient: string | null, reason: FailureCode): Promise<void>;
  /** The lease of this patient is over, with the link or before it; the vault has already destroyed its copy. */
  leaseEnded(patient: string): Promise<void>;
  /** Gives the vault a channel to the window for one study of an open record; any other is closed at once. */
  connect(patient: string, study: string, port: MessagePortMain): void;
  /** Forgets everything open without purging: the session ended. */
  forget(): void;
}

/** How long opening waits for the hospital to confirm the link before it shows the copy, in milliseconds. */
const CONFIRM = 1_500;
/** At most so often is the window told of progress, in milliseconds. */
const TELL_EVERY = 400;

/** Opens the keeper of open records: none is open. */
export function openRecords(parts: RecordsParts): Records {
  const { vault, tell, now, log } = parts;
  const open = new Map<string, OpenRecord>();
  const ended = new WeakSet<object>();
  /** How often each was closed by its reader: one who chose another patient meanwhile is not shown this one. */
  const closes = new Map<string, number>();

  function drop(patient: string): void {
    ended.add(open.get(patient) ?? {});
    open.delete(patient);
  }

  function changed(patient: string, record: OpenRecord, whole: boolean): void {
    if (whole) record.parsed = null;
    const since = performance.now() - record.told;
    if (!whole && since < TELL_EVERY) return;
    record.told = performance.now();
    record.parsed = null;
    tell('record/changed', { patient });
  }

  function start(patient: string, record: OpenRecord): MirrorRun {
    const run = runMirror(patient, parts, (sync, whole) => {
      if (open.get(patient) !== record || record.run !== run) return;
      record.sync = sync;
      changed(patient, record, whole);
    });
    record.run = run;
    // A link renewed meanwhile, here or on another PC: its end stands in the banner, and says why the record closes.
    const renewed = parts.findLink(patient).then((link) => Object.assign(record, { link }));
    void renewed.catch(() => undefined);
    run.compared.then(
      () => {
        record.parsed = null;
      },
      () => undefined,
    );
    // What was told meanwhile does not wait for the images of a first copy: they go on behind it.
    run.documents.then(
      () => goOn(patient, record, run),
      () => undefined,
    );
    run.finished
      .catch(async (cause: unknown) => {
        const code = codeOf(cause);
        if (code === 'bug') log.write('sync/bug', {}, cause);
        if (open.get(patient) !== record) return;
        if (isClosing(code)) await shut(patient, code);
        else if (record.run === run) {
          record.sync = { state: 'waiting', reason: code };
          changed(patient, record, true);
        }
      })
      .finally(() => {
        if (goOn(patient, record, run) || record.run !== run) return;
        record.run = null;
      })
      .catch((cause: unknown) => log.write('sync/bug', {}, cause));
    return run;
  }

  /** The hospital told of something while this run was under way: compares again, if it is still the last one. */
  function goOn(patient: string, record: OpenRecord, run: MirrorRun): boolean {
    if (!record.again || record.run !== run || open.get(patient) !== record) return false;
    record.again = false;
    start(patient, record);
    return true;
  }

  async function parse(patient: string, record: OpenRecord): Promise<ReadRecord> {
    if (record.parsed !== null) return record.parsed;
    const parsed = await record.read();
    record.parsed = parsed;
    // A damaged copy of one document is fetched again without anybody asking.
    if (parsed.damaged.length > 0 && record.run === null && parts.isOnline()) start(patient, record);
    return parsed;
  }

  async function toIndex(patient: string, record: OpenRecord): Promise<Index> {
    try {
      const { record: parsed, history, state } = await parse(patient, record);
      const { asOf, leaseUntil, lastVisit } = state;
      const marks = await parts.marksOf(patient, state.marks);
      const copy = { link: record.link, asOf, leaseUntil, sync: record.sync, lastVisit, marks };
      return toRecordIndex(parsed, history, now(), copy);
    } catch (cause) {
      // The first copy has only just begun: an empty record that fills itself.
      if (codeOf(cause) !== 'not-copied-yet' || record.run === null) throw cause;
      const empty = toPatientRecord(patient, [], [], [], []);
      const copy = { asOf: null, leaseUntil: null, lastVisit: null, marks: [] };
      return toRecordIndex(empty, new Map(), now(), { ...copy, link: record.link, sync: record.sync });
    }
  }

  const look = openLooks(parts, (patient) => open.get(patient)?.parsed?.state.asOf ?? null);

  function find(patient: string): OpenRecord {
    parts.session();
    const record = open.get(patient);
    if (record === undefined) throw new ExpectedFailure('record-not-available');
    return record;
  }

  async function shut(patient: string | null, reason: FailureCode): Promise<void> {
    const shown = patient === null ? [...open.keys()] : open.has(patient) ? [patient] : [];
    const late = shown.flatMap((one) => open.get(one)?.run?.compared ?? []);
    for (const one of shown) drop(one);
    parts.queue.drop(patient);
    // The screen first: the purge of a large copy takes longer than a physician may still read.
    await vault.order('close-pixels', { patient, failure: 'ended' }).catch(() => undefined);
    if (shown.length > 0 || patient === null) tell('record/closed', { patient, reason });
    const purge = () =>
      vault.order('purge', { patient }).catch((cause: unknown) => {
        if (codeOf(cause) !== 'vault-locked') log.write('vault/purge-failed', {}, cause);
      });
    await purge();
    // A manifest that was on its way when the record closed begins its copy anew.
    if (late.length > 0) await Promise.allSettled(late).then(purge);
  }

  return {
    look,
    shut,
    isEnded: (opening) => ended.has(opening),
    isCopying: (patient) => open.get(patient)?.sync.state === 'copying',
    async open(patient) {
      parts.session();
      const before = closes.get(patient);
      const link = await parts.findLink(patient);
      if (closes.get(patient) !== before) throw new ExpectedFailure('record-not-available');
      if (!link.readable) throw new ExpectedFailure('link-not-active');
      const record: OpenRecord = open.get(patient) ?? {
        link,
        sync: { state: 'waiting', reason: 'offline' },
        run: null,
        again: false,
        read: openRecordReader(vault, patient),
        parsed: null,
        told: 0,
      };
      record.link = link;
      open.set(patient, record);
      if (parts.isOnline()) {
        record.sync = { state: 'copying', done: 0, total: 0 };
        const { compared } = record.run ?? start(patient, record);
        const refusal = parts.isCurrent(patient) ? null : await awaitRefusal(compared, CONFIRM);
        if (refusal !== null && isClosing(codeOf(refusal))) {
          await shut(patient, codeOf(refusal));
          throw new ExpectedFailure(codeOf(refusal), { cause: refusal });
        }
      }
      try {
        const index = await toIndex(patient, record);
        if (open.get(patient) !== record) throw new ExpectedFailure('record-not-available');
        await look({ patient, object: `Patient/${patient}`, action: 'looked-at' });
        if (open.get(patient) === record) await vault.order('count-reading', { patient });
        return index;
      } catch (cause) {
        if (open.get(patient) === record) open.delete(patient);
        if (codeOf(cause) === 'lease-ended') await vault.order('purge', { patient }).catch(() => undefined);
        throw cause;
      }
    },
    readIndex: async (patient) => await toIndex(patient, find(patient)),
    async read(patient) {
      const opening = find(patient);
      return { link: opening.link, copy: await parse(patient, opening), opening };
    },
    async close(patient) {
      closes.set(patient, (closes.get(patient) ?? 0) + 1);
      open.delete(patient);
      await vault.order('count-reading', { patient: null });
    },
    async openDocument(patient, document) {
      const record = find(patient);
      const { record: parsed, history } = await parse(patient, record);
      const view = await toDocumentView(parsed, document, {
        link: record.link.patient,
        history,
        readBinary: (ref) => vault.order('read', { patient, subject: ref }),
      });
      await look({ patient, object: document, action: 'looked-at' });
      return { ...view, versions: toVersions(parsed, document) };
    },
    async lookAtSeries(patient, study, series) {
      const { record: parsed } = await parse(patient, find(patient));
      if (!instancesOf(parsed, study).some((item) => item.series === series))
        throw new ExpectedFailure('document-not-available');
      await look({ patient, object: `studies/${study}/series/${series}`, action: 'looked-at' });
    },
    compareAgain(patient) {
      if (!parts.isOnline()) return;
      for (const [one, record] of open) {
        if (patient !== null && one !== patient) continue;
        const { run } = record;
        if (run === null) start(one, record);
        else {
          record.again = true;
          // At once where only images are still to come.
          run.documents.then(
            () => goOn(one, record, run),
            () => undefined,
          );
        }
      }
    },
    async compareCopy(patient) {
      // One under way may have read the hospital too early, and the copying that follows it may last.
      await open.get(patient)?.run?.compared.catch(() => undefined);
      const record = open.get(patient);
      const run = record ? start(patient, record) : runMirror(patient, parts, () => undefined);
      run.finished.catch(() => undefined);
      await run.compared;
    },
    waitForLine(reason) {
      for (const [patient, record] of open) {
        record.sync = { state: 'waiting', reason };
        changed(patient, record, true);
      }
    },
    async leaseEnded(patient) {
      const link = open.get(patient)?.link;
      drop(patient);
      const isOver = link !== undefined && toLinkAt(link, now()).state === 'expired';
      tell('record/closed', { patient, reason: isOver ? 'link-ended' : 'lease-ended' });
      tell('link/list-changed', {});
      await look({ patient, object: `Patient/${patient}`, action: 'lease-ended' }).catch((cause: unknown) =>
        log.write('journal/not-written', {}, cause),
      );
    },
    connect(patient, study, port) {
      if (open.has(patient)) vault.connect(patient, study, port);
      else port.close();
    },
    forget() {
      for (const patient of open.keys()) drop(patient);
      parts.queue.drop(null);
    },
  };
}
