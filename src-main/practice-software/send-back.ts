import { randomUUID } from 'node:crypto';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { InvitationFile } from '../../contracts/enrolment.ts';
import type { Sent, SentForm } from '../../contracts/hand-over.ts';
import type { DocumentView } from '../../contracts/record.ts';
import type { AppStateHolder } from '../session/app-state.ts';
import { toDocumentView } from '../record/document-view.ts';
import { toSearchable } from '../record/search-source.ts';
import { toVersions } from '../record/versions.ts';
import { leaveRecord } from '../sync/leave-record.ts';
import type { Records } from '../sync/records.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import { toFhirDocument } from './fhir-document.ts';
import { putFile, toReturnFolder } from './return-folder.ts';
import type { Returning } from './returning.ts';
import { toArchivePdf } from './sheet-to-pdf.ts';
import { type Sheet, toHtml, toPlainText, toSheet } from './sheet.ts';

/** What sending back needs. */
export interface SendBackParts {
  readonly userData: string;
  readonly records: Pick<Records, 'read' | 'look' | 'isEnded'>;
  readonly vault: VaultClient;
  /** Prints a page without scripts to a PDF, where PDF/A cannot be made. */
  readonly toPdf: (html: string) => Promise<Uint8Array>;
  readonly copyText: (text: string) => void | Promise<void>;
  /** What the PC was enrolled with: the hospital's name and address. */
  readonly invitation: () => InvitationFile;
  readonly state: AppStateHolder;
  readonly now: () => Date;
}

interface Files {
  readonly files: readonly File[];
  readonly pdf: Extract<Sent, { sent: 'files' }>['pdf'];
}

interface File {
  readonly suffix: 'pdf' | 'fhir.json';
  readonly bytes: Uint8Array;
}

const no = (why: Extract<Sent, { sent: 'no' }>['why']): Sent => ({ sent: 'no', why });

/** A document in FHIR with everything it names that is copied, the patient and the files among them. */
async function toFhir(parts: SendBackParts, patient: string, view: DocumentView): Promise<File | null> {
  const { copy } = await parts.records.read(patient);
  const resource = copy.record.resources.get(view.document);
  if (resource === undefined) return null;
  const source = toSearchable(copy.record).sources.get(view.document);
  const named = JSON.stringify(resource).match(/Binary\/[A-Za-z0-9\-.]{1,64}/g) ?? [];
  const shown = new Set(copy.record.items.flatMap((item) => (item.kind === 'resource' ? [item.ref] : [])));
  const refs = new Set(
    [`Patient/${patient}`, view.document, ...(source?.record.resources.keys() ?? []), ...named].filter((ref) =>
      shown.has(ref),
    ),
  );
  const resources = new Map<string, string>();
  for (const ref of refs) {
    if (copy.record.missing.has(ref)) continue;
    // oxlint-disable-next-line no-await-in-loop -- one at a time leaves the vault to what is on the screen.
    const bytes = await parts.vault.order('read', { patient, subject: ref });
    resources.set(ref, Buffer.from(bytes).toString('utf8'));
  }
  if (!resources.has(view.document)) return null;
  const { hospital, medicalUrl } = parts.invitation();
  const json = toFhirDocument({
    id: randomUUID(),
    composition: randomUUID(),
    at: parts.now(),
    base: new URL('/fhir', medicalUrl).href,
    hospital: hospital.name,
    patient,
    document: view.document,
    title: view.title,
    resource,
    resources,
  });
  return { suffix: 'fhir.json', bytes: Buffer.from(json, 'utf8') };
}

async function toFiles(
  parts: SendBackParts,
  as: SentForm,
  patient: string,
  view: DocumentView,
  sheet: Sheet | null,
): Promise<Files> {
  if (as === 'fhir') {
    const one = await toFhir(parts, patient, view);
    return { files: one === null ? [] : [one], pdf: null };
  }
  // What came as a PDF goes as it came: another writing of it would not be the hospital's document.
  const own = view.parts.flatMap((part): File[] => (part.show === 'pdf' ? [{ suffix: 'pdf', bytes: part.bytes }] : []));
  if (own.length > 0 || sheet === null) return { files: own, pdf: 'own' };
  const { language } = parts.state.read();
  const archive = await toArchivePdf(sheet, language, parts.now());
  const bytes = archive ?? (await parts.toPdf(toHtml(sheet, language)));
  return { files: [{ suffix: 'pdf', bytes }], pdf: archive === null ? 'plain' : 'archive' };
}

/**
 * Sends a document of the open record back: into the folder that the hand-over named, or as words to the clipboard. It stands in the
 * journal before it leaves, and never goes to the file of a patient with another number [X07].
 */
export async function sendBack(
  parts: SendBackParts,
  returning: Returning,
  patient: string,
  document: string,
  as: SentForm,
): Promise<Sent> {
  const { link, copy, opening } = await parts.records.read(patient);
  const view = await toDocumentView(copy.record, document, {
    link: link.patient,
    history: copy.history,
    readBinary: (ref) => parts.vault.order('read', { patient, subject: ref }),
  });
  const { name } = parts.invitation().hospital;
  const { language } = parts.state.read();
  const sheet = toSheet(view, { patient: link.patient, hospital: name, language, at: parts.now() });
  const refs = Object.keys(toVersions(copy.record, document));
  const leave = () => leaveRecord(parts.records, opening, { patient, object: document, action: 'exported' }, refs);
  if (as === 'text') {
    if (sheet === null) return no('nothing-to-send');
    await leave();
    await parts.copyText(toPlainText(sheet));
    return { sent: 'clipboard' };
  }
  const place = returning.find(patient);
  if (place === null) return no('no-folder');
  if (!(await returning.isSame(place))) return no('other-patient');
  // It may have been closed, moved or opened to others since.
  if ((await toReturnFolder(place.folder, parts.userData)) === null) return no('folder-refused');
  const { files, pdf } = await toFiles(parts, as, patient, view, sheet);
  if (files.length === 0) return no('nothing-to-send');
  await leave();
  const names: string[] = [];
  try {
    for (const { suffix, bytes } of files) {
      const file = `passerelle-${place.id}-${returning.count()}.${suffix}`;
      // oxlint-disable-next-line no-await-in-loop -- in the order of the document's parts.
      await putFile(place.folder, file, bytes);
      names.push(file);
    }
  } catch (cause) {
    const isFull = cause instanceof ExpectedFailure && cause.code === 'disk-full';
    return no(isFull ? 'disk-full' : 'folder-refused');
  }
  return { sent: 'files', names, pdf };
}
