import type { IndexAnswer, OpenIndex } from './index-messages.ts';

/** Opens an index in a worker; to end the worker is to forget every word of the record. */
export const openIndex: OpenIndex = (hear, fail) => {
  const worker = new Worker(new URL('./index-worker.ts', import.meta.url), { type: 'module', name: 'search' });
  worker.addEventListener('message', ({ data }: MessageEvent<IndexAnswer>) => hear(data));
  worker.addEventListener('error', fail);
  return { post: (question) => worker.postMessage(question), close: () => worker.terminate() };
};
