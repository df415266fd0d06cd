import { type PixelAnswer, type PixelQuestion, StudySummary } from '../../../../contracts/imaging.ts';
import { toLanguage } from '../../../../contracts/language.ts';
import { createScriptedBridge, type ScriptedBridge } from '../scripted-bridge.ts';
import { scenarios } from './scenarios.ts';

declare global {
  interface Window {
    /** For the hand that looks: emits events, changes answers. */
    bridge?: ScriptedBridge;
  }
}

const scenario = scenarios[location.hash.slice(1)] ?? scenarios['shell'];
if (scenario === undefined) throw new Error('no such scenario');
let state = {
  ...scenario.state,
  language: toLanguage(new URLSearchParams(location.search).get('language')) ?? scenario.state.language,
};
const bridge = createScriptedBridge({
  ...scenario.answers,
  'app/read-state': () => state,
  'app/choose-language': ({ language }) => {
    state = { ...state, language };
    bridge.emit('app/state-changed', state);
    return {};
  },
});

/** Real images when the server that shows the preview has some under /study; otherwise the study opens without any. */
async function readStudy(): Promise<StudySummary | null> {
  const answer = await fetch('/study/study.json').catch(() => null);
  return answer?.ok === true ? StudySummary.parse(await answer.json()) : null;
}

const openDocument = bridge.answers['document/open'];
bridge.answers['document/open'] = async (input) => {
  const answer = await openDocument?.(input);
  if (answer === undefined || typeof answer === 'string' || !input.document.startsWith('ImagingStudy/'))
    return answer ?? 'bug';
  const study = await readStudy();
  return {
    ...answer,
    parts: [
      ...(study === null ? [] : [{ show: 'study' as const, study }]),
      {
        show: 'text' as const,
        title: 'Protocole',
        text: 'Scanner du thorax sans injection.\n\nPas de foyer parenchymateux. Pas d’épanchement pleural.\nIndex cardio-thoracique à la limite supérieure.\n\nConclusion : pas d’argument pour une embolie.',
      },
    ],
  };
};
bridge.connectPixels = (patient, study) => {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', (event: MessageEvent<PixelQuestion>) => {
    const question = event.data;
    if (question.kind !== 'read') return;
    fetch(`/study/${question.sopInstanceUid}.dcm`)
      .then(
        async (answer): Promise<PixelAnswer> =>
          answer.ok
            ? { id: question.id, bytes: await answer.arrayBuffer() }
            : { id: question.id, failure: 'not-copied' },
      )
      .then((answer) => port1.postMessage(answer))
      .catch(reportError);
  });
  port1.start();
  window.postMessage({ type: 'passerelle/pixels', patient, study }, '*', [port2]);
};

Object.assign(window, { passerelle: bridge, bridge });
await import('../../../../src-renderer/main.tsx');
