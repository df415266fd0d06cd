import { Check, Languages } from 'lucide-react';
import { createContext, use } from 'react';
import { Menu as AriaMenu, Popover as AriaPopover, MenuItem, MenuTrigger, SubmenuTrigger } from 'react-aria-components';
import { type Language, languageNames, languages, toLanguage } from '../../contracts/language.ts';
import { Button } from '../ui/button.tsx';
import styles from '../ui/popover.module.css';
import { useLanguage } from '../ui/use-language.ts';
import { words } from '../words/words.ts';

/** Tells the application which language was chosen; the answer comes back as its state. */
export const ChooseLanguage = createContext<(language: Language) => void>(() => undefined);

/** The choice of a language where nobody is signed in: enrolment, sign-in, lock. */
export function LanguageMenu() {
  const language = useLanguage();
  return (
    <MenuTrigger>
      <Button
        look="quiet"
        aria-label={words('language.choose', { language: languageNames[language] })}
        icon={<Languages aria-hidden />}
      >
        {languageNames[language]}
      </Button>
      <LanguageList language={language} placement="bottom end" />
    </MenuTrigger>
  );
}

/** The same choice as one line of the menu of whoever is signed in. */
export function LanguageItem() {
  const language = useLanguage();
  const label = words('language.choose', { language: languageNames[language] });
  return (
    <SubmenuTrigger>
      <MenuItem id="language" textValue={label} className={styles['item'] ?? ''}>
        <Languages size={16} aria-hidden />
        <span>{label}</span>
      </MenuItem>
      <LanguageList language={language} placement="start top" />
    </SubmenuTrigger>
  );
}

function LanguageList({ language, placement }: { language: Language; placement: 'bottom end' | 'start top' }) {
  const choose = use(ChooseLanguage);
  return (
    <AriaPopover className={styles['popover'] ?? ''} placement={placement}>
      <AriaMenu
        className={styles['menu'] ?? ''}
        aria-label={words('language.list')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[language]}
        onSelectionChange={(keys) => {
          const next = keys === 'all' ? null : toLanguage(keys.values().next().value);
          if (next !== null) choose(next);
        }}
      >
        {languages.map((one) => (
          <MenuItem key={one} id={one} textValue={languageNames[one]} className={styles['item'] ?? ''}>
            <Check size={16} aria-hidden visibility={one === language ? 'visible' : 'hidden'} />
            <span lang={one}>{languageNames[one]}</span>
          </MenuItem>
        ))}
      </AriaMenu>
    </AriaPopover>
  );
}
