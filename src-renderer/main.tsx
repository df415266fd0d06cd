import './without-eval.ts';
import './ui/tokens.css';
import './ui/fonts.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { toLanguage } from '../contracts/language.ts';
import { App } from './app/app.tsx';
import { readBridge } from './app/bridge.ts';
import { reportFault } from './ui/report-fault.ts';
import { speak } from './words/language.ts';
import { words } from './words/words.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// The main process names the PC's language in the address: the first paint is in it already.
const first = toLanguage(new URLSearchParams(location.search).get('language'));
if (first !== null) await speak(first).catch(reportFault);

const bridge = readBridge();
createRoot(root).render(
  <StrictMode>{bridge === null ? <p>{words('app.no-bridge')}</p> : <App bridge={bridge} />}</StrictMode>,
);
