import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attachment, Binary, DiagnosticReport, DocumentReference } from '@medplum/fhirtypes';
import { toDateTime } from './calendar.ts';
import { type DoctorKey, hospitalReference, reportNumberSystem, toDoctorReference } from './hospital.ts';
import { demoId } from './identity.ts';
import { type Letter, toLetterHtml, toLetterText } from './letter.ts';
import { toLetterCda } from './letter-cda.ts';
import { toLetterPdf } from './letter-pdf.ts';
import { toLetterRtf } from './letter-rtf.ts';
import { type PersonKey, toPatientReference } from './people.ts';

/** In which form a hospital's system delivers the text. */
export type Form = 'pdf' | 'html' | 'text' | 'rtf' | 'cda';

/** Paper of former years, as it was scanned: fax code, and a photograph that its camera says to turn. */
export type Scan = 'hip-2011.tif' | 'colonoscopy-2018.jpg';

interface TextWish {
  readonly name: string;
  readonly day: string;
  readonly time?: string;
  readonly author: DoctorKey;
  /** The general practitioner when left out. */
  readonly to?: DoctorKey;
  readonly title: string;
  /** Body in the markup of `letter.ts`. */
  readonly body: string;
  readonly form?: Form;
  /** The paper itself; `body` is then what stands on it, for whoever reads the story. */
  readonly scan?: Scan;
  readonly stay?: string;
}

const letterKinds = {
  discharge: ['18842-5', 'Lettre de sortie'],
  consultation: ['11488-4', 'Lettre de consultation'],
  emergency: ['34111-5', 'Lettre des urgences'],
  operation: ['11504-8', 'Protocole opératoire'],
  referral: ['34140-4', 'Lettre de transfert'],
  conference: ['34117-2', 'Rapport de concertation'],
} as const;

/** What is written to a colleague; a protocol or a conference's report is not. */
const courteous: ReadonlySet<string> = new Set(['discharge', 'consultation', 'emergency', 'referral']);

/** A letter of the record. */
export interface DocumentWish extends TextWish {
  readonly kind: keyof typeof letterKinds;
}

/** A report of imaging, a technical examination or pathology. */
export interface ReportWish extends TextWish {
  /** HL7 v2-0074 sections, the widest first: `RAD`, `CUS`, `EC`, `PF`, `SP`… */
  readonly sections: readonly string[];
  readonly loinc: string;
  readonly conclusion: string;
  /** Id and UID of the ImagingStudy it speaks of. */
  readonly study?: { readonly id: string; readonly uid: string; readonly title: string };
  readonly status?: 'preliminary' | 'final' | 'amended';
  /** When the report was signed, if not on the day itself. */
  readonly issued?: string;
}

const contentTypes = {
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  rtf: 'application/rtf',
  cda: 'text/xml',
} as const;

const writers = {
  pdf: toLetterPdf,
  html: toLetterHtml,
  text: toLetterText,
  rtf: toLetterRtf,
  cda: toLetterCda,
} as const satisfies Record<Form, (letter: Letter) => Buffer | string>;

/** Typographic apostrophes, ordinary spaces: the R4 schema's `string` takes no U+00A0 where `\\s` means Unicode. */
const toPlain = (text: string): string => text.replaceAll("'", '’');

/** The file in its form, or the scanned paper, and the attachment that points to it. */
function toFile(
  prefix: string,
  letter: Letter,
  { form = 'pdf', scan }: Pick<TextWish, 'form' | 'scan'>,
): { binary: Binary; attachment: Attachment } {
  const bytes =
    scan === undefined ? Buffer.from(writers[form](letter)) : readFileSync(join(import.meta.dirname, 'scans', scan));
  const id = demoId(`${prefix}/file`);
  const contentType = scan === undefined ? contentTypes[form] : scan.endsWith('.tif') ? 'image/tiff' : 'image/jpeg';
  const attachment: Attachment = {
    contentType,
    language: 'fr-BE',
    url: `Binary/${id}`,
    size: bytes.length,
    hash: createHash('sha1').update(bytes).digest('base64'),
    title: letter.title,
    creation: toDateTime(letter.day, '12:00'),
  };
  const binary: Binary = {
    resourceType: 'Binary',
    id,
    contentType,
    securityContext: toPatientReference(letter.patient),
    data: bytes.toString('base64'),
  };
  return { binary, attachment };
}

const toLetter = (key: PersonKey, wish: TextWish, courteous: boolean): Letter => ({
  title: toPlain(wish.title),
  patient: key,
  day: wish.day,
  author: wish.author,
  addressee: wish.to ?? 'lambert',
  courteous,
  body: wish.body,
});

/** A letter: DocumentReference and its Binary. */
export function toDocument(key: PersonKey, wish: DocumentWish): [Binary, DocumentReference] {
  const prefix = `${key}/letter/${wish.name}`;
  const [code, kind] = letterKinds[wish.kind];
  const { binary, attachment } = toFile(prefix, toLetter(key, wish, courteous.has(wish.kind)), wish);
  const reference: DocumentReference = {
    resourceType: 'DocumentReference',
    id: demoId(prefix),
    status: 'current',
    docStatus: 'final',
    type: { coding: [{ system: 'http://loinc.org', code }], text: kind },
    category: [{ coding: [{ system: 'http://loinc.org', code: '47039-3' }], text: 'Courrier' }],
    subject: toPatientReference(key),
    date: toDateTime(wish.day, wish.time ?? '16:30'),
    author: [toDoctorReference(wish.author)],
    custodian: hospitalReference,
    description: toPlain(wish.title),
    content: [{ attachment }],
    ...(wish.stay !== undefined && { context: { encounter: [{ reference: `Encounter/${wish.stay}` }] } }),
  };
  return [binary, reference];
}

/** A report: DiagnosticReport and its Binary. */
export function toReport(key: PersonKey, wish: ReportWish): [Binary, DiagnosticReport] {
  const prefix = `${key}/report/${wish.name}`;
  const { binary, attachment } = toFile(prefix, toLetter(key, wish, false), wish);
  const at = toDateTime(wish.day, wish.time ?? '10:40');
  const report: DiagnosticReport = {
    resourceType: 'DiagnosticReport',
    id: demoId(prefix),
    identifier: [{ system: reportNumberSystem, value: `R-${demoId(prefix).slice(0, 8).toUpperCase()}` }],
    status: wish.status ?? 'final',
    category: wish.sections.map((code) => ({
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code }],
    })),
    code: { coding: [{ system: 'http://loinc.org', code: wish.loinc }], text: toPlain(wish.title) },
    subject: toPatientReference(key),
    ...(wish.stay !== undefined && { encounter: { reference: `Encounter/${wish.stay}` } }),
    effectiveDateTime: at,
    issued: toDateTime(wish.issued ?? wish.day, '17:05'),
    performer: [toDoctorReference(wish.author), hospitalReference],
    resultsInterpreter: [toDoctorReference(wish.author)],
    ...(wish.study && {
      imagingStudy: [
        {
          reference: `ImagingStudy/${wish.study.id}`,
          identifier: { system: 'urn:dicom:uid', value: `urn:oid:${wish.study.uid}` },
          display: wish.study.title,
        },
      ],
    }),
    conclusion: toPlain(wish.conclusion),
    presentedForm: [attachment],
  };
  return [binary, report];
}
