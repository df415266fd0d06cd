// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
import { find, findField, press, readText, submit, type } from '../../support/mount.tsx';
import { open } from '../../support/open-window.tsx';
import { physician } from '../../support/samples.ts';
import {
  alteredTrace,
  buildTraceLine,
  sampleQuestions,
  samplePatients,
  sampleTrace,
  traceAnswers,
} from '../../support/sample-trace.ts';
import type { ScriptedBridge } from '../../support/scripted-bridge.ts';

const director: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'director', login: 'direction', name: 'Dr Bernard Wéry', nihdi: null },
};

async function openTrace(answers: object = {}): Promise<ScriptedBridge> {
  const bridge = await open(director, { ...traceAnswers, ...answers });
  await press('Traces');
  return bridge;
}

describe('the Director’s traces', () => {
  it('raise questions and never accuse, each with its rule, and keep the note that answers one [R20]', async () => {
    const asked: object[] = [];
    const bridge = await openTrace({
      'trace/answer-question': (answer: object) => {
        asked.push(answer);
        return {};
      },
    });
    expect(readText()).toContain('Questions 5');
    await press('Pourquoi 23 patients différents en une heure ?');
    for (const part of ['Dr Claire Lambert · INAMI 19990001000', 'à partir de 15 patients', 'n’est pas un reproche'])
      expect(readText()).toContain(part);
    await press('Marquer comme vue');
    await type('Votre note', 'Garde du week-end');
    await submit('Votre note');
    const [first] = sampleQuestions.questions;
    expect(asked).toEqual([
      {
        pattern: 'many-patients',
        subject: first?.subject,
        moment: first?.moment,
        found: 23,
        note: 'Garde du week-end',
      },
    ]);
    expect(bridge.asked.filter(({ channel }) => channel === 'trace/questions')).toHaveLength(2);
    await press('Pourquoi 1284 documents copiés et aucun consulté ?');
    expect(readText()).toContain('vérifié par téléphone');
  });

  it('open the accesses of a question with its own filter [R20]', async () => {
    const bridge = await openTrace();
    await press('Pourquoi 23 patients');
    await press('Voir ces 23 accès');
    const [first] = sampleQuestions.questions;
    expect(bridge.asked).toContainEqual({ channel: 'trace/list', input: { filter: first?.filter, before: null } });
    expect(readText()).toContain('Plus de 10 000 accès');
  });

  it('ask for accesses by a gesture alone, since each reading is traced, and read copied and looked at apart [R21]', async () => {
    const bridge = await openTrace();
    await press('Accès');
    expect(bridge.asked.some(({ channel }) => channel === 'trace/list')).toBe(false);
    expect(readText()).toContain('Ce que vous lisez ici est tracé à votre nom.');
    await press('Afficher les accès');
    for (const part of [
      'Consulté · Protocole ou laboratoire du 12 mars 2026',
      'Copié · Protocole ou laboratoire du 12 mars 2026',
      'Imprimé · Images du 20 novembre 2026',
      'PC du cabinet · hors ligne, le 21 novembre 2026, 23:14',
      'PC du cabinet · dossier non ouvert à ce médecin',
      'INAMI 19990001000',
    ])
      expect(readText()).toContain(part);
    bridge.answers['trace/list'] = () => ({
      lines: [buildTraceLine(60, { kind: 'oversight', object: 'dispute/read#b1946ac92492', dated: null })],
      next: null,
      total: null,
    });
    await press('Afficher les 50 suivants');
    expect(bridge.asked.at(-1)).toEqual({
      channel: 'trace/list',
      input: expect.objectContaining({ before: sampleTrace.next }) as unknown,
    });
    expect(readText()).toContain('Litige lu');
  });

  it('take a period as days are typed everywhere, and ask nothing for a day that is none [R21]', async () => {
    const bridge = await openTrace();
    await press('Accès');
    await type('Du', '31/02/2026');
    await press('Afficher les accès');
    await submit('Du');
    expect(readText()).toContain('Écrivez la date comme 12/03/2026.');
    expect(bridge.asked.some(({ channel }) => channel === 'trace/list')).toBe(false);
    await type('Du', '1.3.2026');
    await type('Au', '12/03/2026');
    await submit('Du');
    expect(bridge.asked.at(-1)?.input).toMatchObject({ filter: { from: '2026-03-01', to: '2026-03-12' } });
    await press('Tout effacer');
    expect(findField('Du').value).toBe('');
  });

  it('find a patient by number, keep the id alone, and narrow the list to it [R20] [R21]', async () => {
    const bridge = await openTrace();
    await press('Accès');
    await press('Choisir un patient');
    await type('Numéro de registre national', '93.05.18-223.61');
    await submit('Numéro de registre national');
    expect(bridge.asked.at(-1)).toEqual({
      channel: 'trace/find-patient',
      input: { niss: '93.05.18-223.61', family: '', birthDate: '' },
    });
    await press('DUBOIS Marie');
    await press('Afficher les accès');
    expect(bridge.asked.at(-1)?.input).toMatchObject({ filter: { patient: samplePatients[0]?.id } });
    expect(JSON.stringify(bridge.asked.slice(-1))).not.toContain('93');
  });

  it('say up to which entry the trace is whole, or what was changed and where [R21]', async () => {
    const bridge = await openTrace();
    await press('Intégrité');
    expect(readText()).toContain('jusqu’à l’entrée 41/9000 du 22 novembre 2026, 08:59:58');
    expect(readText()).toContain('K7QF-3M2P-XA0B-9C4D-11TZ');
    bridge.answers['trace/check'] = () => ({});
    bridge.answers['trace/read-check'] = () => alteredTrace;
    await type('Numéro de la dernière tête imprimée (facultatif)', 'k7qf3m2pxa0b9c4d11tz');
    await submit('Numéro de la dernière tête imprimée (facultatif)');
    expect(bridge.asked).toContainEqual({ channel: 'trace/check', input: { head: 'k7qf3m2pxa0b9c4d11tz' } });
    for (const part of ['La trace a été modifiée', 'chaîne 12, entrée 4711, datée du 3 novembre 2026', '10 entrées de'])
      expect(readText()).toContain(part);
    expect(find('Vérifier à nouveau')).toBeDefined();
  });
});
