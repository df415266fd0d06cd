import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../contracts/language.ts';
import { type Paper, readLayout, toPaperHtml } from '../../../src-main/printing/paper.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const template = readFileSync(join(root, 'src-renderer/print.html'), 'utf8');
const paper: Paper = {
  facts: {
    language: 'fr',
    patient: {
      id: '00000000-0000-4000-8000-000000000001',
      family: 'D’HOOGHE <b>',
      given: 'Marie',
      birthDate: '1955-03',
      sex: 'female',
    },
    title: 'Lettre & "suite" $& $1',
    at: '2026-11-20',
    author: null,
    hospital: 'Hôpital des essais',
    status: null,
    printedAt: new Date('2026-11-22T16:02:00Z'),
    printedBy: 'Dr Lambert',
    asOf: '2026-11-22T09:17:00Z',
    online: true,
  },
  sheet: {
    html: '<p>$& ce qui est affiché</p>',
    pictures: [],
    landscape: false,
    title: null,
    laboratory: false,
    series: [],
  },
};
const change = (facts: Partial<Paper['facts']>, landscape = false): Paper => ({
  facts: { ...paper.facts, ...facts },
  sheet: { ...paper.sheet, landscape },
});
/** Words of a page as they are read. */
const read = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, ' ');

describe('a printed page', () => {
  it('says whose it is, what, when, by whom and how current, without giving a meaning to what a name holds [X11]', () => {
    const html = toPaperHtml(template, paper, { pages: 2, height: 1_124 });
    expect(html).not.toContain('<b>');
    const text = read(html);
    expect(text).toContain('D’HOOGHE <b> Marie');
    expect(text).toContain('née en mars 1955');
    expect(text).toContain('Lettre & "suite" $& $1');
    expect(text).toContain('$& ce qui est affiché');
    expect(text).toContain('20 novembre 2026');
    expect(text).toContain(
      'Imprimé le 22 novembre 2026 à 17:02 par Dr Lambert · État du dossier au 22 novembre 2026 à 10:17',
    );
    expect(text).toContain('Page 1 / 2');
    expect(text).toContain('Page 2 / 2');
    expect(html).toContain('<html lang="fr">');
  });

  it('bears no script, and fetches nothing but its own style [X11]', () => {
    const html = toPaperHtml(template, paper, null);
    expect(html).not.toMatch(/<script|javascript:|https?:|\son\w+=/i);
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url)).toEqual(['./print/print.css']);
  });

  it('says its state aloud, that the copy is incomplete, and that there was no line [X11]', () => {
    const text = read(
      toPaperHtml(template, change({ status: 'Provisoire', asOf: null, online: false }), { pages: 1, height: 1_124 }),
    );
    expect(text).toContain('Provisoire');
    expect(text).toContain('Copie incomplète du dossier');
    expect(text).toContain('Imprimé sans liaison avec l’hôpital');
    expect(read(toPaperHtml(template, paper, null))).not.toContain('Provisoire');
  });

  it('speaks the language of the window [X11] [X17]', () => {
    const said = languages.map((language) =>
      read(toPaperHtml(template, change({ language }), { pages: 1, height: 1_124 })),
    );
    for (const [place, born] of ['née en mars', 'geboren in maart', 'geboren im März', 'born in March'].entries())
      expect(said[place]).toContain(`${born} 1955`);
    expect(said[1]).toContain('Afgedrukt op 22 november 2026 om 17:02 door Dr Lambert');
    expect(said[2]).toContain('Gedruckt am 22. November 2026 um 17:02 von Dr Lambert');
    expect(said[3]).toContain('Printed on 22 November 2026 at 17:02 by Dr Lambert');
  });

  it('lays the foot of every page by the height that Chromium stacks pages with [X11]', () => {
    const pdf = Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type /Pages /Count 2>>endobj 2 0 obj<</Type /Page /MediaBox [0 0 842.88 595.92]>>endobj 3 0 obj<</Type /Page\n/MediaBox [0 0 842.88 595.92]>>endobj',
    );
    expect(readLayout(pdf)).toEqual({ pages: 2, height: 795 });
    const html = toPaperHtml(template, change({}, true), readLayout(pdf));
    expect([...html.matchAll(/top:calc\((\d+)px/g)].map(([, top]) => top)).toEqual(['795', '1590']);
  });
});
