// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { act } from 'react';
import { find, press, readText, settle } from '../../support/mount.tsx';
import { asked, link, open, report, signedIn } from '../../support/open-window.tsx';
import { buildDay, buildId, buildIndex } from '../../support/samples.ts';
import type { Answers } from '../../support/scripted-bridge.ts';

const draft = { ...link, id: buildId(77), state: 'draft' as const, readable: false, validUntil: null };
const printed = { ...draft, state: 'printed' as const };
const renewed = { ...draft, state: 'active' as const, readable: true, validUntil: buildDay(364) };
const answers: Answers = {
  'link/renew': () => draft,
  'link/print-consent': () => printed,
  'link/confirm-signature': () => renewed,
};

/** From the menu of the record. */
const renew = async (): Promise<void> => {
  await press('Dossier');
  await press('Renouveler pour soigner ce patient');
};

describe('renewing from the record', () => {
  it('prints the new form by one gesture, the record stays open, and the next one confirms the signature [R11] [R20]', async () => {
    const bridge = await open(signedIn, answers);
    await press('DUBOIS Marie');
    await renew();
    expect(asked(bridge)).toEqual(['record/open', 'link/renew', 'link/print-consent']);
    expect(bridge.asked.find((one) => one.channel === 'link/renew')?.input).toEqual({ link: link.id, careOnly: true });
    const text = readText();
    expect(text).toContain('Le nouveau consentement de Marie DUBOIS est imprimé');
    expect(text).toContain('Le lien actuel reste ouvert jusqu’au');
    expect(text).toContain('pour soigner ce patient et pour rien d’autre : ni assurance');
    expect(text).toContain('Biologie clinique');
    expect(() => find('Renouveler pour soigner')).toThrow('nothing named');
    bridge.answers['record/open'] = () => buildIndex(renewed, [report]);
    await press('Le patient a signé');
    expect(asked(bridge).slice(3)).toEqual(['link/confirm-signature', 'record/open']);
    expect(() => find('Le patient a signé')).toThrow('nothing named');
    await press('Dossier');
    expect(find('Renouveler pour soigner ce patient')).toBeDefined();
  });

  it('goes on with the form that a batch printed before, and prints nothing again [X08]', async () => {
    const bridge = await open(signedIn, { ...answers, 'link/list': () => [link, printed] });
    const running = [...document.querySelectorAll<HTMLElement>('[data-patient-row]')].find(
      (row) => !row.textContent.includes('signer'),
    );
    await act(async () => running?.click());
    await settle();
    await renew();
    expect(asked(bridge)).toEqual(['record/open']);
    await press('Le patient a signé');
    expect(asked(bridge)).toEqual(['record/open', 'link/confirm-signature', 'record/open']);
  });

  it('says why nothing was printed, keeps the record, and tries again in the same place [R11]', async () => {
    const bridge = await open(signedIn, { ...answers, 'link/print-consent': () => 'printer-absent' });
    await press('DUBOIS Marie');
    await renew();
    expect(readText()).toContain('imprimante');
    expect(() => find('Le patient a signé')).toThrow('nothing named');
    bridge.answers['link/print-consent'] = () => printed;
    await press('Imprimer le consentement');
    expect(asked(bridge).filter((channel) => channel === 'link/renew')).toHaveLength(1);
    expect(find('Le patient a signé')).toBeDefined();
  });

  it('never blames what was typed when the renewal is refused: nothing was [R17]', async () => {
    await open(signedIn, { ...answers, 'link/renew': () => 'link-not-possible' });
    await press('DUBOIS Marie');
    await renew();
    expect(readText()).toContain('Ce dossier n’est pas accessible.');
    expect(readText()).not.toContain('numéro, le nom');
  });

  it('leaves with its record: another patient finds no renewal of this one [R11]', async () => {
    const other = { ...link, id: buildId(78), patient: { ...link.patient, id: buildId(79), family: 'PETIT' } };
    await open(signedIn, {
      ...answers,
      'link/list': () => [link, other],
      'record/open': ({ patient }) => buildIndex(patient === other.patient.id ? other : link, [report]),
    });
    await press('DUBOIS Marie');
    await renew();
    await press('PETIT Marie');
    await act(async () => undefined);
    await settle();
    expect(() => find('Le patient a signé')).toThrow('nothing named');
  });
});
