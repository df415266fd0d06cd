import { useId } from 'react';
import styles from './field.module.css';

/** One choice of a list; `group` puts it under a heading. */
export interface SelectOption {
  readonly id: string;
  readonly label: string;
  readonly group?: string;
}

interface SelectFieldProps {
  readonly label: string;
  /** What stands for no choice. */
  readonly none: string;
  readonly options: readonly SelectOption[];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}

/** One choice among known ones with its label above; the system's own list, which finds by typing. */
export function SelectField({ label, none, options, value, onChange }: SelectFieldProps) {
  const id = useId();
  const groups = [...new Set(options.map(({ group }) => group))];
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <select
        id={id}
        className={styles['input']}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{none}</option>
        {groups.map((group) => {
          const some = options
            .filter((option) => option.group === group)
            .map((option) => (
              <option key={option.id} value={option.id}>
                {option.label}
              </option>
            ));
          return group === undefined ? (
            some
          ) : (
            <optgroup key={group} label={group}>
              {some}
            </optgroup>
          );
        })}
      </select>
    </div>
  );
}
