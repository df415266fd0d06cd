import { Eye, ListFilter } from 'lucide-react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TraceQuestion } from '../../../contracts/trace.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace, Subject } from '../../ui/facts.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { describeAbout, describeQuestion } from './trace-words.ts';

interface QuestionDetailProps {
  readonly question: TraceQuestion;
  readonly ask: Bridge['ask'];
  readonly onSeen: () => void;
  readonly onShow: () => void;
}

/** One question with the rule behind it, the accesses that ask it, and the Director's note. */
export function QuestionDetail({ question, ask, onSeen, onShow }: QuestionDetailProps) {
  const { deed, run } = useDeed();
  const { pattern, subject, moment, found, threshold, person, answer } = question;
  const { who, when } = describeAbout(question);
  const name = person?.nihdi == null ? who : `${who} · ${words('trace.nihdi', { nihdi: person.nihdi })}`;
  return (
    <>
      <Subject title={describeQuestion(question)} why={`${name}, ${when}`} />
      <Soft>{words(`trace.question.${pattern}.rule`, { threshold })}</Soft>
      <Soft>{words('trace.questions.no-accusation')}</Soft>
      <DeedPlace
        button={
          <Button look="primary" icon={<ListFilter size={16} aria-hidden />} onPress={onShow}>
            {words('trace.questions.show', { count: found })}
          </Button>
        }
        consequence={words('trace.questions.show.about')}
      />
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {answer === null ? (
        <ReasonForm
          open={words('trace.questions.mark')}
          icon={<Eye size={16} aria-hidden />}
          consequence={words('trace.questions.mark.about')}
          label={words('trace.questions.mark.label')}
          hint={words('trace.questions.mark.hint')}
          confirm={words('trace.questions.mark.confirm')}
          look="primary"
          busy={deed.phase === 'busy'}
          onConfirm={(note) =>
            run(() => ask('trace/answer-question', { pattern, subject, moment, found, note }), onSeen)
          }
        />
      ) : (
        <Notice tone="info">
          {words('trace.questions.seen-by', { by: answer.by, at: formatMoment(answer.at), note: answer.note })}
        </Notice>
      )}
    </>
  );
}
