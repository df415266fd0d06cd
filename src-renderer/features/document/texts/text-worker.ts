/** Reads files for their words, apart from the reader of the pane: what a file does to this worker nobody waits for. */
import { speak } from '../../../words/language.ts';
import type { FileAnswer, FileQuestion } from '../readers/open-file.ts';
import { readFile } from '../readers/read-file.ts';
import { readObjectText } from './object-text.ts';

/** A file of a letter, or a DICOM file with words in it. */
export type TextQuestion = FileQuestion | (Omit<FileQuestion, 'format'> & { readonly format: 'object' });

async function read(question: TextQuestion): Promise<FileAnswer> {
  try {
    await speak(question.language);
    return question.format === 'object'
      ? await readObjectText(question.bytes)
      : readFile(question.format, question.bytes);
  } catch {
    return null;
  }
}

self.addEventListener('message', ({ data }: MessageEvent<TextQuestion>) => {
  void read(data).then((answer) => self.postMessage(answer));
});
