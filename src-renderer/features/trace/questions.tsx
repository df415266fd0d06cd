import { RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TraceQuestion } from '../../../contracts/trace.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceTable, type Column } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { Section, Soft } from '../../ui/section.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { words } from '../../words/words.ts';
import { QuestionDetail } from './question-detail.tsx';
import { useReading } from './read-once.ts';
import { type DraftFilter, toDraft } from './trace-filter.ts';
import type { Frame } from './trace-queues.ts';
import { describeAbout, describeQuestion } from './trace-words.ts';
import styles from './trace.module.css';

const periods = [7, 30, 90] as const;

const columns = (): readonly Column<TraceQuestion>[] => [
  { label: words('trace.questions.column.question'), show: (question) => describeQuestion(question) },
  {
    label: words('trace.questions.column.about'),
    show: (question) => {
      const { who, when } = describeAbout(question);
      return (
        <>
          {who}
          <span className={styles['second']}>{when}</span>
        </>
      );
    },
  },
  {
    label: words('trace.questions.column.state'),
    show: ({ answer }) => (
      <span className={styles['day']}>{words(answer === null ? 'trace.questions.open' : 'trace.questions.seen')}</span>
    ),
  },
];

function toId({ pattern, subject, moment }: TraceQuestion): string {
  return `${pattern} ${subject} ${moment}`;
}

interface QuestionsProps {
  readonly ask: Bridge['ask'];
  readonly frame: Frame;
  readonly onCount: (open: number) => void;
  readonly onShow: (filter: DraftFilter) => void;
}

/** What the trace shows that is out of the ordinary, as questions; each opens its accesses, and is marked as seen with a note. */
export function Questions({ ask, frame, onCount, onShow }: QuestionsProps) {
  const [days, setDays] = useState<(typeof periods)[number]>(30);
  const { value, failure, busy, again } = useReading(() => ask('trace/questions', { days }), String(days));
  const [chosen, setChosen] = useState<string | null>(null);
  const questions = value?.questions ?? [];
  const open = value === null ? null : questions.filter(({ answer }) => answer === null).length;
  useEffect(() => {
    if (open !== null) onCount(open);
  }, [open, onCount]);
  const question = questions.find((one) => toId(one) === chosen) ?? null;
  return (
    <Section
      {...frame}
      detail={
        question === null ? (
          <Soft>{words('trace.questions.choose')}</Soft>
        ) : (
          <QuestionDetail
            key={toId(question)}
            question={question}
            ask={ask}
            onSeen={again}
            onShow={() => onShow(toDraft(question.filter, question.patient))}
          />
        )
      }
    >
      <Soft>{words('trace.questions.about')}</Soft>
      <div className={`${styles['row'] ?? ''} ${styles['period'] ?? ''}`}>
        <SelectField
          label={words('trace.questions.period')}
          none={words('trace.questions.days', { days: 30 })}
          options={[7, 90].map((one) => ({ id: String(one), label: words('trace.questions.days', { days: one }) }))}
          value={days === 30 ? null : String(days)}
          onChange={(id) => setDays(periods.find((one) => String(one) === id) ?? 30)}
        />
        <Button size="small" icon={<RefreshCw size={16} aria-hidden />} isPending={busy} onPress={again}>
          {words('section.refresh')}
        </Button>
      </div>
      {failure === null ? null : (
        <FailureNotice failure={failure} actions={<Button onPress={again}>{words('section.retry')}</Button>} />
      )}
      {value === null ? (
        busy ? (
          <Waiting label={words('trace.loading')} />
        ) : null
      ) : questions.length === 0 ? (
        <EmptyState title={words('trace.questions.empty.title')}>{words('trace.questions.empty.text')}</EmptyState>
      ) : (
        <ChoiceTable
          label={words('trace.queue.questions')}
          columns={columns()}
          rows={questions}
          toId={toId}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
    </Section>
  );
}
