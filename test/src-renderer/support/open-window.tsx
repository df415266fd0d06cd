import { act } from 'react';
import type { Stage } from '../../../contracts/app-state.ts';
import { App } from '../../../src-renderer/app/app.tsx';
// Fetched ahead, as the window does while its user types.
import '../../../src-renderer/app/signed-in.tsx';
import { mount, settle } from './mount.tsx';
import { buildEntry, buildIndex, buildLink, physician } from './samples.ts';
import { type Answers, buildAppState, createScriptedBridge, type ScriptedBridge } from './scripted-bridge.ts';

/** A physician is signed in. */
export const signedIn: Stage = { stage: 'signed-in', person: physician };
/** The one patient of the list. */
export const link = buildLink(1);
/** A laboratory report of his. */
export const report = buildEntry({ document: 'DiagnosticReport/1', title: 'Biologie clinique' });
/** A letter of his. */
export const letter = buildEntry({
  document: 'DocumentReference/1',
  kind: 'letter',
  title: 'Lettre de sortie',
  at: '2026-11-21',
});
const index = buildIndex(link, [report, letter]);

/** A hospital that answers everything. */
export const usual: Answers = {
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

/** The window at a stage, over `usual` and what the test changes of it. */
export async function open(stage: Stage, answers: Answers = {}): Promise<ScriptedBridge> {
  const bridge = createScriptedBridge({ ...usual, ...answers, 'app/read-state': () => buildAppState(stage) });
  await mount(<App bridge={bridge} />);
  return bridge;
}
/** What the window asked, without its own state and list, and what the search reads while nobody waits. */
export const asked = (bridge: ScriptedBridge) =>
  bridge.asked
    .map((one) => one.channel)
    .filter((channel) => !/^(?:app|search)\//.test(channel) && channel !== 'link/list');
/** The application moves to another stage. */
export const change = async (bridge: ScriptedBridge, stage: Stage) => {
  await act(async () => bridge.emit('app/state-changed', buildAppState(stage)));
  await settle();
};
