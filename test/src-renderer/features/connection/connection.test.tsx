// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { brokenFindings, openFindings } from '../../../../contracts/connection-steps.ts';
import { languages } from '../../../../contracts/language.ts';
import { sayFinding, sayNextDeed } from '../../../../src-renderer/features/connection/findings.ts';
import { speak } from '../../../../src-renderer/words/language.ts';
import { find, press, readText, submit, type } from '../../support/mount.tsx';
import { open, signedIn } from '../../support/open-window.tsx';
import { physician } from '../../support/samples.ts';
import { buildReport } from '../../support/sample-reports.ts';

afterEach(() => speak('fr'));

describe('the check of the connection', () => {
  it('opens from the help at the lock, says where the way ends, what to do and whom to call [R05]', async () => {
    await open({ stage: 'locked', person: physician }, { 'connection/check': () => buildReport('trust.intercepted') });
    await press('Helpdesk');
    await press('Vérifier la connexion');
    const text = readText();
    expect(text).toContain('« Kaspersky Anti-Virus Personal Root » se met entre ce PC et l’hôpital.');
    expect(text).toContain('excluez passerelle.hopital.example:8443 / 8444 de l’analyse');
    expect(text).toContain('065 00 00 99');
    expect(text).toMatch(/Identité de l’hôpital la liaison s’arrête ici/);
    expect(text).toMatch(/Autorisation de ce PC pas encore vérifié/);
  });

  it('opens from the mark of the connection too, and from a sign-in that no typing explains [R05]', async () => {
    await open(signedIn, { 'connection/check': () => buildReport(null) });
    await press('Liaison avec l’hôpital');
    await press('Vérifier la connexion');
    expect(readText()).toContain('Tout est en ordre jusqu’à l’hôpital.');
  });

  it.each([
    ['offline', true],
    ['clock-wrong', true],
    ['account-suspended', true],
    ['otp-wrong', false],
    ['credentials-wrong', false],
  ] as const)('is offered beside a sign-in that failed by %s: %s [R05]', async (code, isOffered) => {
    await open(
      { stage: 'signed-out', login: 'x' },
      { 'session/sign-in': () => code, 'connection/check': () => buildReport('name.unknown') },
    );
    await type('Mot de passe', 'quatre chevaux');
    await type('Code à 6 chiffres', '123456');
    await submit('Code à 6 chiffres');
    expect(readText().includes('Vérifier la connexion')).toBe(isOffered);
    if (!isOffered) return;
    await press('Vérifier la connexion');
    expect(readText()).toContain('Ce PC ne trouve pas l’adresse de l’hôpital');
  });

  it('is not offered before there is a hospital to go to [R05]', async () => {
    const bridge = await open({ stage: 'not-enrolled', invitation: null });
    const state = await readState(bridge);
    await act(async () => bridge.emit('app/state-changed', { ...state, hospital: null }));
    await press('Helpdesk');
    expect(readText()).not.toContain('Vérifier la connexion');
  });

  it('names the medical management for a suspended account, and measures a wrong clock in words [R05]', async () => {
    await open(signedIn, { 'connection/check': () => buildReport('account.suspended') });
    await press('Liaison avec l’hôpital');
    await press('Vérifier la connexion');
    expect(readText()).toContain('Direction médicale : Dr Anne Lemaire');
    expect(sayFinding('clock.behind', buildReport('clock.behind')).replaceAll('\u00a0', ' ')).toBe(
      'L’horloge de ce PC retarde de 13 minutes.',
    );
    expect(sayFinding('clock.ahead', buildReport('clock.ahead')).replaceAll('\u00a0', ' ')).toBe(
      'L’horloge de ce PC avance de 2 heures.',
    );
  });

  it('saves a diagnostics file and says under which name, once something was found [R05]', async () => {
    const bridge = await open(signedIn, {
      'connection/check': () => buildReport('line.closed'),
      'connection/save-diagnostics': () => ({ name: 'passerelle-diagnostic-2026-11-22.json' }),
    });
    await press('Liaison avec l’hôpital');
    await press('Vérifier la connexion');
    expect(readText()).toContain('065 00 00 33');
    await press('Enregistrer pour le helpdesk');
    expect(readText()).toContain('Fichier enregistré : passerelle-diagnostic-2026-11-22.json');
    await press('Vérifier à nouveau');
    expect(bridge.asked.filter(({ channel }) => channel === 'connection/check')).toHaveLength(2);
    await press('Fermer');
    expect(() => find('Vérifier à nouveau')).toThrow();
  });

  it('says each break and its next deed in four languages, no two breaks alike [R05] [X17]', async () => {
    for (const language of languages) {
      await speak(language);
      const said = brokenFindings.map((finding) => {
        const report = buildReport(finding);
        expect(sayNextDeed(finding, report)).not.toMatch(/check\.|[{}]/);
        return sayFinding(finding, report);
      });
      expect(new Set(said).size).toBe(brokenFindings.length);
      for (const finding of openFindings) expect(sayFinding(finding, buildReport(null))).not.toContain('check.');
    }
  });
});

async function readState(bridge: Awaited<ReturnType<typeof open>>) {
  const answer = await bridge.ask('app/read-state', {});
  if (!answer.ok) throw new Error('no state');
  return answer.value;
}
