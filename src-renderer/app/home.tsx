import { ListTodo, UserPlus, Users } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { words } from '../words/words.ts';
import styles from './home.module.css';

const steps = ['1', '2', '3'] as const;

/** Before a patient is chosen. On the first day, the three steps to the first patient [R04]. */
export function Home({ first, onNew, onTodo }: { first: boolean; onNew: () => void; onTodo: () => void }) {
  if (!first)
    return (
      <EmptyState
        isTop
        icon={<Users aria-hidden />}
        title={words('home.choose.title')}
        actions={
          <Button icon={<ListTodo aria-hidden />} onPress={onTodo}>
            {words('todo.title')}
          </Button>
        }
      >
        {words('home.choose.text')}
      </EmptyState>
    );
  return (
    <section className={styles['first']} aria-label={words('home.first.title')}>
      <h1 className={styles['title']}>{words('home.first.title')}</h1>
      <ol className={styles['steps']}>
        {steps.map((number) => (
          <li key={number}>
            <span className={styles['number']} aria-hidden>
              {number}
            </span>
            <h2>{words(`home.first.${number}.title`)}</h2>
            <p>{words(`home.first.${number}.text`)}</p>
          </li>
        ))}
      </ol>
      <div>
        <Button look="primary" size="large" icon={<UserPlus aria-hidden />} onPress={onNew}>
          {words('home.first.start')}
        </Button>
      </div>
    </section>
  );
}
