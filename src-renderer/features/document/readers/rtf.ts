import { words } from '../../../words/words.ts';
import { createRtfFonts } from './rtf-fonts.ts';
import { createRtfSheet, type RtfLook, type RtfSheet } from './rtf-html.ts';
import {
  firstState,
  type RtfPlace,
  type RtfSheetName,
  type RtfState,
  SHEETS,
  SILENT,
  toNextState,
} from './rtf-state.ts';
import { CHARACTERS } from './rtf-symbols.ts';
import { readRtfTokens } from './rtf-tokens.ts';
import type { Reading } from './reading.ts';

const DEEPEST = 500;

/** Destinations that are marked as ignorable and carry text of the letter all the same. */
const KNOWN: ReadonlySet<string> = new Set(['shpinst', 'shppict', 'fldinst', 'objdata', 'footnote']);
const PLACES: Readonly<Record<string, RtfPlace>> = {
  fonttbl: 'fonts',
  fldinst: 'field',
  header: 'header',
  headerr: 'header',
  footer: 'footer',
  footerr: 'footer',
  footnote: 'note',
  pict: 'nowhere',
  objdata: 'nowhere',
};

/**
 * A letter in RTF as HTML: text, looks, tables, notes. Pictures and embedded objects are named in their place and never decoded, fields show
 * their last result and fetch nothing. A file that ends in the midst of a group says so.
 */
export function readRtf(bytes: Uint8Array): Reading {
  const fonts = createRtfFonts();
  const sheets: Record<RtfSheetName, RtfSheet> = {
    header: createRtfSheet(),
    sheet: createRtfSheet(),
    note: createRtfSheet(),
    footer: createRtfSheet(),
  };
  // Each section repeats its header and footer: the first of each is enough.
  const written = new Set<RtfPlace>();
  const stack: RtfState[] = [];
  let state = firstState;
  let skipped = 0;
  let ignorable = false;
  let pending = '';
  let pendingLook: RtfLook = state.look;
  let field = '';
  let notes = 0;
  const sheetOf = (place: RtfPlace): RtfSheet | null =>
    SHEETS.some((one) => one === place) ? sheets[place as RtfSheetName] : null;
  const flush = (): void => {
    if (pending !== '') sheetOf(state.place)?.write(pending, pendingLook);
    pending = '';
  };
  const write = (text: string): void => {
    if (state.place === 'fonts') fonts.name(text);
    if (state.place === 'field' && field.length < 200) field += text;
    if (state.hidden || sheetOf(state.place) === null) return;
    if (pendingLook !== state.look) flush();
    pendingLook = state.look;
    pending += text;
  };
  const turn = (place: RtfPlace): void => {
    flush();
    if (state.place === 'nowhere') return;
    if (place === 'field') field = '';
    state = { ...state, place };
  };
  const applyWord = (name: string, number: number | null): void => {
    if (state.place === 'fonts') fonts.define(name, number);
    fonts.page(name, number);
    if (Object.hasOwn(CHARACTERS, name)) return write(CHARACTERS[name] ?? '');
    if (Object.hasOwn(PLACES, name)) {
      if (name === 'pict') write(` ${words('file.picture-left-out')} `);
      if (name === 'objdata') write(` ${words('file.object-left-out')} `);
      if (name === 'footnote') {
        notes += 1;
        write(` [${notes}]`);
      }
      const place = PLACES[name] ?? 'nowhere';
      turn(written.has(place) ? 'nowhere' : place);
      if (name === 'footnote') write(`[${notes}] `);
      return undefined;
    }
    if (SILENT.has(name)) return turn('nowhere');
    const sheet = sheetOf(state.place);
    if (sheet === null || ['par', 'line', 'cell', 'row', 'sect', 'page', 'nestrow'].includes(name)) flush();
    if (name === 'par' || name === 'sect') sheet?.paragraph(state.align, state.inTable);
    else if (name === 'line' || name === 'nestrow') sheet?.line();
    else if (name === 'cell') sheet?.cell();
    else if (name === 'row') sheet?.row();
    else if (name === 'page') sheet?.rule();
    else state = toNextState(state, name, number);
    return undefined;
  };
  const close = (): void => {
    flush();
    const inner = state;
    state = stack.pop() ?? firstState;
    if (inner.place === 'field' && /^\s*INCLUDE/i.test(field) && state.place !== 'field')
      write(` ${words('file.picture-left-out')} `);
    if (inner.place === 'note' && state.place !== 'note') sheets.note.paragraph(null, false);
  };
  for (const token of readRtfTokens(bytes)) {
    if (token.is === 'open') {
      if (stack.length >= DEEPEST) throw new Error('too deep');
      flush();
      stack.push(state);
      skipped = 0;
      ignorable = false;
    } else if (token.is === 'close') {
      if (stack.length === 0) break;
      close();
      skipped = 0;
      if (stack.length === 0) break;
    } else if (token.is === 'bytes') {
      const rest = token.bytes.slice(skipped);
      skipped = Math.max(0, skipped - token.bytes.length);
      if (rest.length > 0 && state.place !== 'nowhere')
        write(fonts.decode(rest, state.place === 'fonts' ? -1 : state.font));
    } else if (token.name === '*') ignorable = true;
    else {
      if (ignorable && !KNOWN.has(token.name)) turn('nowhere');
      else if (token.name === 'u') {
        write(fonts.toCharacter(token.number ?? 0, state.font));
        skipped = state.fallback;
      } else if (skipped > 0 && Object.hasOwn(CHARACTERS, token.name)) skipped -= 1;
      else applyWord(token.name, token.number);
      ignorable = false;
    }
  }
  flush();
  const cut = stack.length > 0;
  const html = SHEETS.map((one) => sheets[one].end())
    .filter((one) => one !== '')
    .join('\n<hr>\n');
  return { parts: [{ show: 'html', title: null, html }], cut };
}
