import type { RtfLook } from './rtf-html.ts';

/** Where the text of a group goes: onto one of the sheets, into the table of fonts, or nowhere. */
export type RtfPlace = RtfSheetName | 'fonts' | 'field' | 'nowhere';

/** The sheets of a letter, in the order of reading. */
export const SHEETS = ['header', 'sheet', 'note', 'footer'] as const;
export type RtfSheetName = (typeof SHEETS)[number];

/** What holds inside one group of an RTF file; a group inherits it and gives it back. */
export interface RtfState {
  readonly place: RtfPlace;
  readonly look: RtfLook;
  readonly align: string | null;
  readonly inTable: boolean;
  readonly hidden: boolean;
  readonly font: number;
  /** How many characters after a `\u` repeat it for old readers. */
  readonly fallback: number;
}

const PLAIN: RtfLook = { bold: false, italic: false, underline: false, struck: false, deleted: false, lift: null };

/** What holds where a file begins. */
export const firstState: RtfState = {
  place: 'sheet',
  look: PLAIN,
  align: null,
  inTable: false,
  hidden: false,
  font: 0,
  fallback: 1,
};

const LOOKS: Readonly<Record<string, (look: RtfLook, on: boolean) => RtfLook>> = {
  b: (look, on) => ({ ...look, bold: on }),
  i: (look, on) => ({ ...look, italic: on }),
  ul: (look, on) => ({ ...look, underline: on }),
  uldb: (look, on) => ({ ...look, underline: on }),
  ulw: (look, on) => ({ ...look, underline: on }),
  ulnone: (look) => ({ ...look, underline: false }),
  strike: (look, on) => ({ ...look, struck: on }),
  striked: (look, on) => ({ ...look, struck: on }),
  deleted: (look, on) => ({ ...look, deleted: on }),
  super: (look, on) => ({ ...look, lift: on ? 'sup' : null }),
  sub: (look, on) => ({ ...look, lift: on ? 'sub' : null }),
  nosupersub: (look) => ({ ...look, lift: null }),
};

const ALIGN: Readonly<Record<string, string | null>> = { ql: null, qj: null, qc: 'center', qr: 'right' };

/** Destinations whose content is no text of the letter; those with a meaning of their own stand in rtf.ts. */
export const SILENT: ReadonlySet<string> = new Set([
  'colortbl',
  'stylesheet',
  'info',
  'nonshppict',
  'shprslt',
  'sp',
  'sn',
  'sv',
  'headerl',
  'headerf',
  'footerl',
  'footerf',
  'datafield',
  'filetbl',
  'revtbl',
  'private',
  'xe',
  'tc',
  'rxe',
  'template',
]);

/** What a word changes in the state around it; the same state for a word that changes nothing. */
export function toNextState(state: RtfState, name: string, number: number | null): RtfState {
  const look = Object.hasOwn(LOOKS, name) ? LOOKS[name] : undefined;
  if (look !== undefined) return { ...state, look: look(state.look, number !== 0) };
  if (Object.hasOwn(ALIGN, name)) return { ...state, align: ALIGN[name] ?? null };
  switch (name) {
    case 'plain':
      return { ...state, look: { ...PLAIN, deleted: state.look.deleted }, hidden: false };
    case 'pard':
      return { ...state, align: null, inTable: false };
    case 'intbl':
    case 'trowd':
      return { ...state, inTable: true };
    case 'v':
      return { ...state, hidden: number !== 0 };
    case 'f':
      return { ...state, font: number ?? 0 };
    case 'uc':
      return { ...state, fallback: Math.min(Math.max(number ?? 1, 0), 8) };
    default:
      return state;
  }
}
