// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
import { find, press, readText, submit, type } from '../../support/mount.tsx';
import { open } from '../../support/open-window.tsx';
import { physician } from '../../support/samples.ts';
import { sampleDetails, sampleRequests } from '../../support/sample-requests.ts';
import type { Answers } from '../../support/scripted-bridge.ts';

const director: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'director', login: 'bernard.wery', name: 'Dr Bernard Wéry', nihdi: null },
};
const [plain, known, , accepted, refused] = sampleDetails;
const full: Answers = {
  'access-request/list': () => sampleRequests,
  'access-request/review': ({ request }) => sampleDetails.find(({ id }) => id === request) ?? 'not-found',
};

describe('the Director’s requests', () => {
  it('stand in queues with what makes each other than the rest, and open beside [R02]', async () => {
    const bridge = await open(director, full);
    for (const part of [
      'À décider 2',
      'Arrivées en masse 1',
      'Acceptées 1',
      'Refusées 1',
      '1‑99812‑34‑567',
      'Compte existant',
    ])
      expect(readText()).toContain(part);
    await press('DELVAUX-NOËL Élise');
    for (const part of [
      'Rue de l’Étang 4, boîte 2',
      '+32 65 12 34 56',
      'conditions fr-2026-11 acceptées',
      'En cours d’examen',
    ])
      expect(readText()).toContain(part);
    expect(bridge.asked.filter(({ channel }) => channel === 'access-request/review')).toHaveLength(1);
  });

  it('are accepted only with the declaration, and say what that makes and for whom [R02]', async () => {
    let done = false;
    const bridge = await open(director, {
      ...full,
      'access-request/accept': () => {
        done = true;
        return { letter: 'access' };
      },
      'access-request/review': () => (done ? { ...accepted, id: plain?.id ?? '' } : plain) as never,
    });
    await press('DELVAUX-NOËL Élise');
    expect(find('Accepter la demande').hasAttribute('disabled')).toBe(true);
    expect(readText()).toContain('Crée le compte 19981234567');
    expect(readText()).toContain('Cabinet de l’Étang, Rue de l’Étang 4, boîte 2, 7000 Saint-Exemple');
    await press('J’ai vérifié l’identité, le numéro INAMI et l’adresse du cabinet auprès de l’Ordre ou de l’INAMI.');
    await press('Accepter la demande');
    expect(bridge.asked).toContainEqual({
      channel: 'access-request/accept',
      input: { request: plain?.id, checked: true, moved: false },
    });
    expect(readText()).toContain('La lettre avec le code attend au guichet');
  });

  it('write to a known physician’s known address unless the practice moved [R02]', async () => {
    const bridge = await open(director, { ...full, 'access-request/accept': () => ({ letter: 'new-pc' }) });
    await press('LAMBERT Claire');
    expect(readText()).toContain('Ce numéro a déjà un compte');
    expect(readText()).toContain('pour : Cabinet Lambert, Rue Haute 12');
    await press('Le cabinet a changé d’adresse : écrire à l’adresse déclarée, qui devient l’adresse connue.');
    expect(readText()).toContain('pour : Maison médicale du Parc, Rue de l’Étang 4');
    await press('J’ai vérifié l’identité, le numéro INAMI et l’adresse du cabinet auprès de l’Ordre ou de l’INAMI.');
    await press('Accepter la demande');
    expect(bridge.asked).toContainEqual({
      channel: 'access-request/accept',
      input: { request: known?.id, checked: true, moved: true },
    });
  });

  it('cannot be accepted for a suspended account, and are refused with a reason alone [R02]', async () => {
    const bridge = await open(director, {
      ...full,
      'access-request/review': () => ({ ...known, account: { ...known?.account, suspended: true } }) as never,
      'access-request/refuse': () => ({}),
    });
    await press('LAMBERT Claire');
    expect(readText()).toContain('Le compte Dr Claire Lambert est suspendu');
    expect(() => find('Accepter la demande')).toThrow();
    await press('Refuser la demande');
    expect(find('Refuser et communiquer ce motif').hasAttribute('disabled')).toBe(true);
    await type('Motif, tel que le médecin le lira', 'Suspension en cours.');
    await submit('Motif, tel que le médecin le lira');
    expect(bridge.asked).toContainEqual({
      channel: 'access-request/refuse',
      input: { request: known?.id, reason: 'Suspension en cours.' },
    });
  });

  it('cannot be accepted while new factors are on their way to that account: the Director reads why [R02] [X03]', async () => {
    await open(director, {
      ...full,
      'access-request/review': () => ({ ...known, account: { ...known?.account, awaitsReset: true } }) as never,
    });
    await press('LAMBERT Claire');
    expect(readText()).toContain('Dr Claire Lambert attend déjà un courrier');
    expect(() => find('Accepter la demande')).toThrow();
    expect(() => find('Refuser la demande')).not.toThrow();
  });

  it('show what was decided, by whom and why, and hand out the file of an accepted one [R02]', async () => {
    const bridge = await open(director, { ...full, 'access-request/file': () => ({ saved: 'hopital.passerelle' }) });
    await press('Refusées');
    await press('PERSONNE Paul');
    for (const part of ['Dr Bernard Wéry', 'Joignez une attestation']) expect(readText()).toContain(part);
    await press('Acceptées');
    await press('VAN DEN BERGHE Jan');
    await press('Enregistrer le fichier .passerelle');
    expect(readText()).toContain('Enregistré sous le nom hopital.passerelle.');
    expect(bridge.asked).toContainEqual({ channel: 'access-request/file', input: { request: accepted?.id } });
    expect(refused?.state).toBe('refused');
  });

  it('say that somebody else decided meanwhile, and that nothing waits', async () => {
    await open(director, { ...full, 'access-request/accept': () => 'conflict' });
    await press('DELVAUX-NOËL Élise');
    await press('J’ai vérifié l’identité, le numéro INAMI et l’adresse du cabinet auprès de l’Ordre ou de l’INAMI.');
    await press('Accepter la demande');
    expect(readText()).toContain('Cette donnée a changé entre-temps.');
    await open(director, {
      'access-request/list': () => ({ total: { waiting: 0, crowded: 0, accepted: 0, refused: 0 }, lines: [] }),
    });
    expect(readText()).toContain('Aucune demande à décider');
  });
});
