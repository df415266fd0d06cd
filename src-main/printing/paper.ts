import type { Language } from '../../contracts/language.ts';
import type { PatientFacts } from '../../contracts/link.ts';
import type { Printout } from '../../contracts/print.ts';
import { paperWords, toBorn } from './paper-words.ts';
import { toWritten } from './written.ts';

/** What stands on every page, from the record itself: whose it is, what, how valid, when printed and by whom. */
export interface PaperFacts {
  readonly language: Language;
  readonly patient: PatientFacts;
  readonly title: string;
  /** When the document is of, as precise as its source; null where it says nothing. */
  readonly at: string | null;
  readonly author: string | null;
  readonly hospital: string;
  /** Said loudly on every page (preliminary, replaced, cancelled…); null for a document that stands. */
  readonly status: string | null;
  readonly printedAt: Date;
  readonly printedBy: string;
  /** Up to when the copy equalled the hospital's record; null before it did. */
  readonly asOf: string | null;
  readonly online: boolean;
}

/** What goes to the printer. */
export interface Paper {
  readonly facts: PaperFacts;
  readonly sheet: Printout;
}

/** How a paper was laid out: how many pages, and how high one is in CSS pixels, which is not quite what its format says. */
export interface Layout {
  readonly pages: number;
  readonly height: number;
}

/** The foot stands that far from the lower edge, in the room that the table leaves free on every sheet. */
const footRoom = 15;

const escape = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0) ?? 0};`);

function toHead({ language, patient, title, at, author, hospital, status }: PaperFacts): string {
  const about = [at === null ? null : toWritten(at, language), author].filter((one) => one !== null);
  return [
    '<div class="head"><div class="who">',
    `<p class="patient"><strong>${escape(`${patient.family} ${patient.given}`)}</strong> <span>${escape(toBorn(patient, language))}</span></p>`,
    `<p class="hospital">${escape(hospital)}</p></div>`,
    `<p class="title"><strong>${escape(title)}</strong> <span>${escape(about.join(' · '))}</span></p>`,
    status === null ? '' : `<p class="status">${escape(status)}</p>`,
    '</div>',
  ].join('');
}

function toFoot({ language, printedAt, printedBy, asOf, online }: PaperFacts): string {
  const words = paperWords[language];
  const line = [
    words.printed(toWritten(printedAt, language), printedBy),
    asOf === null ? words.neverCompared : words.asOf(toWritten(asOf, language)),
  ].join(' · ');
  return `<div><p>${escape(line)}</p>${online ? '' : `<p>${escape(words.offline)}</p>`}</div>`;
}

/**
 * The page as it is printed: a table whose head Chromium repeats on every sheet. Its feet, with the page numbers, are laid into the room
 * that the table leaves them, and so it is asked for a second time once its `layout` is known.
 */
export function toPaperHtml(template: string, { facts, sheet }: Paper, layout: Layout | null): string {
  const lie = sheet.landscape ? 'landscape' : 'portrait';
  const foot = toFoot(facts);
  const feet = Array.from({ length: layout?.pages ?? 0 }, (_, place) => {
    const top = (place + 1) * (layout?.height ?? 0);
    const number = paperWords[facts.language].page(place + 1, layout?.pages ?? 0);
    return `<div class="foot" style="top:calc(${top}px - ${footRoom}mm)">${foot}<p class="number">${number}</p></div>`;
  });
  const body = [
    `<main class="paper" data-lie="${lie}"><table class="sheet"><thead><tr><td>${toHead(facts)}</td></tr></thead>`,
    '<tfoot><tr><td></td></tr></tfoot><tbody><tr><td>',
    sheet.html,
    `</td></tr></tbody></table>${feet.join('')}</main>`,
  ].join('');
  // A function, since a replacement text would give a meaning to `$&` in a letter.
  return template.replace('<html>', () => `<html lang="${facts.language}">`).replace('<main></main>', () => body);
}

/** How a PDF of Chromium's is laid out: it writes its page objects in clear. */
export function readLayout(pdf: Uint8Array): Layout {
  const text = Buffer.from(pdf).toString('latin1');
  const [, points = '0'] = /\/MediaBox\s*\[\s*0\s+0\s+[\d.]+\s+([\d.]+)\s*\]/.exec(text) ?? [];
  const pages = text.match(/\/Type\s*\/Page(?![a-zA-Z])/g)?.length ?? 0;
  // Chromium stacks its pages by whole pixels.
  return { pages, height: Math.ceil(Number(points) / 0.75 - 1e-6) };
}
