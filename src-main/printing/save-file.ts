import { basename, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron/main';
import { writeSafely } from '../storage/safe-file.ts';

/** Saves a file where the user says; its base name, or null when the dialog was closed. `before` is done once the place is known, and nothing is written when it fails. Throws `disk-full`. */
export type SaveFile = (name: string, bytes: Uint8Array, before?: () => Promise<void>) => Promise<string | null>;

/** Asks the user each time; `folder` takes the dialog's place in tests of a test build. */
export function openSaver(window: BrowserWindow, folder: string | null): SaveFile {
  return async (name, bytes, before) => {
    const path =
      folder === null ? (await dialog.showSaveDialog(window, { defaultPath: name })).filePath : join(folder, name);
    if (path === '') return null;
    await before?.();
    await writeSafely(path, bytes);
    return basename(path);
  };
}
