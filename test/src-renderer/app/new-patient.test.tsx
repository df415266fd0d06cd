// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { find, press, readText, submit, type } from '../support/mount.tsx';
import { asked, open, report, signedIn } from '../support/open-window.tsx';
import { buildDay, buildId, buildIndex, buildLink } from '../support/samples.ts';
import type { Answers } from '../support/scripted-bridge.ts';

describe('a new patient', () => {
  const draft = buildLink(9, {
    patient: { id: buildId(2009), family: 'MARTIN', given: 'Lucie', birthDate: '1993-05-18', sex: 'female' },
    state: 'draft',
    readable: false,
    validUntil: null,
  });
  const answers: Answers = {
    'link/propose': () => draft,
    'link/print-consent': () => ({ ...draft, state: 'printed' }),
    'link/print-blank-consent': () => ({}),
    'link/confirm-signature': () => ({ ...draft, state: 'active', readable: true, validUntil: buildDay(365) }),
    'record/open': () => buildIndex({ ...draft, state: 'active', readable: true, validUntil: buildDay(365) }, [report]),
  };
  const identify = async () => {
    await press('Nouveau patient');
    await type('Numéro de registre national (NISS)', '93 05 18 223 61');
    await submit('Numéro de registre national (NISS)');
    await type('Nom de famille', 'Martin');
    await type('Prénom', 'Lucie');
    await type('Date de naissance', '18/05/1993');
    await submit('Prénom');
  };

  it('goes from the number to the open record in five steps, and reads nothing before the signature [R09] [R10] [R12] [R13] [R20]', async () => {
    const bridge = await open(signedIn, answers);
    await identify();
    for (const excluded of ['les assurances', 'la médecine du travail', 'les mutuelles', 'les expertises']) {
      expect(readText()).toContain(excluded);
    }
    expect(find('Créer le lien').hasAttribute('disabled')).toBe(true);
    await press('Je consulte ce dossier pour soigner ce patient');
    await press('Créer le lien');
    expect(bridge.asked.find((one) => one.channel === 'link/propose')?.input).toEqual({
      niss: '93051822361',
      family: 'Martin',
      given: 'Lucie',
      birthDate: '1993-05-18',
      careOnly: true,
    });
    expect(readText()).not.toContain('93.05.18');
    expect(() => find('Le patient a signé')).toThrow('nothing named');
    await press('Imprimer un formulaire vierge');
    await press('Imprimer le consentement');
    expect(asked(bridge)).toEqual(['link/propose', 'link/print-blank-consent', 'link/print-consent']);
    await press('Le patient a signé');
    expect(asked(bridge).slice(3)).toEqual(['link/confirm-signature', 'record/open']);
    expect(readText()).toContain('Biologie clinique');
  });

  it('stops a birth date that contradicts the number, without asking anybody [R10]', async () => {
    const bridge = await open(signedIn, answers);
    await press('Nouveau patient');
    await type('Numéro de registre national (NISS)', '93051822361');
    await submit('Numéro de registre national (NISS)');
    await type('Nom de famille', 'Martin');
    await type('Prénom', 'Lucie');
    await type('Date de naissance', '18/05/1992');
    await submit('Prénom');
    expect(readText()).toContain('Cette date n’est pas celle que contient le numéro (18 mai 1993)');
    expect(asked(bridge)).toEqual([]);
  });

  it('says one same sentence for whatever the hospital refuses, and keeps what was typed [R10]', async () => {
    await open(signedIn, { ...answers, 'link/propose': () => 'link-not-possible' });
    await identify();
    await press('Je consulte ce dossier pour soigner ce patient');
    await press('Créer le lien');
    expect(readText()).toContain('Le lien n’a pas pu être créé avec ces données.');
    expect(readText()).toContain('Martin Lucie, 18 mai 1993');
  });
});
