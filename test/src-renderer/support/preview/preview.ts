import { type PixelAnswer, type PixelQuestion, StudySummary } from '../../../../contracts/imaging.ts';
import { toLanguage } from '../../../../contracts/language.ts';
import { createScriptedBridge, type ScriptedBridge } from '../scripted-bridge.ts';
import { openSamplePort, sampleStudy } from './sample-study.ts';
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

/** A scenario in which somebody gets in shows the screen behind, once the hospital agreed. */
for (const channel of ['session/sign-in', 'session/unlock', 'enrolment/renew'] as const) {
  const answer = bridge.answers[channel] as ((input: never) => unknown) | undefined;
  const { behind } = scenario;
  if (answer === undefined || behind === undefined) continue;
  Object.assign(bridge.answers, {
    [channel]: async (input: never) => {
      const given = await answer(input);
      if (typeof given === 'string') return given;
      state = { ...state, stage: behind };
      bridge.emit('app/state-changed', state);
      return given;
    },
  });
}

const accept = bridge.answers['hand-over/accept'];
if (accept !== undefined)
  bridge.answers['hand-over/accept'] = async (input) => {
    const given = await accept(input);
    // As the main process tells it: the question is answered, and goes.
    if (typeof given !== 'string') setTimeout(() => bridge.emit('hand-over/changed', {}));
    return given;
  };

/** The sample's images where the scenario has some; real ones when the server that shows the preview has some under /study; otherwise the study opens without any. */
async function readStudy(): Promise<StudySummary | null> {
  if (scenario?.images !== undefined) return sampleStudy;
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
  if (scenario.images === 'never') return;
  if (scenario.images === 'drawn') {
    window.postMessage({ type: 'passerelle/pixels', patient, study }, '*', [openSamplePort()]);
    return;
  }
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

/** For the hand that looks: the same screen in another language, as its menu would. */
function speakAnew(language: string): void {
  const next = toLanguage(language);
  if (next !== null) void bridge.ask('app/choose-language', { language: next });
}
Object.assign(window, { passerelle: bridge, bridge, speakAnew });
await import('../../../../src-renderer/main.tsx');
