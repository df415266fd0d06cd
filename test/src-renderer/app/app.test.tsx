// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../contracts/app-state.ts';
import { App } from '../../../src-renderer/app/app.tsx';
import { find, findField, mount, press, readText, settle, submit, type } from '../support/mount.tsx';
import { buildDay, buildEntry, buildId, buildIndex, buildLink, physician } from '../support/samples.ts';
import { type Answers, buildAppState, createScriptedBridge, type ScriptedBridge } from '../support/scripted-bridge.ts';

const signedIn: Stage = { stage: 'signed-in', person: physician };
const link = buildLink(1);
const report = buildEntry({ document: 'DiagnosticReport/1', title: 'Biologie clinique' });
const letter = buildEntry({
  document: 'DocumentReference/1',
  kind: 'letter',
  title: 'Lettre de sortie',
  at: '2026-11-21',
});
const index = buildIndex(link, [report, letter]);

const usual: Answers = {
  'link/list': () => [link],
  'record/open': () => index,
  'record/read-index': () => index,
  'record/close': () => ({}),
  'session/lock': () => ({}),
  'document/open': ({ patient, document }) => ({
    document,
    patient,
    kind: 'letter',
    title: 'Lettre de sortie',
    at: '2026-11-21',
    author: 'Dr Collin',
    status: 'final',
    parts: [{ show: 'text', title: null, text: 'Votre patiente va bien.' }],
  }),
};

async function open(stage: Stage, answers: Answers = {}): Promise<ScriptedBridge> {
  const bridge = createScriptedBridge({ ...usual, ...answers, 'app/read-state': () => buildAppState(stage) });
  await mount(<App bridge={bridge} />);
  return bridge;
}
const asked = (bridge: ScriptedBridge) =>
  bridge.asked.map((one) => one.channel).filter((channel) => !channel.startsWith('app/') && channel !== 'link/list');
const change = async (bridge: ScriptedBridge, stage: Stage) => {
  await act(async () => bridge.emit('app/state-changed', buildAppState(stage)));
  await settle();
};

describe('the helpdesk', () => {
  const stages: readonly Stage[] = [
    { stage: 'starting' },
    { stage: 'keychain-problem', code: 'keychain-absent' },
    { stage: 'not-enrolled', invitation: null },
    { stage: 'activation', person: physician },
    { stage: 'certificate-problem', code: 'certificate-expired', login: 'x' },
    { stage: 'signed-out', login: '' },
    { stage: 'locked', person: physician },
    signedIn,
    { stage: 'signed-in', person: { ...physician, role: 'desk', nihdi: null } },
  ];
  it.each(stages)('gives both numbers with their hours, one click away when $stage [R05]', async (stage) => {
    await open(stage);
    await press('Helpdesk');
    for (const part of ['065 00 00 99', '24 h sur 24', '065 00 00 33', 'de 8 h à 17 h'])
      expect(readText()).toContain(part);
  });

  it('gives them offline too [R05]', async () => {
    const bridge = createScriptedBridge({
      ...usual,
      'app/read-state': () =>
        buildAppState(signedIn, {
          connection: { state: 'offline', since: '2026-11-22T09:42:00.000Z', reason: 'offline' },
        }),
    });
    await mount(<App bridge={bridge} />);
    expect(readText()).toContain('Hors ligne');
    await press('Helpdesk');
    expect(readText()).toContain('065 00 00 99');
  });
});

describe('each stage', () => {
  it('says that there is no keychain and that nothing was stored [C2]', async () => {
    await open({ stage: 'keychain-problem', code: 'keychain-absent' });
    expect(readText()).toContain('n’a pas de trousseau de clés');
    expect(readText()).toContain('Rien n’a été enregistré');
  });

  it('says honestly to another role that its section is not there, names the person and lets him leave', async () => {
    const bridge = await open(
      { stage: 'signed-in', person: { ...physician, role: 'director', name: 'Dr Anne Lemaire' } },
      { 'session/sign-out': () => ({}) },
    );
    expect(readText()).toContain('Bonjour Dr Anne Lemaire');
    expect(readText()).toContain('ne fait pas partie de cette version');
    await press('Se déconnecter');
    expect(asked(bridge)).toEqual(['session/sign-out']);
  });

  it('keeps the recovery codes on the screen until they are noted, though the app already waits for the sign-in [R07]', async () => {
    const bridge = await open(
      { stage: 'activation', person: physician },
      {
        'activation/start': () => ({ otpauth: 'otpauth://totp/x', secret: 'ABCDEFGH' }),
        'activation/confirm': () => ({ recoveryCodes: ['K7QM-1000', 'K7QM-1001'] }),
      },
    );
    await type('Mot de passe', 'quatre chevaux');
    await type('Le même mot de passe encore une fois', 'quatre chevaux');
    await submit('Mot de passe');
    expect(readText()).toContain('ABCD EFGH');
    await type('Code à 6 chiffres', '123456');
    await submit('Code à 6 chiffres');
    await change(bridge, { stage: 'signed-out', login: physician.login });
    expect(readText()).toContain('K7QM-1001');
    expect(find('Terminer').hasAttribute('disabled')).toBe(true);
    await press('J’ai noté ou imprimé ces codes');
    await press('Terminer');
    expect(readText()).not.toContain('K7QM-1001');
    expect(findField('Nom d’utilisateur ou numéro INAMI').value).toBe(physician.login);
  });

  it('tells why a sign-in is refused, with the incident, and empties the used code alone [R07]', async () => {
    await open({ stage: 'signed-out', login: physician.login }, { 'session/sign-in': () => 'otp-wrong' });
    await type('Mot de passe', 'quatre chevaux');
    await type('Code à 6 chiffres', '123456');
    await submit('Mot de passe');
    expect(readText()).toContain('Ce code à six chiffres n’est pas correct.');
    expect(readText()).toContain('Incident A7K2-0419');
    expect(findField('Mot de passe').value).toBe('quatre chevaux');
    expect(findField('Code à 6 chiffres').value).toBe('');
  });
});

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

  it('renews a running link from the purpose on, and says that it runs on until the signature [R11]', async () => {
    const successor = { ...link, id: buildId(77), state: 'draft' as const, readable: false, validUntil: null };
    const bridge = await open(signedIn, { 'link/renew': () => successor });
    await press('DUBOIS Marie');
    await press('Renouveler');
    expect(readText()).toContain('Le lien actuel reste ouvert jusqu’au');
    await press('Je consulte ce dossier pour soigner ce patient');
    await press('Préparer le renouvellement');
    expect(bridge.asked.find((one) => one.channel === 'link/renew')?.input).toEqual({ link: link.id, careOnly: true });
    expect(find('Imprimer le consentement')).toBeDefined();
  });
});

