import { contextBridge, ipcRenderer } from 'electron/renderer';

contextBridge.exposeInMainWorld('pixelHost', { open: (plan: unknown) => ipcRenderer.invoke('pixels/open', plan) });
ipcRenderer.on('pixels/port', (event) => window.postMessage({ type: 'passerelle/pixels' }, '*', [...event.ports]));
