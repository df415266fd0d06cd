/** Reads files in a worker of their own: what a hostile file does there stops there. */
import type { FileAnswer, FileQuestion } from './open-file.ts';
import { readFile } from './read-file.ts';

self.addEventListener('message', ({ data }: MessageEvent<FileQuestion>) => {
  let reply: FileAnswer;
  try {
    reply = readFile(data.format, data.bytes);
  } catch {
    reply = null;
  }
  self.postMessage(reply);
});
