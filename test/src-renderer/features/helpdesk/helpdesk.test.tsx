// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
import type { Role } from '../../../../contracts/person.ts';
import { act } from 'react';
import { find, press, readText, settle, submit, type } from '../../support/mount.tsx';
import { open } from '../../support/open-window.tsx';
import { physician } from '../../support/samples.ts';
import { buildFound, sampleNotice, samplePcs, sampleReissues, sampleRevoked } from '../../support/sample-helpdesk.ts';
import type { Answers } from '../../support/scripted-bridge.ts';

const at = (role: Role): Stage => ({
  stage: 'signed-in',
  person: { ...physician, role, login: role, name: 'Hélène Masson', nihdi: null },
});
const full: Answers = {
  'pc/list': ({ queue }) => (queue === 'revoked' ? sampleRevoked : samplePcs),
  'reissue/list': () => [...sampleReissues],
  'person/find': () => [buildFound(1)],
};

describe('the helpdesk’s PCs', () => {
  it('show version, contact, speed and last fault of each, and one beside [X16]', async () => {
    await open(at('helpdesk'), full);
    for (const part of ['En service 4', 'Révoqués 2', 'CABINET-1', '0.1.0', '640 ms', '4,8 s', 'KXRTB-MPLQF'])
      expect(readText()).toContain(part);
    await press('ACCUEIL');
    for (const part of ['Linux 6.1.0', 'document/print · printer-absent', '310 ko/s', 'médiane de 3 fois'])
      expect(readText()).toContain(part);
  });

  it('are found by the incident number that is read out on the telephone, and say what it was [X16]', async () => {
    const bridge = await open(at('helpdesk'), {
      ...full,
      'pc/list': ({ search }) =>
        search === 'xxxxx' ? { ...samplePcs, lines: [] } : { ...samplePcs, lines: samplePcs.lines.slice(1, 2) },
    });
    const field = 'Chercher un poste ou la personne qui y travaille';
    await type(field, 'klmnp rstvw');
    expect(bridge.asked.at(-1)?.input).toMatchObject({ search: 'klmnp rstvw' });
    // The list names the fault that was looked for, not the last one.
    expect(readText()).toContain('KLMNP-RSTVW');
    expect(readText()).not.toContain('KXRTB-MPLQF');
    await press('ACCUEIL');
    for (const part of ['Incident KLMNP-RSTVW', 'Les 3 dernières pannes', 'BCDFG-HJKLM', 'question non nommée'])
      expect(readText()).toContain(part);
    await type(field, 'xxxxx');
    expect(readText()).toContain('Aucun poste n’a signalé ce numéro.');
  });

  it('write what a revocation closes before it is done, and revoke with a reason alone [X16] [R06]', async () => {
    const bridge = await open(at('helpdesk'), {
      ...full,
      'pc/revoke': () => ({ sessions: 2, copies: 14, copiesEndAt: '2026-11-22T17:40:00.000Z' }),
    });
    await press('CABINET-1');
    for (const part of ['2 sessions ouvertes se ferment', 'Sa copie de 14 dossiers', '18:40', 'C’est définitif'])
      expect(readText()).toContain(part);
    await press('Révoquer ce poste');
    expect(find('Révoquer ce poste').hasAttribute('disabled')).toBe(true);
    await type('Motif de la révocation', 'Volé dans la voiture');
    await submit('Motif de la révocation');
    const [pc] = samplePcs.lines;
    expect(bridge.asked).toContainEqual({
      channel: 'pc/revoke',
      input: { pc: pc?.id, reason: 'Volé dans la voiture' },
    });
  });

  it('say what a revocation closed although the PC has left the list, and lead to it [X16] [R06]', async () => {
    const [pc] = samplePcs.lines;
    let revoked = false;
    await open(at('helpdesk'), {
      ...full,
      'pc/list': ({ queue }) => {
        if (queue === 'revoked') return sampleRevoked;
        return revoked ? { ...samplePcs, lines: samplePcs.lines.slice(1) } : samplePcs;
      },
      'pc/revoke': () => {
        revoked = true;
        return { sessions: 1, copies: 14, copiesEndAt: '2099-11-22T17:40:00.000Z' };
      },
    });
    await press('CABINET-1');
    await press('Révoquer ce poste');
    await type('Motif de la révocation', 'Volé dans la voiture');
    await submit('Motif de la révocation');
    expect(() => find(pc?.name ?? '')).toThrow();
    for (const part of ['Le poste « CABINET-1 » est révoqué.', '1 session est fermée.', 'Sa copie de 14 dossiers'])
      expect(readText()).toContain(part);
    await press('Voir les postes révoqués');
    expect(readText()).not.toContain('1 session est fermée. Sa copie');
    expect(find('ANCIEN-PC')).toBeDefined();
  });

  it('tell of a revoked PC whether it knows, and until when its copy can be read [X16]', async () => {
    await open(at('helpdesk'), full);
    await press('Révoqués');
    expect(readText()).toContain('pas encore');
    await press('CABINET-8');
    expect(readText()).toContain('Poste pas encore joint : sa copie de 14 dossiers est illisible après');
    await press('ANCIEN-PC');
    expect(readText()).toContain('il a détruit sa copie');
    expect(() => find('Révoquer ce poste')).toThrow();
  });

  it('search by what is typed and keep the field while the list is read again [X16]', async () => {
    const bridge = await open(at('helpdesk'), full);
    await type('Chercher un poste ou la personne qui y travaille', 'acc');
    expect(bridge.asked).toContainEqual({
      channel: 'pc/list',
      input: { queue: 'all', search: 'acc', oldestFirst: false },
    });
    expect(readText()).toContain('En service 4');
  });
});

