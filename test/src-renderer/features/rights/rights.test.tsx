// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { Stage } from '../../../../contracts/app-state.ts';
import { documentsAtOnce } from '../../../../contracts/patient-rights.ts';
import { toDay } from '../../../../src-renderer/words/format.ts';
import { press, readText, submit, type } from '../../support/mount.tsx';
import { open } from '../../support/open-window.tsx';
import {
  sampleClosure,
  sampleCopies,
  sampleDocuments,
  sampleLooks,
  sampleRefusal,
  sampleRights,
} from '../../support/sample-rights.ts';
import { physician } from '../../support/samples.ts';
import type { Answers } from '../../support/scripted-bridge.ts';

const desk: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'desk', login: 'guichet', name: 'Paul Masson', nihdi: null },
};
const { id, family, given, birthDate, sex, address } = sampleRights;
const today = toDay(new Date());
const full: Answers = {
  'letter/list': () => 'server-unavailable',
  'patient-rights/find': () => ({ patients: [{ id, family, given, birthDate, sex, address }], tooMany: false }),
  'patient-rights/read': () => sampleRights,
  'patient-rights/copies': () => [],
  'patient-rights/documents': () => [...sampleDocuments],
  'patient-rights/closure': () => [...sampleClosure],
  'patient-rights/refuse': () => ({}),
  'patient-rights/exclude': () => ({}),
  'patient-rights/hide': () => ({}),
  'receipt/read': () => [...sampleLooks],
  'receipt/print': () => ({}),
};
const openSection = async (answers: Answers = {}) => {
  const bridge = await open(desk, { ...full, ...answers });
  await press('Droits du patient');
  return bridge;
};
const openPatient = async (answers: Answers = {}) => {
  const bridge = await openSection(answers);
  await type('Numéro de registre national (NISS)', '93.05.18-223.61');
  await submit('Numéro de registre national (NISS)');
  await press('DUBOIS Marie Louise');
  return bridge;
};
const input = (bridge: Awaited<ReturnType<typeof open>>, channel: string) =>
  bridge.asked.filter((one) => one.channel === channel).map((one) => one.input);

describe('the search', () => {
  it('asks by a right number or by two criteria, and never without them [R17]', async () => {
    const bridge = await openSection();
    await type('Nom de famille', 'Dubois');
    await submit('Nom de famille');
    expect(readText()).toContain('Donnez le numéro, ou deux des trois autres données.');
    await type('Numéro de registre national (NISS)', '93.05.18-223.62');
    await submit('Nom de famille');
    expect(readText()).toContain('Ce numéro n’est pas juste');
    expect(input(bridge, 'patient-rights/find')).toEqual([]);
    await type('Numéro de registre national (NISS)', '');
    await type('Date de naissance', '12.3.1955');
    await submit('Nom de famille');
    expect(input(bridge, 'patient-rights/find')).toEqual([
      { niss: null, family: 'Dubois', given: null, birthDate: '1955-03-12' },
    ]);
  });

  it('says what to do when nobody or too many come up [R17]', async () => {
    const bridge = await openSection({ 'patient-rights/find': () => ({ patients: [], tooMany: false }) });
    await type('Numéro de registre national (NISS)', '93051822361');
    await submit('Nom de famille');
    expect(readText()).toContain('Personne ne correspond');
    bridge.answers['patient-rights/find'] = () => ({ patients: [], tooMany: true });
    await submit('Nom de famille');
    expect(readText()).toContain('Trop de patients correspondent');
  });
});

