import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCda, toIsoTime } from '../../../../src-renderer/features/document/readers/cda.ts';
import { readXml } from '../../../../src-renderer/features/document/readers/xml.ts';
import { fc } from '../../../support/property.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'documents');
const fixture = (name: string) => readFileSync(join(folder, name), 'utf8');
const squeeze = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll('> <', '><');
const readHtml = (text: string): string =>
  squeeze(
    readCda(text)
      .parts.map((part) => (part.show === 'html' ? part.html : ''))
      .join(''),
  );
const wrap = (body: string): string => `<ClinicalDocument><component>${body}</component></ClinicalDocument>`;
const facts = (text: string) => {
  const [part] = readCda(text).parts;
  return part?.show === 'facts' ? part.rows.map(({ label, value }) => [label, value.replaceAll('\u00a0', ' ')]) : [];
};

describe('a CDA', () => {
  it('tells of whom, by whom and when before anything else [R22]', () => {
    expect(facts(fixture('discharge-fr.cda'))).toEqual([
      ['Document', 'Lettre de sortie, pneumologie'],
      ['Patient', 'Marie ESSAI, né(e) le 12 mars 1955'],
      ['Date', '18 novembre 2026, 14:30'],
      ['Auteur', 'Dr Paul Ndiaye'],
      ['Conservé par', "Hôpital de l'exemple"],
      ['Séjour', 'du 12 novembre 2026 au 18 novembre 2026'],
    ]);
  });

  it('shows the narrative of each section under its title, without address, handler or style sheet [R22]', () => {
    const html = readHtml(fixture('discharge-fr.cda'));
    expect(html).toMatch(/<h2>Diagnostic<\/h2>Pneumonie <b>à pneumocoque<\/b>, <del>bactériémie<\/del>/);
    expect(html).toContain('<caption>Résultats</caption>');
    expect(html).toContain('<td>CRP</td><td colspan="2">212 mg/l</td>');
    expect(html).toContain(
      '<p><b>Suites</b></p><ol><li>Radiographie à six semaines</li><li>Vaccin <sub>23</sub></li></ol>',
    );
    expect(html).toContain('<img alt="" src="data:image/png;base64,');
    expect(html).toContain('[image non affichée]');
    expect(html).toContain('<h3>Antibiotiques</h3><p>Amoxicilline 1 g trois fois par jour &amp; repos.</p>');
    expect(html).toContain('que des codes, sans texte');
    expect(html).not.toMatch(/127\.0\.0\.1|onclick|stylesheet/);
  });

  it('of another country is read section by section [R22]', () => {
    const html = readHtml(fixture('discharge-summary.ccda'));
    expect([...html.matchAll(/<h2>(.*?)<\/h2>/g)]).toHaveLength(21);
    expect(html).toContain('<h2>ADMISSION DIAGNOSIS</h2> Appendicitis');
    expect(html).toContain('<td>Penicillin</td><td> Nausea </td>');
  });

  it('that is a file in an envelope gives the file, told by its bytes; one elsewhere says so [R22]', () => {
    const envelope = (text: string) => readCda(wrap(`<nonXMLBody>${text}</nonXMLBody>`)).parts.at(-1);
    const inside = (content: string, mime: string) =>
      envelope(`<text mediaType="${mime}" representation="B64">${Buffer.from(content).toString('base64')}</text>`);
    expect(inside('%PDF-1.7', 'text/plain')).toMatchObject({ show: 'pdf' });
    expect(inside('{\\rtf1 x}', 'application/rtf')).toMatchObject({ show: 'file', format: 'rtf' });
    expect(inside('Bonjour', 'text/plain')).toMatchObject({ show: 'text', text: 'Bonjour' });
    expect(inside('MZ', 'application/x-msdownload')).toMatchObject({ show: 'unreadable' });
    expect(envelope('<text mediaType="application/pdf" representation="B64">pas ! du base64</text>')).toMatchObject({
      show: 'unreadable',
    });
    expect(envelope('<text><reference value="lettre.pdf"/></text>')).toMatchObject({ show: 'unreadable' });
  });

  it.each([
    ['201409171904-0500', '2014-09-17T19:04:00-05:00'],
    ['20140917190405.123+0100', '2014-09-17T19:04:00+01:00'],
    ['201409171904', '2014-09-17'],
    ['201409', '2014-09'],
    ['2014', '2014'],
    ['hier', null],
  ])('time %s is %s', (value, expected) => {
    expect(toIsoTime(value)).toBe(expected);
  });
});

describe('an XML document', () => {
  it.each([
    ['entities of its own', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['a file it wants', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ['a hundred thousand elements in each other', '<a>'.repeat(100_000)],
    ['half a million elements', `<a>${'<b/>'.repeat(500_000)}</a>`],
    ['an end that is not its own', '<a><b></a></b>'],
    ['no end', '<a><b></b>'],
    ['an end inside a tag', '<a b="c'],
    ['nothing', ''],
  ])('with %s is refused', (_name, text) => {
    expect(() => readXml(text)).toThrow();
  });

  it('gives names without prefix, its five entities, its numbers and CDATA', () => {
    expect(
      readXml(
        '<?xml version="1.0"?><!-- x --><k:a xmlns:k="y" k:n=\'1 &gt; "0"\'>&lt;&#233;&#x20AC;<![CDATA[<b>]]></k:a>',
      ),
    ).toEqual({
      name: 'a',
      attributes: { k: 'y', n: '1 > "0"' },
      children: ['<é€', '<b>'],
    });
  });

  it('never hangs and never gives what is not there, whatever a CDA was cut or changed into', () => {
    const whole = fixture('discharge-fr.cda');
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length), fc.string({ maxLength: 8 }), (at, length, put) => {
        const text = `${whole.slice(0, at)}${put}${whole.slice(at + (length % 40))}`;
        try {
          for (const part of readCda(text).parts)
            if (part.show === 'html') expect(part.html).not.toMatch(/<script|<iframe|javascript:|\son\w+=/i);
        } catch (refusal) {
          expect(refusal).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 400 },
    );
  });
});
