import { join } from 'node:path';
import { BrowserWindow } from 'electron/main';
import type { Language } from '../../contracts/language.ts';
import { lockedDown } from './locked-down.ts';
import { appOrigin } from './origin.ts';

/** Opens the one window: sandboxed, isolated, hidden until its first paint, without a menu. The address tells it the language of its first paint. */
export function openMainWindow(preload: string, language: Language): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Passerelle',
    backgroundColor: '#f7f8f8',
    autoHideMenuBar: true,
    webPreferences: { ...lockedDown, preload, backgroundThrottling: true },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${appOrigin}/index.html${language === 'fr' ? '' : `?language=${language}`}`);
  return window;
}

/** Where the build put what the window needs, seen from the folder of the running main.js. */
export function locateBuild(mainFolder: string): {
  preload: string;
  secondPreload: string;
  renderer: string;
  vault: string;
} {
  return {
    preload: join(mainFolder, 'preload.cjs'),
    secondPreload: join(mainFolder, 'preload-second.cjs'),
    renderer: join(mainFolder, '..', 'renderer'),
    vault: join(mainFolder, 'vault-process.js'),
  };
}
