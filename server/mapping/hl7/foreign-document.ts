import { hash } from 'node:crypto';
import type { DocumentReference, Identifier } from '@medplum/fhirtypes';
import { readFileFormat } from '../../../contracts/file-format.ts';
import { ssinSystem } from '../../../contracts/identifiers.ts';
import { readNiss } from '../../../contracts/niss.ts';
import type { Filing, FilingContext, MessageFormat } from '../../hl7/filing.ts';
import { decodeUndeclared } from './character-set.ts';
import { aConcept } from './coded.ts';
import { toAttachment } from './embedded-file.ts';
import type { ForeignDocument } from './foreign-facts.ts';
import { readHealthOne } from './healthone.ts';
import { readKmehr } from './kmehr.ts';
import { readMedidoc } from './medidoc.ts';
import { toPlainText } from './message.ts';
import { refuse, reject, wholeMessage } from './refuse.ts';
import { subject } from './scope.ts';

const READERS: Readonly<Record<Exclude<MessageFormat, 'hl7-v2'>, (text: string) => ForeignDocument>> = {
  healthone: readHealthOne,
  medidoc: readMedidoc,
  kmehr: readKmehr,
};

/** True for bytes that begin as an HL7 v2 message, in any of its character sets. */
function isMessage(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 64)).toString('latin1').replace(/\0/g, '');
  // oxlint-disable-next-line no-control-regex -- the MLLP start block may stand before it
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x0b]*(?:MSH|FHS|BHS)/.test(head);
}

/** A HealthOne, MEDIDOC or KMEHR file as a document with its own bytes; null for an HL7 v2 message. */
export function toForeignFiling(bytes: Uint8Array, context: FilingContext): Filing | null {
  if (isMessage(bytes)) return null;
  const format = readFileFormat(bytes);
  if (format !== 'healthone' && format !== 'medidoc' && format !== 'kmehr')
    return reject(wholeMessage, 200, 'Ceci n’est ni un message HL7 v2, ni un fichier HealthOne, MEDIDOC ou KMEHR.');
  const document = READERS[format](decodeUndeclared(bytes).replaceAll('\0', ''));
  const niss = toNational(document);
  const identifier = toIdentifier(document, bytes, context);
  const key = `${identifier.system}|${identifier.value}`;
  const sent = document.date === null ? context.received : new Date(document.date);
  const version = `${sent.toISOString()} ${document.docStatus === 'final' ? 1 : 0} ${context.received.toISOString()}`;
  const isUtf8 = Buffer.from(bytes).equals(Buffer.from(decodeUndeclared(bytes), 'utf8'));
  const contentType =
    format === 'kmehr' ? 'application/xml' : `text/plain; charset=${isUtf8 ? 'utf-8' : 'windows-1252'}`;
  const title = toPlainText(document.title).replace(/\s+/g, ' ').trim();
  const { attachment, binary } = toAttachment({ bytes, contentType }, `${key}|file`, version, title);
  const author = toPlainText(document.author).replace(/\s+/g, ' ').trim();
  const resource: DocumentReference = {
    resourceType: 'DocumentReference',
    identifier: [identifier],
    status: 'current',
    docStatus: document.docStatus,
    type: document.type,
    category: [aConcept('http://loinc.org', '47039-3', 'Courrier')],
    subject,
    ...(document.date !== null && { date: document.date }),
    ...(author !== '' && { author: [{ display: author }] }),
    description: title,
    content: [{ attachment, format: { system: 'urn:passerelle:format', code: format } }],
  };
  return {
    patient: {
      identifiers: [{ system: ssinSystem, value: niss }],
      resource: {
        resourceType: 'Patient',
        identifier: [{ use: 'official', system: ssinSystem, value: niss }],
        ...document.patient,
      },
      purpose: 'mention',
      emptied: [],
      version,
    },
    resources: [binary, { resource, key, version, keeps: [] }],
    removed: [],
    merge: null,
  };
}

/** Name and birth date find nobody with certainty: these formats have the national number for that. */
function toNational({ nationals, place }: ForeignDocument): string {
  const read = nationals.map(readNiss);
  const numbers = new Set(read.flatMap((reading) => (reading.ok ? [reading.niss.digits] : [])));
  const [only] = numbers;
  if (numbers.size > 1)
    return refuse(place, 205, 'Le fichier concerne plusieurs patients : il faut un fichier par patient.');
  if (nationals.length === 0)
    return refuse(
      place,
      101,
      'Le fichier ne donne pas de numéro national : rien ne dit avec certitude qui est le patient.',
    );
  if (only === undefined || read.some(({ ok }) => !ok))
    return refuse(
      place,
      204,
      'Le numéro national (NISS) n’est pas valide : ses chiffres de contrôle ne concordent pas.',
    );
  return only;
}

/** The sender's number under the sender's name; a file without one is known by its bytes alone. */
function toIdentifier({ number }: ForeignDocument, bytes: Uint8Array, { numbers }: FilingContext): Identifier {
  const system = `${numbers.base}/document`;
  if (number === null) return { system, value: hash('sha256', bytes) };
  const authority = encodeURIComponent(toPlainText(number.authority).replace(/\s+/g, ' ').trim());
  return {
    system: authority === '' ? system : `${system}/${authority}`,
    value: toPlainText(number.value).replace(/\s+/g, ' ').trim(),
  };
}
