import { ListTodo, TriangleAlert, X } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PatientFacts, TherapeuticLink } from '../../../contracts/link.ts';
import type { TodoLine } from '../../../contracts/mark.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { formatShortDate, toDay, toDecimalCommas } from '../../words/format.ts';
import { isWordId, words } from '../../words/words.ts';
import styles from './todo.module.css';

type Todo =
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown'; readonly lines: readonly TodoLine[]; readonly whole: boolean }
  | { readonly phase: 'failed'; readonly error: Failure };

interface TodoListProps {
  readonly ask: Bridge['ask'];
  readonly links: readonly TherapeuticLink[];
  readonly now: Date;
  readonly online: boolean;
  readonly onOpen: (patient: string, document: string) => void;
  readonly onClose: () => void;
}

/** What this physician has to do over all patients whom he may read: those with a day first, each opened by one click [X20]. */
export function TodoList({ ask, links, now, online, onOpen, onClose }: TodoListProps) {
  const [state, setState] = useState<Todo>({ phase: 'loading' });
  const read = useCallback(() => {
    let isWanted = true;
    ask('mark/list-todo', {})
      .then((result) => {
        if (isWanted)
          setState(result.ok ? { phase: 'shown', ...result.value } : { phase: 'failed', error: result.error });
      })
      .catch(reportFault);
    return () => {
      isWanted = false;
    };
  }, [ask]);
  useEffect(() => read(), [read, online]);
  const people = new Map(links.map(({ patient }) => [patient.id, patient]));
  return (
    <section className={styles['todo']} aria-label={words('todo.title')}>
      <header className={styles['head']}>
        <h1>{words('todo.title')}</h1>
        <p className={styles['soft']}>{words('todo.private')}</p>
        <Button look="quiet" size="small" icon={<X aria-hidden />} onPress={onClose}>
          {words('todo.close')}
        </Button>
      </header>
      {state.phase === 'loading' ? <Waiting label={words('todo.loading')} /> : null}
      {state.phase === 'failed' ? (
        <FailureNotice
          failure={state.error}
          title={words('todo.failed')}
          retry={{
            label: words('todo.retry'),
            onPress: () => {
              setState({ phase: 'loading' });
              read();
            },
          }}
        />
      ) : null}
      {state.phase === 'shown' ? (
        <>
          {state.whole ? null : <Notice tone="warning" title={words('todo.offline')} />}
          <Lines lines={state.lines} people={people} now={now} onOpen={onOpen} />
        </>
      ) : null}
    </section>
  );
}

interface LinesProps extends Pick<TodoListProps, 'now' | 'onOpen'> {
  readonly lines: readonly TodoLine[];
  readonly people: ReadonlyMap<string, PatientFacts>;
}

function Lines({ lines, people, now, onOpen }: LinesProps) {
  // A name comes from the physician's own list of links: whoever is not on it any more is not named.
  const named = lines.flatMap((line) => {
    const person = people.get(line.patient);
    return person === undefined ? [] : [{ line, person }];
  });
  if (named.length === 0)
    return (
      <EmptyState icon={<ListTodo aria-hidden />} title={words('todo.empty.title')}>
        {words('todo.empty.text')}
      </EmptyState>
    );
  return (
    <ul className={styles['lines']}>
      {named.map(({ line, person }) => (
        <li key={`${line.patient} ${line.document}`}>
          <button type="button" className={styles['line']} onClick={() => onOpen(line.patient, line.document)}>
            <Due due={line.due} now={now} />
            <span className={styles['person']}>
              <span className={styles['family']}>{person.family}</span> {person.given}
            </span>
            <span className={styles['title']}>{readTitle(line)}</span>
            <span className={styles['soft']}>
              {line.dated === null ? words('timeline.undated') : formatShortDate(line.dated)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Due({ due, now }: { due: string | null; now: Date }) {
  if (due === null) return <span className={styles['due']}>{words('todo.undated')}</span>;
  const isLate = due < toDay(now);
  return (
    <span className={isLate ? styles['late'] : styles['due']}>
      {isLate ? <TriangleAlert size={14} aria-hidden /> : null}
      {words(isLate ? 'todo.overdue' : 'todo.due', { date: formatShortDate(due) })}
    </span>
  );
}

function readTitle({ title, kind }: TodoLine): string {
  const id = `kind.${kind}`;
  return title === null ? (isWordId(id) ? words(id) : '') : toDecimalCommas(title);
}
