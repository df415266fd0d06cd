import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HospitalFacts } from '../../../contracts/person.ts';
import { type AccessLetter, toAccessLettersPdf } from '../../../server/documents/access-letter.ts';
import { type ConsentParties, consentVersion, toConsentPdf } from '../../../server/documents/consent-form.ts';
import { type CodeLetterText, toCodeLetterPdf } from '../../../server/documents/code-letter.ts';
import { toBlankConsentPdf } from '../../../server/documents/blank-consent.ts';
import { hospital } from './a-hospital.ts';
import { readPdf, readPlaces } from './read-pdf.ts';

/** A name that does not fit beside its address. */
const grand: HospitalFacts = {
  ...hospital,
  name: 'Centre hospitalier universitaire et psychiatrique de l’Essai-Borinage, site Ambroise Essai',
  address: ['Boulevard du Président des Essais 2', 'B-7000 Essai'],
};
const physician = { name: 'Dr Claire Essai', nihdi: '19990001000' };
const at = new Date('2026-11-21T23:30:00Z');
const parties: ConsentParties = {
  patient: {
    family: 'Van den Berghe',
    given: ['Marie-Hélène', 'Louise'],
    birth: '1955-05-01',
    niss: '55050121420',
    address: ['Rue Haute 12', '7000 Essai'],
  },
  physician,
  months: 12,
};
const letter: AccessLetter = {
  id: '0f3c2a11-1111-4111-8111-111111111111',
  printedAt: at,
  kind: 'created',
  family: 'Dubois',
  given: ['Marie', 'Louise'],
  sex: 'female',
  address: ['Rue Haute 12', '7000 Essai'],
  physician: physician.name,
  nihdi: physician.nihdi,
  signedOn: '2026-11-22',
  validUntil: '2027-11-22',
};

