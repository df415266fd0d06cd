// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
import { toQueue } from '../../../../src-renderer/features/disputes/dispute-queues.ts';
import { find, findField, press, readText, submit, type } from '../../support/mount.tsx';
import { open } from '../../support/open-window.tsx';
import { buildDispute, buildDisputeDetail, sampleDisputes } from '../../support/sample-disputes.ts';
import { physician } from '../../support/samples.ts';
import type { Answers } from '../../support/scripted-bridge.ts';

const director: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'director', login: 'direction', name: 'Dr Bernard Wéry', nihdi: null },
};
const full: Answers = {
  'access-request/list': () => 'server-unavailable',
  'dispute/list': () => sampleDisputes,
  'dispute/read': ({ dispute }) => buildDisputeDetail(dispute) ?? 'not-found',
  'dispute/letter': () => ({}),
  'dispute/scan': () => ({}),
  'dispute/sent': () => ({}),
  'dispute/received': () => ({}),
  'dispute/decide': () => ({}),
  'dispute/widen': () => ({}),
  'dispute/set': () => ({}),
  'evidence/make': () => ({ saved: 'dossier-de-preuve-44444444.zip' }),
};
const idOf = (number: number): string => buildDispute(number).id;
const enter = async (answers: Answers = {}) => {
  const bridge = await open(director, { ...full, ...answers });
  await press('Litiges');
  return bridge;
};

describe('the Director’s disputes', () => {
  it('stand in the queue of what has to be done next, overdue ones by themselves [R15]', async () => {
    await enter();
    for (const part of ['À décider 1', 'Délai dépassé 1', 'Lettres à envoyer 2', 'En attente du formulaire 1'])
      expect(readText()).toContain(part);
    expect(sampleDisputes.disputes.map(toQueue)).toEqual([
      'to-send',
      'waiting',
      'overdue',
      'to-decide',
      'to-send',
      'closed',
      'closed',
    ]);
    await press('Délai dépassé');
    await press('33333333');
    expect(readText()).toContain('Formulaire non reçu : il était attendu pour le 14 novembre 2026.');
    await press('Lettres à envoyer');
    expect(readText()).toContain('Tous (le médecin lui-même)');
  });

  it('show who did what when, with each decision’s consequence on it, and send the reason with it [R15]', async () => {
    const bridge = await enter();
    await press('44444444');
    for (const part of [
      'Formulaire reçu le 20 novembre 2026. À vous de décider.',
      'DUBOIS Marie, né(e) le 12 mars 1955',
      'classé le 20 novembre 2026, 1 page',
      'La patiente dit n’avoir rien signé',
      'Termine ses 14 liens actifs, pour de bon.',
      'Ferme aussitôt tous ses dossiers ouverts (14 liens actifs)',
    ])
      expect(readText()).toContain(part);
    await press('Rétablir l’accès');
    expect(find('Rétablir l’accès').hasAttribute('disabled')).toBe(true);
    await type('Motif de la décision', 'La signature est la sienne');
    await submit('Motif de la décision');
    expect(bridge.asked).toContainEqual({
      channel: 'dispute/decide',
      input: { dispute: idOf(4), decision: 'reinstate', reason: 'La signature est la sienne' },
    });
    expect(bridge.asked.filter(({ channel }) => channel === 'dispute/list')).toHaveLength(2);
  });

  it('print the letter first, then take the day on which it left, never a future one [R14] [R15]', async () => {
    let printed = false;
    const bridge = await enter({
      'dispute/read': ({ dispute }) => {
        const detail = buildDisputeDetail(dispute);
        if (detail === null) return 'not-found';
        const printedAt = printed ? '2026-11-21T10:00:00.000Z' : null;
        return { ...detail, dispute: { ...detail.dispute, printedAt } };
      },
      'dispute/letter': () => {
        printed = true;
        return {};
      },
    });
    await press('Lettres à envoyer');
    await press('11111111');
    expect(() => find('Noter l’envoi de la lettre')).toThrow();
    await press('Imprimer la lettre');
    expect(bridge.asked).toContainEqual({ channel: 'dispute/letter', input: { dispute: idOf(1) } });
    await press('Noter l’envoi de la lettre');
    await type('Envoyée le', '01/01/2999');
    expect(readText()).toContain('ni future ni antérieure');
    expect(find('Noter l’envoi').hasAttribute('disabled')).toBe(true);
    await type('Envoyée le', '31/11/2026');
    expect(readText()).toContain('Une date comme 22/11/2026');
    await type('Envoyée le', '21.11.2026');
    await submit('Envoyée le');
    expect(bridge.asked).toContainEqual({
      channel: 'dispute/sent',
      input: { dispute: idOf(1), sentOn: '2026-11-21' },
    });
  });

  it('say that another ground keeps the physician suspended before they reinstate [R15]', async () => {
    await enter({
      'dispute/read': ({ dispute }) => buildDisputeDetail(dispute, { otherGrounds: 1 }) ?? 'not-found',
    });
    await press('44444444');
    expect(readText()).toContain('le médecin reste suspendu : un autre motif est en cours.');
  });

  it('save the evidence file under the name that was chosen [X14]', async () => {
    const bridge = await enter();
    await press('44444444');
    await press('Enregistrer le dossier de preuve');
    expect(readText()).toContain('Dossier de preuve enregistré : dossier-de-preuve-44444444.zip');
    expect(bridge.asked.some(({ channel }) => channel === 'evidence/make')).toBe(true);
  });

  it('print the practice’s scan, to compare it with the form that arrived [R14]', async () => {
    const scans = [{ filedAt: '2026-11-02T09:00:00.000Z', pages: 2 }];
    const bridge = await enter({
      'dispute/read': ({ dispute }) => buildDisputeDetail(dispute, { scans }) ?? 'not-found',
    });
    await press('44444444');
    await press('Imprimer le scan du formulaire');
    expect(readText()).toContain('Le scan est parti à l’imprimante.');
    expect(bridge.asked.some(({ channel }) => channel === 'dispute/scan')).toBe(true);
  });

  it('change the hospital’s setting within its bounds, and no other way [R15]', async () => {
    const bridge = await enter();
    await press('Réglage');
    expect(find('Changer le réglage').hasAttribute('disabled')).toBe(true);
    await type('Délai pour produire le formulaire, en jours', '91');
    await submit('Délai pour produire le formulaire, en jours');
    await type('Délai pour produire le formulaire, en jours', '20');
    await submit('Délai pour produire le formulaire, en jours');
    expect(bridge.asked.filter(({ channel }) => channel === 'dispute/set')).toEqual([
      { channel: 'dispute/set', input: { scope: 'physician', delayDays: 20 } },
    ]);
    expect(findField('Délai pour produire le formulaire, en jours')).toBeDefined();
  });

  it('say what was decided meanwhile by somebody else, and keep the reason typed', async () => {
    await enter({ 'dispute/decide': () => 'conflict' });
    await press('44444444');
    await press('Mettre fin à cet accès');
    await type('Motif de la décision', 'Signature imitée');
    await submit('Motif de la décision');
    expect(document.querySelector('[role="alert"]')).not.toBeNull();
    expect((findField('Motif de la décision') as HTMLInputElement).value).toBe('Signature imitée');
  });
});
