import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron/main';

/** What stands behind the door once the application is wired. */
export interface Answering {
  ask(event: IpcMainInvokeEvent, channel: unknown, question: unknown): Promise<unknown>;
  connectPixels(event: IpcMainEvent, wanted: unknown): void;
}

/**
 * Opens the two ways in before the window loads: a question that comes early waits until the application is wired, and none is ever
 * lost. Knows no channel and checks nothing: that is the answering's.
 */
export function openDoor(): (answering: Answering) => void {
  let open: (answering: Answering) => void = () => undefined;
  const answering = new Promise<Answering>((resolve) => {
    open = resolve;
  });
  ipcMain.handle(
    'ask',
    async (event, channel: unknown, question: unknown) => await (await answering).ask(event, channel, question),
  );
  ipcMain.on(
    'pixels/connect',
    (event, wanted: unknown) => void answering.then((behind) => behind.connectPixels(event, wanted)),
  );
  return open;
}
