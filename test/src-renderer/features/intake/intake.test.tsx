// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
import { speak } from '../../../../src-renderer/words/language.ts';
import { find, findField, press, readText, submit, type } from '../../support/mount.tsx';
import { open } from '../../support/open-window.tsx';
import { physician } from '../../support/samples.ts';
import { buildMessage, sampleIntake } from '../../support/sample-intake.ts';
import type { Answers } from '../../support/scripted-bridge.ts';

const helpdesk: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'helpdesk', login: 'helpdesk', name: 'Hélène Masson', nihdi: null },
};
const full: Answers = {
  'message/list': () => sampleIntake.messages,
  'quarantine/list': () => sampleIntake.images,
  'intake/list': () => sampleIntake.notes,
};
const openIntake = async (answers: Answers) => {
  const bridge = await open(helpdesk, {
    'pc/list': () => ({ total: { all: 0, silent: 0, ending: 0, failing: 0, revoked: 0 }, lines: [] }),
    ...answers,
  });
  await press('Interfaces');
  return bridge;
};
const [message] = sampleIntake.messages.lines;
const [images] = sampleIntake.images.lines;

describe('the helpdesk’s queues', () => {
  it('list what could not be filed by sender, kind and reason, and show one line beside them [R25]', async () => {
    await openIntake(full);
    for (const part of [
      'Messages refusés 3',
      'Images en attente 2',
      'LABO · KENNEDY',
      'ORU^R01',
      'Expéditeur non nommé',
    ])
      expect(readText()).toContain(part);
    await press('22 novembre 2026, 09:02');
    for (const part of ['MSG-004711', 'PID-3', 'AE 204', '3 essais', 'Aucun patient de cet hôpital ne porte ce numéro'])
      expect(readText()).toContain(part);
    await press('Images en attente');
    expect(readText()).toContain('PACS regardé à 09:00 : 812 études, dont 4 sans patient connu.');
    expect(readText()).toContain('CT · 312 images');
    await press('Remarques FHIR');
    expect(readText()).toContain('Pris tel quel, avec un défaut (structure).');
  });

  it('say in another language what the code of a refusal means, and what the sender was told [R25] [X17]', async () => {
    await openIntake(full);
    await speak('nl');
    try {
      await press('22 november 2026, 09:02');
      expect(readText()).toContain('Een genoemde patiënt, opname of document is onbekend');
      expect(readText()).toContain('Reden aan de afzender');
      expect(readText().split('Aucun patient de cet hôpital ne porte ce numéro')).toHaveLength(2);
    } finally {
      await speak('fr');
    }
    expect(readText()).not.toContain('Motif donné');
  });

  it('present a message again and say what became of it [R25]', async () => {
    const bridge = await openIntake({
      ...full,
      'message/replay': ({ message: id }) => ({ id, state: 'failed', refusal: buildMessage(1).refusal }),
    });
    await press('22 novembre 2026, 09:02');
    await press('Présenter à nouveau');
    expect(readText()).toContain('Le message est refusé à nouveau.');
    expect(bridge.asked).toContainEqual({ channel: 'message/replay', input: { message: message?.id } });
    expect(bridge.asked.filter(({ channel }) => channel === 'message/list')).toHaveLength(2);
  });

  it('take a line off the list with a reason alone [R25]', async () => {
    const bridge = await openIntake({ ...full, 'quarantine/dismiss': () => ({}) });
    await press('Images en attente');
    await press('22 novembre 2026, 07:14');
    await press('Retirer de la liste');
    expect(find('Retirer de la liste').hasAttribute('disabled')).toBe(true);
    expect(findField('Motif du retrait')).toBeDefined();
    await type('Motif du retrait', 'Essai de mise en service');
    await submit('Motif du retrait');
    expect(bridge.asked).toContainEqual({
      channel: 'quarantine/dismiss',
      input: { line: images?.id, reason: 'Essai de mise en service' },
    });
    expect(readText()).toContain('Retiré de la liste : CT · 312 images.');
  });

  it('offer no second try where it cannot help, and say who has to act [R25]', async () => {
    await openIntake(full);
    await press('Images en attente');
    expect(readText()).toContain('Fichier illisible');
    await press('22 novembre 2026, 07:20');
    expect(readText()).toContain('l’expéditeur doit le corriger et le renvoyer');
    expect(() => find('Présenter à nouveau')).toThrow();
  });

  it('say that nothing waits', async () => {
    await openIntake({
      'message/list': () => ({ total: { failed: 0 }, lines: [] }),
      'quarantine/list': () => ({ total: { waiting: 0, pacs: null }, lines: [] }),
      'intake/list': () => [],
    });
    expect(readText()).toContain('Chaque message reçu est classé.');
  });

  it('keep the last lists on the screen when the hospital does not answer, and say so', async () => {
    const bridge = await openIntake(full);
    bridge.answers['message/list'] = () => 'server-unavailable';
    await press('Actualiser');
    expect(readText()).toContain('LABO · KENNEDY');
    expect(document.querySelector('[role="alert"]')).not.toBeNull();
  });
});
