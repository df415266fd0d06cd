import { basename, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron/main';
import { writeSafely } from '../storage/safe-file.ts';

/** Saves a file where the user says; its base name, or null when the dialog was closed. Throws `disk-full`. */
export type SaveFile = (name: string, bytes: Uint8Array) => Promise<string | null>;

/** Asks the user each time; `folder` takes the dialog's place in tests of a test build. */
export function openSaver(window: BrowserWindow, folder: string | null): SaveFile {
  return async (name, bytes) => {
    const path =
      folder === null ? (await dialog.showSaveDialog(window, { defaultPath: name })).filePath : join(folder, name);
    if (path === '') return null;
    await writeSafely(path, bytes);
    return basename(path);
  };
}
