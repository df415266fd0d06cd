import type { SearchText } from '../../../../contracts/search.ts';
import { openPdfDesk } from '../pdf-file.ts';
import { openFileDesk } from '../readers/open-file.ts';
import { type DocumentText, readDocumentText } from './document-text.ts';
import { readPdfText } from './pdf-text.ts';
import type { TextQuestion } from './text-worker.ts';

/** Reads documents for their words, in workers apart from those of the pane. */
export interface TextDesk {
  read(source: SearchText, signal: AbortSignal): Promise<DocumentText>;
  /** Ends the workers, and what they still hold with them. */
  end(): void;
}

/** Opens the desk; no worker runs before the first file. */
export function openTextDesk(): TextDesk {
  const files = openFileDesk<TextQuestion>(
    () => new Worker(new URL('./text-worker.ts', import.meta.url), { type: 'module', name: 'text' }),
    5_000,
  );
  const pdfs = openPdfDesk();
  return {
    read: (source, signal) =>
      readDocumentText(
        source,
        {
          readFile: files.open,
          async readPdf(bytes, stop) {
            const opening = pdfs.open(bytes);
            try {
              return await readPdfText(await opening.document, stop);
            } finally {
              opening.close();
            }
          },
        },
        signal,
      ),
    end() {
      files.close();
      pdfs.end();
    },
  };
}
