// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Stage } from '../../../contracts/app-state.ts';
import { App } from '../../../src-renderer/app/app.tsx';
import { find, findField, mount, press, readText, submit, type } from '../support/mount.tsx';
import { change, open, signedIn, usual } from '../support/open-window.tsx';
import { physician } from '../support/samples.ts';
import { buildAppState, createScriptedBridge } from '../support/scripted-bridge.ts';

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

  it('says once, after the sign-in, that copies of another version were erased and are being made again [C6]', async () => {
    const bridge = await open(
      { stage: 'signed-out', login: physician.login },
      { 'session/sign-in': () => ({ recoveryCodesLeft: 9, copiesDropped: true }) },
    );
    await type('Mot de passe', 'quatre chevaux');
    await type('Code à 6 chiffres', '123456');
    await submit('Mot de passe');
    await change(bridge, signedIn);
    expect(readText()).toContain('Les copies gardées sur ce PC ne sont pas lisibles par cette version de Passerelle');
    expect(readText()).not.toContain('codes de secours');
    await press('C’est noté');
    expect(readText()).not.toContain('Les copies gardées sur ce PC');
  });
});
