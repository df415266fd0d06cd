// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
import { find, press, readText, settle, submit, type } from '../../support/mount.tsx';
import { open } from '../../support/open-window.tsx';
import {
  buildPhysician,
  buildPhysicianDetail,
  sampleDisputes,
  samplePhysicians,
} from '../../support/sample-disputes.ts';
import { physician } from '../../support/samples.ts';
import type { Answers } from '../../support/scripted-bridge.ts';

const director: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'director', login: 'direction', name: 'Dr Bernard Wéry', nihdi: null },
};
const full: Answers = {
  'access-request/list': () => 'server-unavailable',
  'physician/search': ({ query }) => {
    const physicians = samplePhysicians.physicians.filter(({ name }) => name.toLowerCase().includes(query));
    return { total: physicians.length, physicians };
  },
  'physician/read': () => buildPhysicianDetail(),
  'physician/suspend': () => ({}),
  'dispute/open': () => ({ id: sampleDisputes.disputes[0]?.id ?? '' }),
  'evidence/make': () => ({ saved: null }),
};
const enter = async (answers: Answers = {}) => {
  const bridge = await open(director, { ...full, ...answers });
  await press('Médecins');
  return bridge;
};
const person = buildPhysician(1).id;

describe('the Director’s physicians', () => {
  it('are searched as one types, with state, links and last look [R15] [R20]', async () => {
    await enter();
    for (const part of ['Dr Sophie Lambert', 'Suspendu · 2 litiges', 'Pas encore activé', 'Jamais', 'Tous 4'])
      expect(readText()).toContain(part);
    await type('Nom ou numéro INAMI', 'collard');
    await settle();
    expect(readText()).not.toContain('Dr Sophie Lambert');
    await type('Nom ou numéro INAMI', 'personne');
    await settle();
    expect(readText()).toContain('Aucun nom ni numéro ne contient');
  });

  it('are suspended with a reason, the consequence written on it [R15]', async () => {
    const bridge = await enter();
    await press('Dr Sophie Lambert');
    expect(readText()).toContain('Ferme aussitôt ses dossiers ouverts : 14 liens actifs, 1 session ouverte.');
    await press('Suspendre ce médecin');
    await type('Motif de la suspension', 'PC du cabinet volé');
    await submit('Motif de la suspension');
    expect(bridge.asked).toContainEqual({
      channel: 'physician/suspend',
      input: { person, suspended: true, reason: 'PC du cabinet volé' },
    });
  });

  it('show each ground of a suspension, and lift the Director’s own alone [R15]', async () => {
    const bridge = await enter({
      'physician/read': () =>
        buildPhysicianDetail({
          suspensions: [null, sampleDisputes.disputes[0]?.id ?? null].map((dispute, index) => ({
            since: `2026-11-2${index}T09:00:00.000Z`,
            by: 'Dr Bernard Wéry',
            reason: dispute === null ? 'Plainte à l’examen' : null,
            dispute,
            liftedAt: null,
            liftedBy: null,
            liftReason: null,
          })),
        }),
    });
    await press('Dr Sophie Lambert');
    for (const part of [
      'Suspendu depuis le 20 novembre 2026',
      'Motif : Plainte à l’examen',
      'la décision se prend dans « Litiges »',
      'celle du litige en cours reste',
    ])
      expect(readText()).toContain(part);
    await press('Rétablir ce médecin');
    await type('Motif du rétablissement', 'Plainte sans suite');
    await submit('Motif du rétablissement');
    expect(bridge.asked).toContainEqual({
      channel: 'physician/suspend',
      input: { person, suspended: false, reason: 'Plainte sans suite' },
    });
  });

  it('open a dispute on one link, which says how far it reaches as the hospital has set it [R15]', async () => {
    const bridge = await enter({
      'physician/read': () => buildPhysicianDetail({ setting: { scope: 'link', delayDays: 20 } }),
    });
    await press('Dr Sophie Lambert');
    await press('DUBOIS Marie');
    expect(readText()).toContain(
      'Suspend aussitôt l’accès de ce médecin à ce dossier et réclame ce formulaire, dans les 20 jours.',
    );
    await press('Ouvrir un litige sur ce lien');
    await type('Ce qui est mis en doute', 'La patiente n’a rien signé');
    await submit('Ce qui est mis en doute');
    const [link] = buildPhysicianDetail().links;
    expect(bridge.asked).toContainEqual({
      channel: 'dispute/open',
      input: { link: link?.id, person: null, reason: 'La patiente n’a rien signé' },
    });
    await press('PETIT Jean-Luc');
    expect(() => find('Ouvrir un litige sur ce lien')).toThrow();
  });
});
