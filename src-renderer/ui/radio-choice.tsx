import { useEffect, useRef } from 'react';
import styles from './radio-choice.module.css';

interface RadioChoiceProps<Value extends string> {
  readonly legend: string;
  /** What the radios of one form share with no others. */
  readonly name: string;
  readonly values: readonly Value[];
  readonly toLabel: (value: Value) => string;
  /** Null while nothing is chosen. */
  readonly chosen: Value | null;
  readonly onChoose: (value: Value) => void;
  /** Beside each other where there is room, and not below. */
  readonly isBeside?: boolean;
  /** The keys begin here. */
  readonly autoFocus?: boolean;
}

/** One of a few values that are all seen at once. */
export function RadioChoice<Value extends string>(props: RadioChoiceProps<Value>) {
  const { legend, name, values, toLabel, chosen, onChoose, isBeside = false, autoFocus = false } = props;
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (autoFocus) first.current?.focus();
  }, [autoFocus]);
  return (
    <fieldset className={styles['choices']} data-beside={isBeside}>
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input
            ref={value === chosen ? first : null}
            type="radio"
            name={name}
            checked={value === chosen}
            onChange={() => onChoose(value)}
          />
          {toLabel(value)}
        </label>
      ))}
    </fieldset>
  );
}
