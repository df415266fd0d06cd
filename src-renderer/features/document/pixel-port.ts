import { z } from 'zod';

/** What opening a pixel port needs of the bridge. */
export type PixelsAsk = (patient: string, study: string) => void;

/** The window message that brings a pixel port (contracts/ipc.ts). */
const PixelsMessage = z.object({ type: z.literal('passerelle/pixels'), patient: z.string(), study: z.string() });

/** Asks for the pixel port of one study and resolves with it; a port that comes after the abort is closed unused. */
export function openPixels(ask: PixelsAsk, patient: string, study: string, signal: AbortSignal): Promise<MessagePort> {
  return new Promise((resolve, reject) => {
    const receive = (event: MessageEvent<unknown>) => {
      // The preload posts to its own window: any other sender is no port of ours.
      if (event.source !== null && event.source !== window) return;
      const message = PixelsMessage.safeParse(event.data);
      const port = event.ports[0];
      if (!message.success || port === undefined) return;
      if (message.data.patient !== patient || message.data.study !== study) return;
      window.removeEventListener('message', receive);
      // Ports come in the order they were asked for: this one is taken, the next asker waits for his own.
      event.stopImmediatePropagation();
      if (signal.aborted) port.close();
      else resolve(port);
    };
    window.addEventListener('message', receive);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    ask(patient, study);
  });
}
