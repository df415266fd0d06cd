import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './button.module.css';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'isPending'> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'alarm';
  readonly size?: 'small' | 'normal' | 'large';
  readonly icon?: ReactNode;
  /** Its deed is under way: the words say so, and whoever acts ignores a second press. */
  readonly isPending?: boolean;
  readonly children: ReactNode;
}

/** A button whose words are the deed; the icon always has the word beside it. */
export function Button({ look = 'plain', size = 'normal', icon, isPending = false, children, ...rest }: ButtonProps) {
  const classes = [styles['button'], look === 'plain' ? '' : styles[look], size === 'normal' ? '' : styles[size]];
  return (
    <AriaButton {...rest} data-pending={isPending || undefined} className={classes.filter(Boolean).join(' ')}>
      {icon}
      <span>{children}</span>
    </AriaButton>
  );
}
