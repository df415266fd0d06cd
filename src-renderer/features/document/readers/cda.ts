import { formatMoment } from '../../../words/format.ts';
import { words } from '../../../words/words.ts';
import { toNarrativeHtml } from './cda-narrative.ts';
import { toFileWithin } from './file-within.ts';
import { toHtmlText } from './html-text.ts';
import type { FilePart, Reading } from './reading.ts';
import { childrenOf, findElement, readText, readXml, type XmlElement } from './xml.ts';

type Row = { readonly label: string; readonly value: string };

/** An HL7 v3 time (`20140917`, `201409171904-0500`) as ISO 8601, null when it is none. */
export function toIsoTime(value: string | undefined): string | null {
  const found = /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(\d{2})(?:\d{2}(?:\.\d+)?)?)?)?)?([+-]\d{4})?$/.exec(
    value ?? '',
  );
  if (found === null) return null;
  const [, year = '', month, day, hour, minute, zone] = found;
  const date = [year, month, day].filter((one) => one !== undefined).join('-');
  // Without its zone a time of the day is the sender's own: only the day is certain.
  return hour === undefined || zone === undefined
    ? date
    : `${date}T${hour}:${minute}:00${zone.slice(0, 3)}:${zone.slice(3)}`;
}

function toName(holder: XmlElement | null): string | null {
  const name = findElement(holder, 'name');
  const list = ['prefix', 'given', 'family', 'suffix'].flatMap((part) => childrenOf(name, part).map(readText));
  const whole = list.filter((one) => one !== null).join(' ');
  return whole === '' ? readText(name) : whole;
}

function toTime(element: XmlElement | null, edge?: 'low' | 'high'): string | null {
  const holder = edge === undefined ? element : (findElement(element, edge) ?? null);
  const iso = toIsoTime(holder?.attributes['value']);
  return iso === null ? null : formatMoment(iso);
}

function toAuthors(root: XmlElement): string[] {
  return childrenOf(root, 'author').flatMap((author) => {
    const assigned = findElement(author, 'assignedAuthor');
    const person = toName(findElement(assigned, 'assignedPerson'));
    const place = readText(findElement(assigned, 'representedOrganization', 'name'));
    const device = readText(findElement(assigned, 'assignedAuthoringDevice', 'softwareName'));
    const whole = [person, place].filter((one) => one !== null).join(', ');
    return whole === '' ? (device === null ? [] : [device]) : [whole];
  });
}

function toHeader(root: XmlElement): Row[] {
  const role = findElement(root, 'recordTarget', 'patientRole');
  const person = findElement(role, 'patient');
  const birth = toTime(findElement(person, 'birthTime'));
  const stay = findElement(root, 'componentOf', 'encompassingEncounter');
  const period = findElement(stay, 'effectiveTime');
  const [from, to] = [toTime(period, 'low') ?? toTime(period), toTime(period, 'high')];
  const signer = findElement(root, 'legalAuthenticator', 'assignedEntity', 'assignedPerson');
  const patient = toName(person);
  const lines: readonly (readonly [string, string | null])[] = [
    [words('file.document'), readText(findElement(root, 'title'))],
    [
      words('file.patient'),
      patient !== null && birth !== null ? words('file.born', { name: patient, date: birth }) : patient,
    ],
    [words('file.date'), toTime(findElement(root, 'effectiveTime'))],
    ...toAuthors(root).map((author) => [words('file.author'), author] as const),
    [words('file.signed'), toName(signer)],
    [
      words('file.custodian'),
      readText(findElement(root, 'custodian', 'assignedCustodian', 'representedCustodianOrganization', 'name')),
    ],
    [words('file.stay'), from !== null && to !== null ? words('file.period', { from, to }) : from],
    [
      words('file.stay-place'),
      readText(findElement(stay, 'location', 'healthCareFacility', 'location', 'name')) ??
        readText(findElement(stay, 'location', 'healthCareFacility', 'serviceProviderOrganization', 'name')),
    ],
  ];
  return lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

function toSection(section: XmlElement, depth: number): string {
  const title =
    readText(findElement(section, 'title')) ?? findElement(section, 'code')?.attributes['displayName'] ?? null;
  const text = findElement(section, 'text');
  const heading = title === null ? '' : `<h${depth}>${toHtmlText(title)}</h${depth}>`;
  const codes = childrenOf(section, 'entry').length;
  // Codes without words are no text that anybody signed: that they exist is said, what they mean is not guessed.
  const content =
    text === null ? (codes > 0 ? `<p><i>${words('file.codes-only')}</i></p>` : '') : toNarrativeHtml(text, section);
  const inner = childrenOf(section, 'component').flatMap((component) => childrenOf(component, 'section'));
  return `${heading}${content}${inner.map((one) => toSection(one, Math.min(depth + 1, 4))).join('')}`;
}

/** The file that stands for the whole document (`nonXMLBody`); one that is only named cannot be shown. */
function toWholeFile(text: XmlElement | null): FilePart {
  const mime = text?.attributes['mediaType'] ?? null;
  if (text === null || findElement(text, 'reference') !== null)
    return { show: 'unreadable', title: words('file.elsewhere'), code: 'document-unreadable', mime };
  const content = readText(text);
  if (text.attributes['representation'] === 'B64') return toFileWithin(content, mime);
  return { show: 'text', title: null, text: content ?? '' };
}

/** A CDA: its header as facts, then the narrative of each section; no style sheet, no codes, nothing fetched. Throws when it is no CDA. */
export function readCda(text: string): Reading {
  const root = readXml(text);
  if (root.name !== 'ClinicalDocument') throw new Error('no CDA');
  const body = childrenOf(root, 'component');
  const sections = body
    .flatMap((component) => childrenOf(component, 'structuredBody'))
    .flatMap((structured) => childrenOf(structured, 'component'))
    .flatMap((component) => childrenOf(component, 'section'));
  const whole = body.flatMap((component) => childrenOf(component, 'nonXMLBody'));
  const html = sections.map((section) => toSection(section, 2)).join('');
  if (html === '' && whole.length === 0) throw new Error('a CDA without a body');
  return {
    parts: [
      { show: 'facts', rows: toHeader(root) },
      ...(html === '' ? [] : [{ show: 'html', title: null, html } as const]),
      ...whole.map((one) => toWholeFile(findElement(one, 'text'))),
    ],
    cut: false,
  };
}
