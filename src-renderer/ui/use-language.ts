import { useSyncExternalStore } from 'react';
import type { Language } from '../../contracts/language.ts';
import { onLanguage, readLanguage } from '../words/language.ts';

/** The language of the window. What is drawn only when its own properties change (`memo`) asks for it, so as to be said anew with the rest. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, readLanguage);
}