describe('the consent form', () => {
  it('is PDF/A-2b in French on one page, every font embedded [R12]', async () => {
    const { pages, xmp, fontsMissing, fonts, title, language } = await readPdf(toConsentPdf(hospital, parties, at).pdf);
    expect({ pages, xmp, fontsMissing, fonts, title, language }).toEqual({
      pages: 1,
      xmp: { part: '2', conformance: 'B' },
      fontsMissing: [],
      fonts: ['IBMPlexSans-Bold', 'IBMPlexSans-Medium', 'IBMPlexSans-Regular'],
      title: 'Consentement à l’accès d’un médecin à mon dossier hospitalier',
      language: 'fr-BE',
    });
  });

  it('names patient and physician, purpose, time, rights, trace and letter, and has room for two signatures [R12] [R20]', async () => {
    const { text } = await readPdf(toConsentPdf(hospital, parties, at).pdf);
    for (const said of [
      'Van den Berghe',
      'Marie-Hélène, Louise',
      '1er mai 1955',
      '55.05.01-214.20',
      'Rue Haute 12',
      'Dr Claire Essai',
      '19990001000',
      'Hôpital des essais',
      'Uniquement pour me soigner',
      'assurance, la médecine du travail, une mutualité ou une expertise',
      'Conseil de l’Ordre des médecins',
      'Pour 12 mois au plus',
      'refuser tout accès',
      'faire retirer ce médecin',
      'Chaque consultation est enregistrée',
      'par la poste',
      'guichet patient',
      'Signature du patient',
      'Signature et cachet du médecin',
      'établi le 22 novembre 2026',
      `texte ${consentVersion}`,
    ])
      expect(text).toContain(said);
  });

  it('keeps signatures on the one page for the longest names and addresses [R12]', async () => {
    const long: ConsentParties = {
      ...parties,
      patient: {
        family: 'Van der Straeten-Ponthoz de Montpellier d’Annevoie',
        given: ['Marie-Christine', 'Joséphine', 'Anne-Françoise', 'Ghislaine', 'Élisabeth'],
        birth: '1955-05-01',
        niss: '55050121420',
        address: [
          'Résidence du Bois de la Haute Colline, bloc C',
          'Avenue des Combattants 1242, boîte 17',
          '7999 Saint-Exemple',
          'France',
        ],
      },
      physician: { name: 'Dr Jean-François Vandenbroucke-Delacroix', nihdi: '19990001000' },
    };
    for (const one of [hospital, grand]) {
      const { pdf } = toConsentPdf(one, long, at);
      const [{ pages }, places] = [await readPdf(pdf), await readPlaces(pdf)];
      expect(pages).toBe(1);
      const yOf = (words: string): number => places.find(({ text }) => text.startsWith(words))?.y ?? Number.NaN;
      // Room for two hands above the foot.
      expect(yOf('Formulaire') - yOf('Signature du patient')).toBeGreaterThan(30);
      expect(yOf('Formulaire') - yOf('S’il est représenté')).toBeGreaterThan(15);
    }
  });

  it('exists blank, with nobody’s name but the physician’s [R12]', async () => {
    const { text, pages, xmp } = await readPdf(toConsentPdf(hospital, { ...parties, patient: null }, at).pdf);
    expect({ pages, xmp }).toEqual({ pages: 1, xmp: { part: '2', conformance: 'B' } });
    expect(text).toContain('Dr Claire Essai');
    expect(text).not.toContain('Berghe');
  });

  it('has a random reference, and the hash it answers is that of its bytes [R14]', () => {
    const [one, two] = [toConsentPdf(hospital, parties, at), toConsentPdf(hospital, parties, at)];
    expect(one.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(one.reference).not.toBe(two.reference);
    expect(one.sha256).toBe(createHash('sha256').update(one.pdf).digest('hex'));
    expect(one.sha256).not.toBe(two.sha256);
  });

  it('takes names as text: what looks like a command is printed, not obeyed', async () => {
    const patient = {
      family: '#panic("x")',
      given: ['$a$', '*b*', '@c'],
      birth: null,
      niss: null,
      address: ['#read("/etc/passwd")'],
    };
    const { text } = await readPdf(toConsentPdf(hospital, { ...parties, patient }, at).pdf);
    expect(text).toContain('#panic("x")');
    expect(text).toContain('$a$, *b*, @c');
    expect(text).toContain('#read("/etc/passwd")');
  });

  it('never changes a word under the same version [R14]', async () => {
    const { text } = await readPdf(toBlankConsentPdf(hospital, at));
    const said = { [consentVersion]: createHash('sha256').update(text).digest('hex') };
    expect(said, 'another word of the consent needs a new consentVersion').toEqual({
      'fr-2026-11': 'c018700e0928887e45c87d232a0df756ad2e2ec10332f26d2d9d0f119c236b3f',
    });
  });
});

describe('the letter to the patient', () => {
  it('says in French who may read until when, and what to do, as PDF/A-2b [R16]', async () => {
    const { text, pages, xmp, fontsMissing } = await readPdf(toAccessLettersPdf(hospital, [letter]));
    expect({ pages, xmp, fontsMissing }).toEqual({ pages: 1, xmp: { part: '2', conformance: 'B' }, fontsMissing: [] });
    for (const said of [
      'Madame Marie Dubois',
      'Rue Haute 12',
      'Essai, le 22 novembre 2026',
      'accès du Dr Claire Essai à votre dossier hospitalier',
      'consulter le dossier',
      'prend fin le 22 novembre 2027 au plus tard',
      'Vous n’avez pas signé ce formulaire',
      'faire retirer ce médecin',
      'Veuillez agréer, Madame,',
      'Dr Direction',
    ])
      expect(text).toContain(said);
  });

  it('says that an access was renewed, and addresses whom it does not know as Madame, Monsieur [R11] [R16]', async () => {
    const { text } = await readPdf(toAccessLettersPdf(hospital, [{ ...letter, kind: 'renewed', sex: 'unknown' }]));
    expect(text).toContain('est renouvelé');
    expect(text).toContain('Madame, Monsieur,');
    expect(text).not.toContain('Madame Marie');
  });

  it('gives the physician a title where the account has none', async () => {
    const { text } = await readPdf(toAccessLettersPdf(hospital, [{ ...letter, physician: 'Claire Essai' }]));
    expect(text).toContain('accès du Dr Claire Essai à votre dossier');
  });

  it('stands on pages of its own among many, each counted for itself [R16]', async () => {
    const long = { ...letter, family: 'Petit', address: Array.from({ length: 6 }, (_, line) => `Ligne ${line}`) };
    const { text, pages, xmp } = await readPdf(toAccessLettersPdf(hospital, [letter, long, letter]));
    expect({ pages, xmp }).toEqual({ pages: 3, xmp: { part: '2', conformance: 'B' } });
    expect(text.match(/Page \d sur \d/g)).toEqual(['Page 1 sur 1', 'Page 1 sur 1', 'Page 1 sur 1']);
    expect(text.match(/Madame Marie (\w+)/g)).toEqual([
      'Madame Marie Dubois',
      'Madame Marie Petit',
      'Madame Marie Dubois',
    ]);
  });

  it('stands behind the window of its envelope, and begins below the fold, under a short head and a long one [R16]', async () => {
    const far = { ...letter, address: Array.from({ length: 6 }, (_, line) => `Ligne ${line}`) };
    for (const one of [hospital, grand]) {
      const places = await readPlaces(toAccessLettersPdf(one, [far]));
      const [name, last, dated] = ['Madame Marie', 'Ligne 5', 'Essai, le'].map((words) =>
        places.find(({ text }) => text.replaceAll('\u00a0', ' ').startsWith(words)),
      );
      expect(name?.x).toBeCloseTo(110, 0);
      expect(name?.y).toBeGreaterThan(45);
      expect(last?.y).toBeLessThan(92);
      expect(dated?.y).toBeGreaterThan(98);
    }
  });

  it('is the same file for the same letter and day', () => {
    expect(toAccessLettersPdf(hospital, [letter]).equals(toAccessLettersPdf(hospital, [letter]))).toBe(true);
  });
});

describe('the letter with the code', () => {
  const said: CodeLetterText = {
    id: letter.id,
    reason: 'access',
    name: physician.name,
    nihdi: physician.nihdi,
    login: physician.nihdi,
    address: ['Cabinet des Essais', 'Rue Basse 3', '7000 Essai'],
    validUntil: '2026-12-06',
  };
  // Any self-signed certificate has a fingerprint.
  const rootPem = readFileSync(join(import.meta.dirname, '../../fixtures/pki/other-root.pem'), 'utf8');
  const print = (change: Partial<CodeLetterText> = {}) =>
    readPdf(toCodeLetterPdf(hospital, { ...said, ...change }, { code: '0123456789ABCDEF', rootPem }, at));

  it('bears the code in groups of four, the fingerprint as the window shows it, the helpdesk and the last day [R02]', async () => {
    const { text, pages, xmp, fontsMissing } = await print();
    expect({ pages, xmp, fontsMissing }).toEqual({ pages: 1, xmp: { part: '2', conformance: 'B' }, fontsMissing: [] });
    for (const part of [
      'Dr Claire Essai Cabinet des Essais Rue Basse 3 7000 Essai',
      '0123-4567-89AB-CDEF',
      new X509Certificate(rootPem).fingerprint256.replace(/(..):(..):?/g, '$1$2 ').trim(),
      'Valable jusqu’au 6 décembre 2026 inclus',
      '19990001000',
      '065 00 00 01 (8 h – 18 h)',
      'Votre demande d’accès est acceptée',
    ])
      expect(text).toContain(part);
  });

  it('says for which PC or reset it comes, and whom to call when nobody asked for it [R02]', async () => {
    const [pc, reset] = [await print({ reason: 'new-pc' }), await print({ reason: 'reset' })];
    expect(pc.text).toContain('Vous avez demandé à relier un PC');
    for (const part of ['votre mot de passe', 'vos codes de secours', 'Vous n’avez rien demandé', '065 00 00 01'])
      expect(reset.text).toContain(part);
  });

  it('takes names and addresses as text and stays on one page for the longest of them [R02]', async () => {
    const { text, pages } = await print({
      name: 'Dr Jean-François #panic("x") Vandenbroucke-Delacroix',
      address: Array.from({ length: 8 }, (_, line) => `Ligne ${line} $a$ *b*`),
      reason: 'reset',
    });
    expect(pages).toBe(1);
    expect(text).toContain('#panic("x")');
  });
});
