// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
import { find, press, readText, settle, submit, type } from '../../support/mount.tsx';
import { open } from '../../support/open-window.tsx';
import { buildLetterLists, buildPatientLetter, sampleLetters } from '../../support/sample-letters.ts';
import { buildId, physician } from '../../support/samples.ts';

const desk: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'desk', login: 'guichet', name: 'Paul Masson', nihdi: null },
};
const full = { 'letter/list': () => sampleLetters };
const id = (number: number) => buildId(7000 + number);
const box = (name: string) => {
  const found = document.querySelector<HTMLInputElement>(`input[aria-label="Imprimer la lettre de ${name}"]`);
  if (found === null) throw new Error(`no box for ${name}`);
  return found;
};
const tick = async (name: string) => {
  await act(async () => box(name).click());
  await settle();
};

describe('the desk’s letters', () => {
  it('show first what needs an eye, and print at one press whatever needs none [R16]', async () => {
    const bridge = await open(desk, { ...full, 'letter/print': () => ({}) });
    const text = readText();
    expect(text.indexOf('VAN DEN BERGHE')).toBeLessThan(text.indexOf('DUBOIS'));
    for (const part of ['À imprimer 5', 'À poster 3', 'Codes des médecins 3', 'Adresse inconnue', 'Patient décédé'])
      expect(text).toContain(part);
    expect([box('ROSSI Antonio').checked, box('VAN DEN BERGHE Élise').checked, box('PETIT Jean-Luc').checked]).toEqual([
      false,
      false,
      true,
    ]);
    await tick('PETIT Jean-Luc');
    await tick('VAN DEN BERGHE Élise');
    await press('Imprimer 3 lettres');
    expect(bridge.asked).toContainEqual({
      channel: 'letter/print',
      input: { letters: [3, 1, 5].map((number) => ({ id: id(number), prints: 0 })) },
    });
    expect(readText()).toContain('Les 3 lettres sont imprimées.');
    await press('Voir les lettres à poster');
    expect(readText()).toContain('ZEROUAL Yasmine');
  });

  it('say after a printer’s failure that nothing is lost, and after another desk’s print that the list changed [R16]', async () => {
    const bridge = await open(desk, { ...full, 'letter/print': () => 'print-failed' });
    await press('Imprimer 3 lettres');
    expect(readText()).toContain('aucune lettre n’est perdue');
    bridge.answers['letter/print'] = () => 'conflict';
    await press('Imprimer 3 lettres');
    expect(readText()).toContain('Cette donnée a changé entre-temps.');
    expect(readText()).not.toContain('aucune lettre n’est perdue');
    expect(bridge.asked.filter(({ channel }) => channel === 'letter/list')).toHaveLength(3);
  });

  it('are marked as posted by their batch, without the one in doubt, or one alone with its receipt [R16]', async () => {
    const bridge = await open(desk, { ...full, 'letter/post': () => ({}) });
    await press('À poster');
    await press('ZEROUAL Yasmine');
    await press('Marquer 2 lettres comme postées');
    expect(bridge.asked).toContainEqual({
      channel: 'letter/post',
      input: { letters: [id(6), id(7)], registered: null },
    });
    await type('Numéro de recommandé (facultatif)', '<x>');
    expect(readText()).toContain('De 4 à 40 lettres et chiffres');
    await type('Numéro de recommandé (facultatif)', 'RR 987 654 321 BE');
    await submit('Numéro de recommandé (facultatif)');
    expect(bridge.asked).toContainEqual({
      channel: 'letter/post',
      input: { letters: [id(6)], registered: 'RR 987 654 321 BE' },
    });
  });

  it('are kept back with a reason where they lost their sense, and nowhere else [R16]', async () => {
    const bridge = await open(desk, { ...full, 'letter/cancel': () => ({}) });
    await press('DUBOIS Marie');
    expect(() => find('Retenir la lettre')).toThrow();
    await press('ROSSI Antonio');
    expect(readText()).toContain('Le dossier signale un décès.');
    await press('Retenir la lettre…');
    await type('Motif', 'Décès confirmé par la famille');
    await submit('Motif');
    expect(bridge.asked).toContainEqual({
      channel: 'letter/cancel',
      input: { letter: id(4), reason: 'Décès confirmé par la famille' },
    });
  });

  it('bring a physician’s code only when printed, another one when printed again, and warn of one used too early [R02]', async () => {
    const bridge = await open(desk, { ...full, 'code-letter/print': () => ({}) });
    await press('Codes des médecins');
    await press('Dr Luc Fontaine');
    expect(readText()).toContain('Le code est créé maintenant et vaut quatorze jours.');
    await press('Imprimer la lettre avec son code');
    expect(bridge.asked).toContainEqual({ channel: 'code-letter/print', input: { letter: buildId(7501), prints: 0 } });
    await press('Dr Sofia Peeters');
    await press('Réimprimer avec un nouveau code');
    expect(bridge.asked).toContainEqual({ channel: 'code-letter/print', input: { letter: buildId(7502), prints: 1 } });
    await press('Dr Hugo Simon');
    expect(readText()).toContain('6 décembre 2026');
    expect(readText()).toContain('Prévenez sans attendre la direction médicale');
    expect(() => find('Réimprimer avec un nouveau code')).toThrow();
    expect(() => find('Marquer cette lettre comme postée')).toThrow();
  });

  it('stay to be read for sixty days with who posted them and when, and offer nothing more [R16]', async () => {
    await open(desk, full);
    await press('Terminés (60 jours)');
    await press('DE LA CROIX Jean-Baptiste');
    for (const part of ['22 novembre 2026, 09:40, par Paul Masson', 'RR 123 456 789 BE'])
      expect(readText()).toContain(part);
    expect(() => find('Réimprimer')).toThrow();
    await press('HENRY Louise');
    expect(readText()).toContain('Décès confirmé par la famille');
  });

  it('print fifty at a time of many, and say that nothing waits when nothing does [R16]', async () => {
    const many = Array.from({ length: 120 }, (_, number) => buildPatientLetter(100 + number));
    const bridge = await open(desk, { 'letter/list': () => buildLetterLists(many), 'letter/print': () => ({}) });
    expect(readText()).toContain('Cinquante lettres au plus par tirage');
    await press('Imprimer 50 lettres');
    const [print] = bridge.asked.filter(({ channel }) => channel === 'letter/print');
    expect(print?.input).toHaveProperty('letters.length', 50);
    bridge.answers['letter/list'] = () => buildLetterLists([]);
    await press('Actualiser');
    expect(readText()).toContain('Chaque lettre due à un patient est imprimée.');
  });
});
