import { contextBridge, ipcRenderer } from 'electron/renderer';
import type { Bridge, IpcEvent } from '../../contracts/ipc.ts';

/** Every event there is: one that is missing here does not compile, since the window would never hear it. */
const events: Readonly<Record<IpcEvent, true>> = {
  'app/state-changed': true,
  'link/list-changed': true,
  'agenda/changed': true,
  'hand-over/changed': true,
  'account/changed': true,
  'record/changed': true,
  'record/closed': true,
  'alert/opened': true,
  'second-screen/changed': true,
  'second-screen/left': true,
  'update/changed': true,
};

/** The whole bridge: questions with a `Result`, the events, and the port of the pixels. The main process checks everything again. */
const bridge: Bridge = {
  ask: (channel, input) => ipcRenderer.invoke('ask', channel, input),
  on: (event, listener) => {
    if (!Object.hasOwn(events, event)) return () => undefined;
    const hear = (_event: unknown, value: unknown): void => listener(value as never);
    ipcRenderer.on(`tell:${event}`, hear);
    return () => ipcRenderer.removeListener(`tell:${event}`, hear);
  },
  connectPixels: (patient, study) => ipcRenderer.send('pixels/connect', { patient, study }),
};

ipcRenderer.on('pixels/port', (event, place: { patient: string; study: string }) => {
  window.postMessage({ type: 'passerelle/pixels', patient: place.patient, study: place.study }, location.origin, [
    ...event.ports,
  ]);
});

contextBridge.exposeInMainWorld('passerelle', bridge);
