import { contextBridge, ipcRenderer } from 'electron/renderer';
import type { Bridge, IpcEvent } from '../../contracts/ipc.ts';

const events: ReadonlySet<string> = new Set<IpcEvent>([
  'app/state-changed',
  'link/list-changed',
  'record/changed',
  'record/closed',
]);

/** The whole bridge: questions with a `Result`, four events, and the port of the pixels. The main process checks everything again. */
const bridge: Bridge = {
  ask: (channel, input) => ipcRenderer.invoke('ask', channel, input),
  on: (event, listener) => {
    if (!events.has(event)) return () => undefined;
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
