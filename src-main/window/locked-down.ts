import type { WebPreferences } from 'electron/main';

/** What every window that shows a record is allowed: a sandbox, a world of its own, no Node, no tools. */
export const lockedDown = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
  devTools: false,
} as const satisfies WebPreferences;
