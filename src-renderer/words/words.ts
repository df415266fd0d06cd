import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { catalogue as french } from './fr/catalogue.ts';
import { readLanguage, readLocale, readSentences, type WordId } from './language.ts';
import { toTypography } from './typography.ts';

export type { WordId } from './language.ts';

const i18n = setupI18n();
i18n.setMessagesCompiler(compileMessage);

/** A sentence with its typography is put among lingui's the first time a screen says it: the start reads none but its own. */
function prepare(id: WordId): void {
  const language = readLanguage();
  if (i18n.locale !== language) {
    i18n.load(language, {});
    i18n.activate(language, readLocale());
  }
  if (id in i18n.messages) return;
  i18n.load(language, { [id]: compileMessage(toTypography(readSentences().catalogue[id], language)) });
}

/** The sentence `id` in the language of the window, with its ICU values filled in. */
export function words(id: WordId, values?: Readonly<Record<string, string | number>>): string {
  prepare(id);
  return i18n.t(id, values === undefined ? {} : { ...values });
}

/** Whether a sentence has this name: for names that come from data, of which some have none. */
export function isWordId(id: string): id is WordId {
  return Object.hasOwn(french, id);
}
