import type { Dialect } from './mutate.ts';
import { openReaderCourt } from './readers.ts';
import { readSamples } from './samples.ts';
import type { Court, Report } from './verdict.ts';
import { runWatched } from './watched.ts';

const dialect: Dialect = {
  longest: 400_000,
  words: [
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>&b;&c;',
    '<script>alert(1)</script>',
    '<linkHtml href="javascript:alert(1)">x</linkHtml>',
    '<renderMultiMedia referencedObject="x"/>',
    '<observationMedia ID="x"><value mediaType="text/html" representation="B64">PHNjcmlwdD4=</value></observationMedia>',
    '<td rowspan="999999999" colspan="999999999">x</td>',
    '<paragraph onmouseover="alert(1)" style="background:url(http://elsewhere.example)">',
    '<img src="http://elsewhere.example/p.png"/>',
    '<?xml-stylesheet href="http://elsewhere.example/x.xsl"?>',
    '<!--',
    '<![CDATA[',
    ']]>',
    '&#x0;',
    '&#xFFFFFFFF;',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&amp;lt;',
    '<a xmlns="x',
    '\0',
    '\\',
    '\r#R',
    '\rA1\\',
    '\rL5\\',
  ],
  nests: [
    ['<list><item>', '</item></list>'],
    ['<table><tr><td>', '</td></tr></table>'],
    ['<content>', '</content>'],
    ['<a>', '</a>'],
    ['<!--', '-->'],
  ],
  charsets: [[/encoding="[^"]*"/, ['encoding="utf-16"', 'encoding="utf-7"', 'encoding="iso-8859-1"', 'encoding=""']]],
};

/** Judges the readers of CDA, KMEHR, HealthOne and MEDIDOC. */
export function openCourt(): Promise<Court> {
  const own = ['documents/*.{cda,ccda,kmehr,healthone,medidoc}'];
  const shared = ['docs/cda/*', 'hl7v2/be-*/**/*.{lab,txt,hl1,med,xml}'];
  return openReaderCourt('cda', readSamples(own, shared, 250_000, 60), dialect);
}

/** Mutations of CDA and of the Belgian messages that are shown as documents. */
export function run(seed: number, count: number, first = 0): Promise<Report> {
  return runWatched('cda', seed, count, first);
}
