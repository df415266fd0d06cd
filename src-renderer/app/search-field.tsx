import { Search } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { Input, SearchField as AriaSearchField } from 'react-aria-components';
import { Kbd } from '../ui/kbd.tsx';
import { words } from '../words/words.ts';
import styles from './frame.module.css';

interface SearchFieldProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Search in my patients: the list on the left narrows as one types, ↓ goes into it, Entrée opens the first. */
export function SearchField({ input, text, onText }: SearchFieldProps) {
  const press = (event: KeyboardEvent) => {
    const first = document.querySelector<HTMLElement>('[data-patient-row]');
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      first?.focus();
    } else if (event.key === 'Enter' && text.trim() !== '') {
      event.preventDefault();
      first?.click();
    }
  };
  return (
    <AriaSearchField
      className={styles['search'] ?? ''}
      aria-label={words('search.patients')}
      value={text}
      onChange={onText}
    >
      <Search size={18} aria-hidden />
      <Input ref={input} placeholder={words('search.patients')} onKeyDown={press} />
      <Kbd>Ctrl K</Kbd>
    </AriaSearchField>
  );
}
