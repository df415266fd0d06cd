import { BrowserWindow } from 'electron/main';
import type { Language } from '../../contracts/language.ts';
import { lockedDown } from './locked-down.ts';
import { appOrigin } from './origin.ts';
import type { Monitor } from './screens.ts';
import type { SecondWindow } from './second-screen.ts';

/** The second window with the page in it, for whoever checks who is asking. */
export interface OpenedSecondWindow extends SecondWindow {
  readonly window: BrowserWindow;
}

/**
 * Opens the window of the second screen over the whole of a monitor: sandboxed and isolated as the main one, in the same session and so under the same
 * policy and refusals, with a preload of its own that reaches far less. Its title names nobody.
 */
export function openSecondWindow(
  { area }: Monitor,
  preload: string,
  language: Language,
  takesKeys: boolean,
  closed: () => void,
): OpenedSecondWindow {
  const window = new BrowserWindow({
    ...area,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Passerelle',
    backgroundColor: '#0b0c0e',
    autoHideMenuBar: true,
    skipTaskbar: false,
    webPreferences: { ...lockedDown, preload, backgroundThrottling: false },
  });
  window.once('ready-to-show', () => {
    if (takesKeys) window.show();
    else window.showInactive();
  });
  window.once('closed', closed);
  window.webContents.once('render-process-gone', () => {
    if (!window.isDestroyed()) window.destroy();
  });
  void window
    .loadURL(`${appOrigin}/second.html${language === 'fr' ? '' : `?language=${language}`}`)
    .catch(() => undefined);
  return {
    window,
    changed() {
      if (!window.isDestroyed()) window.webContents.send('tell:second/changed');
    },
    focus() {
      if (!window.isDestroyed()) window.focus();
    },
    destroy() {
      if (!window.isDestroyed()) window.destroy();
    },
  };
}
