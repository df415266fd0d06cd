/** Reads files in a worker of their own: what a hostile file does there stops there. */
import { speak } from '../../../words/language.ts';
import type { FileAnswer, FileQuestion } from './open-file.ts';
import { readFile } from './read-file.ts';

async function read({ format, bytes, language }: FileQuestion): Promise<FileAnswer> {
  try {
    await speak(language);
    return readFile(format, bytes);
  } catch {
    return null;
  }
}

self.addEventListener('message', ({ data }: MessageEvent<FileQuestion>) => {
  void read(data).then((answer) => self.postMessage(answer));
});
