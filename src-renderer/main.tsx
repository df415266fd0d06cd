import './without-eval.ts';
import './ui/tokens.css';
import './ui/fonts.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nProvider } from 'react-aria-components';
import { App } from './app/app.tsx';
import { readBridge } from './app/bridge.ts';
import { words } from './words/words.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const bridge = readBridge();
createRoot(root).render(
  <StrictMode>
    <I18nProvider locale="fr-BE">
      {bridge === null ? <p>{words('app.no-bridge')}</p> : <App bridge={bridge} />}
    </I18nProvider>
  </StrictMode>,
);
