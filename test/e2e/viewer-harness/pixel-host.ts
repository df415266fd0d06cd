/** Stands where the vault stands: answers the pixel port from plain files, with the delays and failures a test asks for. */
import { readFileSync } from 'node:fs';
import { PixelQuestion } from '../../../contracts/imaging.ts';
import type { PixelPlan } from './plan.ts';

/** Files held from one port to the next, by path. */
const memory = new Map<string, Uint8Array>();

function hold(path: string): void {
  if (!memory.has(path)) memory.set(path, new Uint8Array(readFileSync(path)));
}

process.parentPort.on('message', ({ data, ports }) => {
  const plan: PixelPlan = data;
  const [port] = ports;
  if (!port) return;
  const cancelled = new Set<number>();
  if (plan.inMemory) for (const path of Object.values(plan.files)) hold(path);
  port.on('message', (event) => {
    const question = PixelQuestion.parse(event.data);
    if (question.kind === 'cancel') cancelled.add(question.id);
    if (question.kind !== 'read') return;
    const { id, sopInstanceUid } = question;
    const failure = plan.failures?.[sopInstanceUid];
    const answer = (): void => {
      if (cancelled.has(id)) return;
      if (failure === 'closed') return port.postMessage({ kind: 'closed', failure: 'ended' });
      const path = plan.files[sopInstanceUid];
      if (failure || !path) return port.postMessage({ id, failure: failure ?? 'refused' });
      port.postMessage({ id, bytes: memory.get(path) ?? new Uint8Array(readFileSync(path)) });
    };
    const delay = plan.delays?.[sopInstanceUid] ?? plan.delay ?? 0;
    if (delay > 0) setTimeout(answer, delay);
    else answer();
  });
  port.start();
});