describe('the record on the screen', () => {
  it('opens any document by one same click, in one same pane [R23]', async () => {
    const bridge = await open(signedIn);
    await press('DUBOIS Marie');
    for (const title of ['Lettre de sortie', 'Biologie clinique']) {
      await press(title);
      expect(document.querySelector('[data-reading-pane]')?.textContent).toContain('Votre patiente va bien.');
    }
    expect(bridge.asked.filter((one) => one.channel === 'document/open').map((one) => one.input)).toEqual([
      { patient: link.patient.id, document: 'DocumentReference/1' },
      { patient: link.patient.id, document: 'DiagnosticReport/1' },
    ]);
  });

  it('is gone from the window in the same turn the hospital closes it, and says why [R13]', async () => {
    const bridge = await open(signedIn);
    await press('DUBOIS Marie');
    await press('Lettre de sortie');
    act(() => bridge.emit('record/closed', { patient: null, reason: 'account-suspended' }));
    const place = document.querySelector('main')?.textContent ?? '';
    expect(place).not.toContain('Votre patiente va bien.');
    expect(place).not.toContain('Biologie clinique');
    expect(readText()).toContain('Votre accès est suspendu par la direction médicale.');
  });

  it('drops a document that has left the record, without a word about it', async () => {
    const bridge = await open(signedIn);
    await press('DUBOIS Marie');
    await press('Lettre de sortie');
    bridge.answers['record/read-index'] = () => buildIndex(link, [report]);
    await act(async () => bridge.emit('record/changed', { patient: link.patient.id }));
    await settle();
    expect(readText()).not.toContain('Lettre de sortie');
    expect(readText()).not.toContain('Votre patiente va bien.');
    expect(readText()).toContain('Choisissez un document');
  });

  it('shows how far copying is, and until when the copy lasts [X10]', async () => {
    await open(signedIn, {
      'record/open': () => buildIndex(link, [report], { asOf: null, sync: { state: 'copying', done: 41, total: 312 } }),
    });
    await press('DUBOIS Marie');
    expect(readText()).toContain('Copie du dossier sur ce PC');
    expect(readText()).toContain('41 sur 312');
    expect(document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow')).toBe('41');
    expect(readText()).toContain('copie locale jusqu’à');
  });

  it('is covered at once by the lock, and is there again at the same document after it [R03]', async () => {
    const bridge = await open(signedIn, { 'session/unlock': () => ({}) });
    await press('DUBOIS Marie');
    await press('Lettre de sortie');
    await change(bridge, { stage: 'locked', person: physician });
    expect(readText()).not.toContain('DUBOIS');
    expect(readText()).not.toContain('Votre patiente va bien.');
    expect(readText()).toContain('Passerelle est verrouillée');
    await change(bridge, signedIn);
    expect(readText()).toContain('Votre patiente va bien.');
    expect(bridge.asked.filter((one) => one.channel === 'record/open')).toHaveLength(1);
  });

  it('opens again at the same document when the lock had shut the vault [R03]', async () => {
    const bridge = await open(signedIn);
    await press('DUBOIS Marie');
    await press('Lettre de sortie');
    await act(async () => bridge.emit('record/closed', { patient: null, reason: 'vault-locked' }));
    await change(bridge, { stage: 'locked', person: physician });
    await change(bridge, signedIn);
    expect(readText()).toContain('Votre patiente va bien.');
  });

  it('leaves nothing of one person to the next', async () => {
    const bridge = await open(signedIn);
    await press('DUBOIS Marie');
    await change(bridge, { stage: 'signed-out', login: '' });
    expect(document.body.textContent).not.toContain('DUBOIS');
    bridge.answers['link/list'] = () => [];
    await change(bridge, { stage: 'signed-in', person: { ...physician, id: buildId(5), name: 'Dr Paul Renard' } });
    expect(readText()).toContain('Dr Paul Renard');
    expect(readText()).toContain('Votre premier patient, en trois temps');
    expect(document.body.textContent).not.toContain('DUBOIS');
  });
});
