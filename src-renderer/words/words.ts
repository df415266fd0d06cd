import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { catalogue } from './fr/catalogue.ts';
import { toTypography } from './typography.ts';

/** Name of a sentence of the catalogue; one that does not exist does not compile. */
export type WordId = keyof typeof catalogue;

const i18n = setupI18n();
i18n.setMessagesCompiler(compileMessage);
i18n.load(
  'fr',
  Object.fromEntries(Object.entries<string>(catalogue).map(([id, sentence]) => [id, toTypography(sentence)])),
);
i18n.activate('fr');

/** The sentence `id` in the language of the window, with its ICU values filled in. */
export function words(id: WordId, values?: Readonly<Record<string, string | number>>): string {
  return i18n.t(id, values === undefined ? {} : { ...values });
}
