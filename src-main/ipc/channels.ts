import { MessageChannelMain, type BrowserWindow, type IpcMainEvent, type MessagePortMain } from 'electron/main';
import { z } from 'zod';
import { PatientId } from '../../contracts/identifiers.ts';
import { DicomUid } from '../../contracts/imaging.ts';
import { type IpcEvent, type IpcEvents, ipcEvents } from '../../contracts/ipc.ts';
import type { Log } from '../log/log.ts';
import { appOrigin } from '../window/origin.ts';
import { type Answers, makeAnswer, type Sender } from './answer.ts';
import type { Answering } from './door.ts';

/** Of whom and of which study a window asks the pixels. */
export const PixelsWanted = z.strictObject({ patient: PatientId, study: DicomUid });

/** What happens when the window asks for the pixels of one study: whoever takes the port answers on it. */
export type ConnectPixels = (patient: string, study: string, port: MessagePortMain) => void;

type FrameOfEvent = Pick<IpcMainEvent, 'senderFrame' | 'sender'>;

/** What of a message decides whether it comes from the top frame of a window of ours. */
export function toSender(event: FrameOfEvent, window: BrowserWindow): Sender {
  const frame = event.senderFrame;
  return { origin: frame?.origin ?? null, isMainFrame: frame !== null && frame === window.webContents.mainFrame };
}

/** Makes what answers the window: every row of contracts/ipc.ts, and the ports of the pixels. */
export function makeAnswering(
  window: BrowserWindow,
  answers: Answers,
  connectPixels: ConnectPixels,
  log: Log,
): Answering {
  const answer = makeAnswer(answers, appOrigin, log);
  return {
    ask: (event, channel, question) => answer(channel, toSender(event, window), question),
    connectPixels(event, wanted) {
      const sender = toSender(event, window);
      const place = PixelsWanted.safeParse(wanted);
      if (!sender.isMainFrame || sender.origin !== appOrigin || !place.success) {
        log.write('ipc/pixels-refused');
        return;
      }
      const { port1, port2 } = new MessageChannelMain();
      connectPixels(place.data.patient, place.data.study, port1);
      window.webContents.postMessage('pixels/port', place.data, [port2]);
    },
  };
}

/** Tells the window something unasked; what does not fit its schema is a bug and is not sent. */
export type Tell = <E extends IpcEvent>(event: E, value: z.input<IpcEvents[E]>) => void;

/** Makes the teller of one window. */
export function makeTell(window: BrowserWindow, log: Log): Tell {
  return (event, value) => {
    const checked = ipcEvents[event].safeParse(value);
    if (!checked.success) log.write('ipc/event-invalid', { event }, checked.error);
    else if (!window.isDestroyed()) window.webContents.send(`tell:${event}`, checked.data);
  };
}