describe('the patient’s page', () => {
  it('tells the state of the rights in one look [R17] [R19]', async () => {
    await openPatient();
    for (const said of ['né(e) le 12 mars 1955', '1 médecin peut lire', '1 médecin exclu', '1 document caché'])
      expect(readText()).toContain(said);
  });

  it('refuses all access only with who asks and since when, then lists what is not reached yet [R15] [R17]', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    const bridge = await openPatient({ 'patient-rights/copies': () => [] });
    await press('Refuser tout accès…');
    await press('Refuser tout accès depuis l’extérieur');
    expect(input(bridge, 'patient-rights/refuse')).toEqual([]);
    await press('Le patient est là, carte d’identité vérifiée');
    bridge.answers['patient-rights/read'] = () => sampleRefusal;
    bridge.answers['patient-rights/copies'] = () => [...sampleCopies];
    await press('Refuser tout accès depuis l’extérieur');
    expect(input(bridge, 'patient-rights/refuse')).toEqual([
      { patient: id, refuses: true, askedBy: 'in-person', askedOn: today },
    ]);
    expect(readText()).toContain('Refuse tout accès depuis l’extérieur');
    expect(readText()).toMatch(/Fermé sur 2 postes · 1 poste non joint : sa copie prend fin /);
    // Live: the PC came back.
    bridge.answers['patient-rights/copies'] = () =>
      sampleCopies.map((one) => ({ ...one, standing: 'reached' as const }));
    await act(() => vi.advanceTimersByTimeAsync(1_100));
    vi.useRealTimers();
    expect(readText()).toContain('Fermé sur 3 postes');
    expect(readText()).not.toContain('non joint');
  });

  it('lets an excluded physician back only on a request signed since [R19]', async () => {
    const bridge = await openPatient();
    await press('Dr Luc Peeters');
    await press('Réadmettre ce médecin…');
    await press('Une lettre signée du patient');
    await type('Date de la signature de la demande', '01/11/2026');
    expect(readText()).toContain('plus ancienne que ce qu’elle lève (13 novembre 2026)');
    await press('Réadmettre Dr Luc Peeters');
    expect(input(bridge, 'patient-rights/exclude')).toEqual([]);
  });

  it('contests a signature at the counter, with what the patient says, where there is an access to close [R15]', async () => {
    let closed = false;
    const bridge = await openPatient({
      'dispute/contest': () => {
        closed = true;
        return { id };
      },
      'patient-rights/read': () => (closed ? 'server-unavailable' : sampleRights),
    });
    await press('Dr Claire Lambert');
    expect(readText()).toContain('Ferme aussitôt ce dossier à ce médecin, et à lui seul.');
    await press('Le patient n’a pas signé');
    await type('Ce que dit le patient', 'Ne connaît pas ce médecin');
    await submit('Ce que dit le patient');
    expect(input(bridge, 'dispute/contest')).toEqual([
      { patient: id, person: sampleRights.physicians[0]?.person, reason: 'Ne connaît pas ce médecin' },
    ]);
    expect(readText()).toContain('Ce dossier est fermé à Dr Claire Lambert');
    // What stands beside could not be read again: the screen says so instead of letting the old state pass for the new one.
    expect(readText()).toContain('Le serveur de l’hôpital ne répond pas.');
  });

  it('shows what goes with a document before it hides it [R18]', async () => {
    const bridge = await openPatient();
    await press('Documents');
    await press('12 septembre 2026');
    expect(readText()).toContain('Courrier · Lettre de sortie, cardiologie · 21 novembre 2026');
    expect(readText()).toContain('34 résultats, images ou fichiers qui en font partie');
    await press('Cacher ce document…');
    await press('Une lettre signée du patient');
    await press('Cacher ce document');
    expect(input(bridge, 'patient-rights/hide')).toEqual([
      { patient: id, document: 'DiagnosticReport/3', hides: true, askedBy: 'letter', askedOn: today },
    ]);
  });

  it('goes back to the oldest document, page after page, and keeps what was typed [R18]', async () => {
    const [sample] = sampleDocuments;
    const page = Array.from({ length: documentsAtOnce }, (_, place) => ({
      ...sample!,
      document: `DiagnosticReport/${1000 + place}`,
    }));
    const oldest = { ...sample!, document: 'DiagnosticReport/9999', title: 'Scanner de 1998' };
    const bridge = await openPatient({
      'patient-rights/documents': (asked) => ((asked as { after: string | null }).after === null ? page : [oldest]),
    });
    await press('Documents');
    await type('Filtrer par titre, auteur ou date', 'scanner de');
    expect(readText()).not.toContain('Scanner de 1998');
    await press('Montrer les documents plus anciens');
    expect(readText()).toContain('Scanner de 1998');
    expect(readText()).not.toContain('Montrer les documents plus anciens');
    expect(input(bridge, 'patient-rights/documents').at(-1)).toEqual({
      patient: id,
      after: `DiagnosticReport/${1000 + documentsAtOnce - 1}`,
    });
  });

  it('says who looked, and prints the receipt for a period [X09]', async () => {
    const bridge = await openPatient();
    await press('Qui a consulté');
    for (const said of [
      'Laboratoire du 12 septembre 2026',
      'Courrier du 21 novembre 2026, imprimé',
      'exporté',
      'Accès refusé',
    ])
      expect(readText()).toContain(said);
    await type('Du', '01/10/2026');
    await press('Imprimer le relevé');
    expect(input(bridge, 'receipt/print')).toEqual([{ patient: id, from: '2026-10-01', to: null }]);
    expect(readText()).toContain('Le relevé est parti à l’imprimante.');
  });
});
