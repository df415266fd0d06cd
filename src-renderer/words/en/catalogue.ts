import * as french from '../fr/catalogue.ts';
import { findWords } from './find.ts';
import { readingWords } from './reading.ts';
import { languageWords } from './language.ts';

export const { failureSentences, calledSentences } = french;

/** Every sentence of the window, in English; what has no file here yet is said in French. */
export const catalogue = {
  ...french.catalogue,
  ...findWords,
  ...readingWords,
  ...languageWords,
};
