import { contextBridge, ipcRenderer } from 'electron/renderer';
import type { SecondBridge } from '../../contracts/second-screen.ts';

/** What the second window reaches: its own few questions, one event without content, the pixels of the study shown. The main process checks everything again. */
const bridge: SecondBridge = {
  ask: (channel, input) => ipcRenderer.invoke('ask', channel, input),
  onChanged: (listener) => {
    const hear = (): void => listener();
    ipcRenderer.on('tell:second/changed', hear);
    return () => ipcRenderer.removeListener('tell:second/changed', hear);
  },
  connectPixels: (patient, study) => ipcRenderer.send('pixels/connect', { patient, study }),
};

ipcRenderer.on('pixels/port', (event, place: { patient: string; study: string }) => {
  window.postMessage({ type: 'passerelle/pixels', patient: place.patient, study: place.study }, location.origin, [
    ...event.ports,
  ]);
});

contextBridge.exposeInMainWorld('passerelleSecond', bridge);
