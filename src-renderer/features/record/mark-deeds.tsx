import { Check, CheckCheck, ListTodo } from 'lucide-react';
import { useEffect } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { RecordIndex } from '../../../contracts/record.ts';
import { Note } from '../../ui/note-slot.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { toDueChoices } from './due-day.ts';
import styles from './mark-deeds.module.css';

/** The marks of a document with the key of each, as the list of keys names them [X20]. */
const deeds = [
  { state: 'seen', key: 'V', Icon: Check },
  { state: 'todo', key: 'A', Icon: ListTodo },
  { state: 'done', key: 'T', Icon: CheckCheck },
] as const;
/** What a physician answers for; a stay or an appointment is nothing to have seen. */
const markable: ReadonlySet<string> = new Set(['laboratory', 'imaging', 'letter', 'report', 'photograph']);

interface MarkDeedsProps {
  readonly ask: Bridge['ask'];
  readonly index: RecordIndex;
  /** The document in the reading pane. */
  readonly document: string;
  readonly now: Date;
  /** False while the window is locked: no key acts. */
  readonly active: boolean;
}

/**
 * *Vu*, *À faire*, *Fait* of the document in the pane, the physician's own. Nothing is marked by opening: to open is to look, which the trace keeps; to
 * have seen is his word, by a press or a key. A press on the mark that stands takes it back.
 */
export function MarkDeeds({ ask, index, document, now, active }: MarkDeedsProps) {
  const { deed, run } = useDeed();
  const entry = index.entries.find((one) => one.document === document);
  const mark = index.marks.find((one) => one.document === document);
  const isMarkable = entry !== undefined && markable.has(entry.kind);
  // What was written anew since is no longer seen or done as it stands.
  const stands = mark === undefined || (mark.stale && mark.state !== 'todo') ? null : mark.state;
  const patient = index.link.patient.id;
  const set = (state: 'none' | 'seen' | 'todo' | 'done', due: string | null = null): void =>
    run(() => ask('mark/set', { patient, document, state, due }));
  const toggle = (state: 'seen' | 'todo' | 'done'): void => set(stands === state ? 'none' : state);

  useEffect(() => {
    if (!active || !isMarkable) return undefined;
    const press = (event: KeyboardEvent): void => {
      const found = deeds.find(({ key }) => key === event.key.toUpperCase());
      const isFree = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
      if (found === undefined || !isFree || isWriting(event.target)) return;
      event.preventDefault();
      if (!event.repeat) toggle(found.state);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });

  if (!isMarkable) return null;
  return (
    <div className={styles['marks']} role="group" aria-label={words('mark.group')}>
      <div className={styles['segments']}>
        {deeds.map(({ state, key, Icon }) => (
          <ToggleButton
            key={state}
            className={styles['mark'] ?? ''}
            isSelected={stands === state}
            onChange={() => toggle(state)}
            aria-label={words(`mark.${state}`)}
            aria-keyshortcuts={key}
          >
            <Icon size={14} aria-hidden />
            <span className={styles['word']}>{words(`mark.${state}`)}</span>
          </ToggleButton>
        ))}
      </div>
      {stands === 'todo' ? (
        <select
          className={styles['due']}
          aria-label={words('mark.due')}
          value={mark?.due ?? ''}
          onChange={(event) => set('todo', event.target.value === '' ? null : event.target.value)}
        >
          {toDueChoices(now, mark?.due ?? null).map(({ day, label }) => (
            <option key={day ?? ''} value={day ?? ''}>
              {label}
            </option>
          ))}
        </select>
      ) : null}
      <Note>
        {mark?.stale === true ? <span className={styles['stale']}>{words('mark.stale.text')}</span> : null}
        {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      </Note>
    </div>
  );
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}
