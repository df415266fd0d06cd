import './without-eval.ts';
import './ui/tokens.css';
import './ui/fonts.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { SecondBridge } from '../contracts/second-screen.ts';
import { toLanguage } from '../contracts/language.ts';
import { SecondStart } from './app/second-window.tsx';
import { reportFault } from './ui/report-fault.ts';
import { speak } from './words/language.ts';

declare global {
  interface Window {
    /** Put there by the preload of the second window. */
    readonly passerelleSecond?: SecondBridge;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('second.html has no #root');

const first = toLanguage(new URLSearchParams(location.search).get('language'));
if (first !== null) await speak(first).catch(reportFault);

createRoot(root).render(
  <StrictMode>
    <SecondStart bridge={window.passerelleSecond} />
  </StrictMode>,
);