describe('letters again', () => {
  it('are asked for somebody found by name, with what they said [R02]', async () => {
    const bridge = await open(at('helpdesk'), { ...full, 'reissue/ask': () => ({ reissue: sampleNotice.id }) });
    await press('Courriers d’accès');
    await type('Nom de la personne qui téléphone', 'lambert');
    await press('Dr Claire Lambert');
    expect(find('Demander à la direction').hasAttribute('disabled')).toBe(true);
    await type('Ce que la personne vous a dit', 'Téléphone perdu samedi');
    await press('Demander à la direction');
    expect(readText()).toContain('La demande attend la direction médicale.');
    expect(bridge.asked).toContainEqual({
      channel: 'reissue/ask',
      input: { person: buildFound(1).id, reason: 'new-pc', stolen: false, why: 'Téléphone perdu samedi' },
    });
  });

  it('stand before the Director with who asks, why, and where the person works now [R02] [R07]', async () => {
    const bridge = await open(at('director'), { ...full, 'reissue/approve': () => ({}) });
    await press('Approbations');
    expect(readText()).toContain('À décider 2');
    const [first, second] = document.querySelectorAll<HTMLButtonElement>('tbody button');
    await act(async () => second?.click());
    expect(readText()).toContain('travaille en ce moment sur le poste « CABINET-1 » : appelez-y');
    expect(readText()).toContain('L’ancien second facteur ne vaut plus dès maintenant');
    await act(async () => first?.click());
    for (const part of ['Hélène Masson', 'A perdu son téléphone samedi', 'poste « CABINET-1 »', 'vaut jusque-là'])
      expect(readText()).toContain(part);
    await press('Approuver');
    expect(bridge.asked).toContainEqual({ channel: 'reissue/approve', input: { reissue: sampleReissues[0]?.id } });
  });

  it('offer no decision to whoever asked [R02]', async () => {
    const [one] = sampleReissues;
    if (one === undefined) throw new Error('no sample');
    await open(at('director'), { ...full, 'reissue/list': () => [{ ...one, own: true }] });
    await press('Approbations');
    await press('22 novembre 2026, 08:50');
    expect(readText()).toContain('quelqu’un d’autre décide');
    expect(() => find('Approuver')).toThrow();
  });
});

describe('what somebody asked in one’s name', () => {
  it('stands over the window at sign-in and at once after news, and is stopped by two presses [R07]', async () => {
    const bridge = await open(at('desk'), { 'notice/list': () => [], 'notice/contest': () => ({}) });
    expect(readText()).not.toContain('réinitialisation');
    bridge.answers['notice/list'] = () => [sampleNotice];
    await act(async () => bridge.emit('account/changed', {}));
    await settle();
    expect(readText()).toContain('approuvée par Dr Anne Lemaire');
    expect(readText()).toContain('065 00 00 99');
    await press('Ce n’est pas moi');
    expect(bridge.asked.some(({ channel }) => channel === 'notice/contest')).toBe(false);
    bridge.answers['notice/list'] = () => [];
    await press('Tout arrêter');
    expect(bridge.asked).toContainEqual({ channel: 'notice/contest', input: { reissue: sampleNotice.id } });
    expect(readText()).toContain('la direction médicale le sait');
  });

  it('can be laid aside, and comes back when more happens to it [R07]', async () => {
    const bridge = await open(at('desk'), {
      'notice/list': () => [{ ...sampleNotice, approvedAt: null, approvedBy: null }],
    });
    await press('C’est bien moi');
    expect(readText()).not.toContain('réinitialisation');
    bridge.answers['notice/list'] = () => [sampleNotice];
    await act(async () => bridge.emit('account/changed', {}));
    await settle();
    expect(readText()).toContain('approuvée par Dr Anne Lemaire');
  });

  it('says of a request from the public page that nobody of the hospital asked, and where its letter goes [R01] [R07]', async () => {
    const asked = { ...sampleNotice, reason: 'new-pc', public: true, moved: true } as const;
    const bridge = await open(at('physician'), { 'notice/list': () => [asked] });
    expect(readText()).toContain('demandé sur la page publique de l’hôpital, avec une autre adresse');
    expect(readText()).not.toContain('demandé par le helpdesk');
    bridge.answers['notice/list'] = () => [{ ...asked, moved: false, approvedAt: '2026-11-22T08:06:00.000Z' }];
    await act(async () => bridge.emit('account/changed', {}));
    await settle();
    expect(readText()).toContain('à l’adresse de votre cabinet');
  });

  it('tells the Director who stopped one [R07]', async () => {
    const contested = { contestedBy: 'Dr Claire Lambert', contestedAt: '2026-11-22T08:10:00.000Z' };
    await open(at('director'), { 'notice/list': () => [{ ...sampleNotice, ...contested }] });
    expect(readText()).toContain('Dr Claire Lambert a répondu « Ce n’est pas moi »');
    expect(() => find('Ce n’est pas moi')).toThrow();
    await press('J’ai lu');
    expect(readText()).not.toContain('a répondu');
  });
});
