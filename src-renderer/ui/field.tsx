import { Check, CircleAlert } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import {
  Checkbox as AriaCheckbox,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import styles from './field.module.css';

interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was typed; null while nothing is. */
  readonly error?: string | null;
  /** What is right about it, said as soon as it is. */
  readonly good?: string | null;
  /** Digits and codes: larger, tabular. */
  readonly figures?: boolean;
  readonly input?: RefObject<HTMLInputElement | null>;
}

/** One line of text with its label above, and one sentence below: the hint, or what is wrong, or that it is right. */
export function TextField({ label, hint, error = null, good = null, figures = false, input, ...rest }: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={error !== null} className={styles['field'] ?? ''}>
      <Label className={styles['label'] ?? ''}>{label}</Label>
      <Input
        className={`${styles['input'] ?? ''} ${figures ? (styles['figures'] ?? '') : ''}`}
        spellCheck={false}
        autoComplete="off"
        {...(input === undefined ? {} : { ref: input })}
      />
      <Below hint={hint} error={error} good={good} />
    </AriaTextField>
  );
}

function Below({ hint, error, good }: { hint: string | undefined; error: string | null; good: string | null }) {
  if (error !== null)
    return (
      <Text slot="errorMessage" className={styles['error'] ?? ''}>
        <CircleAlert size={16} aria-hidden />
        {error}
      </Text>
    );
  if (good !== null)
    return (
      <Text slot="description" className={`${styles['error'] ?? ''} ${styles['good'] ?? ''}`}>
        <Check size={16} aria-hidden />
        {good}
      </Text>
    );
  if (hint === undefined) return null;
  return (
    <Text slot="description" className={styles['hint'] ?? ''}>
      {hint}
    </Text>
  );
}

interface CheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly children: ReactNode;
}

/** One declaration to tick. */
export function Checkbox({ isSelected, onChange, children }: CheckboxProps) {
  return (
    <AriaCheckbox isSelected={isSelected} onChange={onChange} className={styles['check'] ?? ''}>
      <span className={styles['box']}>
        <Check strokeWidth={3} aria-hidden />
      </span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}
