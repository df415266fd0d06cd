import { describe, expect, it } from 'vitest';
import { type ClaimLetter, toClaimLetterPdf } from '../../../server/documents/claim-letter.ts';
import { toFrenchBirth, toFrenchDate } from '../../../server/documents/french-date.ts';
import { toTraceHeadPdf } from '../../../server/documents/trace-head.ts';
import { hospital } from './a-hospital.ts';
import { readPdf } from './read-pdf.ts';

const at = new Date('2026-11-21T23:30:00Z');

describe('the letter that claims a form', () => {
  const claim: ClaimLetter = {
    id: '0f3c2a11-1111-4111-8111-111111111111',
    physician: 'Claire Essai',
    nihdi: '19990001000',
    address: ['Rue Basse 3', '7000 Essai'],
    scope: 'physician',
    delayDays: 15,
    openedAt: at,
    aboutLink: false,
    forms: [{ reference: 'K7QF3-M2PXA', signedOn: '2026-02-01', family: 'Dubois', given: ['Marie'], birth: '1955' }],
  };
  const print = async (change: Partial<ClaimLetter>): Promise<string> =>
    (await readPdf(toClaimLetterPdf(hospital, { ...claim, ...change }, at))).text;

  it('says its delay in words that a sentence takes, and claims no form where there is none [R15]', async () => {
    expect(await print({})).toContain('dans les 15 jours à compter de l’envoi');
    expect(await print({ delayDays: 1 })).toContain('dans un délai d’un jour à compter de l’envoi');
    const none = await print({ forms: [] });
    expect(none).toContain('Objet : litige relatif à vos accès');
    expect(none).not.toContain('formulaire de consentement');
  });
});

describe('the signed head of the trace', () => {
  const print = async (count: number): Promise<string> => {
    const writers = Array.from({ length: count }, (_, place) => ({ number: place + 1, seq: 1, hash: 'a'.repeat(64) }));
    return (
      await readPdf(
        toTraceHeadPdf(hospital, 'x', {
          format: 'passerelle-trace-head-1',
          at: at.toISOString(),
          previous: '0'.repeat(64),
          writers,
        }),
      )
    ).text;
  };
  it('counts one and many, and names the command that an installed hospital has [R22]', async () => {
    const one = await print(1);
    expect(one).toContain('1 entrée de la trace, en 1 chaîne.');
    expect(one).toContain('passerelle-server verify-trace --head');
    expect(await print(25)).toContain('et 1 chaîne plus ancienne, que le numéro couvre aussi.');
  });
});

describe('dates on paper', () => {
  it('are French, as precise as they are known', () => {
    expect(
      ['2027-05-01', '2026-11-22', '1955-03', '1955'].map((date) => toFrenchDate(date).replaceAll('\u00a0', ' ')),
    ).toEqual(['1er mai 2027', '22 novembre 2026', 'mars 1955', '1955']);
    expect(['1955-05-01', '1955-03', '1955'].map((date) => toFrenchBirth(date).replaceAll('\u00a0', ' '))).toEqual([
      'le 1er mai 1955',
      'en mars 1955',
      'en 1955',
    ]);
  });
});
