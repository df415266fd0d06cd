import { type Language, toLanguage } from '../../../../contracts/language.ts';
import { type SecondBridge, type SecondIpc, SecondView } from '../../../../contracts/second-screen.ts';
import { buildId } from '../samples.ts';
import { openSamplePort, sampleStudy } from './sample-study.ts';
import { secondScenes } from './show-scenarios.ts';

const scene = secondScenes[location.hash.slice(1)] ?? secondScenes['second-images'];
if (scene === undefined) throw new Error('no such scene');
const patient = buildId(2001);
let language: Language = toLanguage(new URLSearchParams(location.search).get('language')) ?? 'fr';
let tell: () => void = () => undefined;

const bridge = {
  async ask(channel: keyof SecondIpc) {
    if (channel === 'second/report-look' && scene.look !== 'kept')
      return { ok: false, error: { code: scene.look, incident: 'A7K2-0419' } };
    if (channel !== 'second/read') return { ok: true, value: {} };
    const shown = scene.shown === null ? null : { patient, study: sampleStudy, opening: 1, ...scene.shown };
    return { ok: true, value: SecondView.parse({ language, shown }) };
  },
  onChanged(listener: () => void) {
    tell = listener;
    return () => undefined;
  },
  connectPixels(of: string, study: string) {
    if (scene.hasPixels) window.postMessage({ type: 'passerelle/pixels', patient: of, study }, '*', [openSamplePort()]);
  },
} as unknown as SecondBridge;

/** For the hand that looks: the same screen in another language. */
function speakAnew(next: Language): void {
  language = next;
  tell();
}
Object.assign(window, { passerelleSecond: bridge, speakAnew });
await import('../../../../src-renderer/second.tsx');
