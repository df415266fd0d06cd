import { Check, FileText } from 'lucide-react';
import type { Failure } from '../../../contracts/failure.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { words } from '../../words/words.ts';
import type { LinkRow } from './link-rows.ts';
import styles from './links.module.css';
import type { ScannedForm } from './scanned-forms.ts';

/** Where the filing of one form stands. */
export type Filing =
  | { readonly phase: 'filing' }
  | { readonly phase: 'filed' }
  | { readonly phase: 'failed'; readonly error: Failure };

interface FormCardProps {
  readonly form: ScannedForm;
  /** The own link of this reference, where the list knows it: the hospital decides. */
  readonly row: LinkRow | null;
  readonly filing: Filing | null;
  /** Its pages are asked for by hand again. */
  readonly onCorrect: () => void;
}

/** One recognised form: whose it is, how many pages, and what became of it. */
export function FormCard({ form, row, filing, onCorrect }: FormCardProps) {
  return (
    <div className={styles['card']}>
      <FileText size={18} aria-hidden />
      <span>
        {row === null ? (
          <span className={styles['soft']}>{words('links.scan.unknown')}</span>
        ) : (
          <>
            <b className={styles['family']}>{row.link.patient.family}</b> {row.link.patient.given}
          </>
        )}{' '}
        <span className={styles['soft']}>
          <span className={styles['reference']}>{form.reference}</span> ·{' '}
          {words('links.scan.pages', { count: form.pages.length })}
          {form.isTooLong ? ` · ${words('links.scan.too-many')}` : ''}
        </span>
      </span>
      {filing?.phase === 'filed' ? (
        <span className={styles['filed']} role="status">
          <Check size={16} aria-hidden />
          {words('links.scan.filed')}
        </span>
      ) : (
        <span />
      )}
      {filing?.phase === 'failed' ? (
        <>
          <FailureNotice failure={filing.error} />
          <div className={styles['correct']}>
            <Button size="small" onPress={onCorrect}>
              {words('links.scan.correct')}
            </Button>
          </div>
        </>
      ) : null}
    </div>
  );
}
