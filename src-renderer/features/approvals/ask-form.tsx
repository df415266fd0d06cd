import { Send } from 'lucide-react';
import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { FoundPerson } from '../../../contracts/approval.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace, Subject } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './ask-form.module.css';

const choices = ['new-pc', 'reset', 'stolen'] as const;
type Choice = (typeof choices)[number];
const SHORTEST = 3;

interface AskFormProps {
  readonly person: FoundPerson;
  readonly ask: Bridge['ask'];
  readonly onAsked: () => void;
}

/** What somebody who telephones needs, and what they said; the Director reads both. */
export function AskForm({ person, ask, onAsked }: AskFormProps) {
  const { deed, run } = useDeed();
  const [choice, setChoice] = useState<Choice>('new-pc');
  const [why, setWhy] = useState('');
  const [asked, setAsked] = useState(false);
  const subject = <Subject title={person.name} why={words(`pcs.role.${person.role}`)} />;
  if (asked)
    return (
      <>
        {subject}
        <Notice tone="good">{words('reissue.asked')}</Notice>
      </>
    );
  if (person.suspended || person.waiting)
    return (
      <>
        {subject}
        <Notice tone="info">{words(person.suspended ? 'reissue.suspended' : 'reissue.waits')}</Notice>
      </>
    );
  const send = () =>
    run(
      () =>
        ask('reissue/ask', {
          person: person.id,
          reason: choice === 'new-pc' ? 'new-pc' : 'reset',
          stolen: choice === 'stolen',
          why: why.trim(),
        }),
      () => {
        setAsked(true);
        onAsked();
      },
    );
  return (
    <>
      {subject}
      {person.activated ? null : <Soft>{words('reissue.not-activated')}</Soft>}
      <RadioGroup
        className={styles['choices'] ?? ''}
        value={choice}
        onChange={(next) => setChoice(choices.find((one) => one === next) ?? 'new-pc')}
      >
        <Label className={styles['label'] ?? ''}>{words('reissue.what')}</Label>
        {choices.map((one) => (
          <Radio
            key={one}
            value={one}
            isDisabled={one !== 'new-pc' && !person.activated}
            className={styles['choice'] ?? ''}
          >
            <span className={styles['dot']} aria-hidden />
            <span>{words(`reissue.ask.${one}`)}</span>
          </Radio>
        ))}
      </RadioGroup>
      <TextField
        label={words('reissue.why')}
        hint={words('reissue.why.hint')}
        value={why}
        onChange={setWhy}
        maxLength={400}
      />
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <DeedPlace
        button={
          <Button
            look="primary"
            icon={<Send size={16} aria-hidden />}
            isPending={deed.phase === 'busy'}
            isDisabled={why.trim().length < SHORTEST}
            onPress={send}
          >
            {words('reissue.ask')}
          </Button>
        }
        consequence={words('reissue.ask.consequence')}
      />
      <Soft>{words('reissue.revoke-first')}</Soft>
    </>
  );
}
