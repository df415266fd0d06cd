import { useEffect, useRef, useState } from 'react';
import type { ReleaseLine, Ring, Rollout } from '../../../contracts/updates.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { readTypedDay, toTypedDay } from '../../ui/typed-day.ts';
import { formatDate, toDay } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { ReleaseList } from './read-releases.ts';
import { countReached, toMidnight, toReach } from './release-words.ts';
import styles from './releases.module.css';

interface PushFormProps {
  readonly release: ReleaseLine;
  readonly list: ReleaseList;
  readonly now: Date;
  readonly busy: boolean;
  readonly onPush: (rollout: Rollout) => void;
  readonly onCancel: () => void;
}

const shares = ['10', '30', '100'] as const;

/** How far a release goes: ring, percentage, from when on it is required; and in one sentence whom that reaches [C6]. */
export function PushForm({ release, list, now, busy, onPush, onCancel }: PushFormProps) {
  const { rollout } = release;
  const [ring, setRing] = useState<Ring>(rollout?.ring ?? 'pilot');
  const [share, setShare] = useState(String(rollout?.ring === 'everyone' ? rollout.percentage : 10));
  const [isFree, setFree] = useState(!shares.some((one) => one === share));
  const [day, setDay] = useState(rollout?.requiredFrom ? toTypedDay(toDay(rollout.requiredFrom)) : '');
  const form = useRef<HTMLFormElement>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    first.current?.focus();
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  const percentage = /^\d{1,3}$/.test(share.trim()) ? Number(share) : 0;
  const isShareWrong = ring === 'everyone' && (percentage < 1 || percentage > 100);
  const read = readTypedDay(day);
  const required = day.trim() === '' ? null : read;
  const isDayWrong = day.trim() !== '' && (read === null || read < toDay(now) || read > toDay(release.expires));
  const asked: Rollout = {
    ring,
    percentage: ring === 'pilot' || isShareWrong ? 100 : percentage,
    requiredFrom: required === null ? null : toMidnight(required),
  };
  const { count } = countReached(asked, list);
  return (
    <form
      ref={form}
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isShareWrong && !isDayWrong) onPush(asked);
      }}
    >
      <fieldset className={styles['choices']}>
        <legend>{words('release.push.ring')}</legend>
        {(['pilot', 'everyone'] as const).map((one) => (
          <label key={one}>
            <input
              ref={one === ring ? first : null}
              type="radio"
              name="ring"
              checked={ring === one}
              onChange={() => setRing(one)}
            />
            {words(`release.push.ring.${one}`)}
          </label>
        ))}
      </fieldset>
      {ring === 'pilot' ? null : (
        <fieldset className={styles['choices']}>
          <legend>{words('release.push.share')}</legend>
          {shares.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="share"
                checked={!isFree && share === one}
                onChange={() => {
                  setFree(false);
                  setShare(one);
                }}
              />
              {words('release.push.percentage', { percentage: one })}
            </label>
          ))}
          <label>
            <input type="radio" name="share" checked={isFree} onChange={() => setFree(true)} />
            {words('release.push.free')}
          </label>
        </fieldset>
      )}
      {ring === 'pilot' || !isFree ? null : (
        <TextField
          label={words('release.push.free.label')}
          value={share}
          onChange={setShare}
          inputMode="numeric"
          maxLength={3}
          figures
          error={isShareWrong ? words('release.push.free.wrong') : null}
        />
      )}
      <TextField
        label={words('release.push.day')}
        hint={words('release.push.day.hint')}
        value={day}
        onChange={setDay}
        inputMode="numeric"
        maxLength={10}
        figures
        error={isDayWrong ? words('release.push.day.wrong', { date: formatDate(release.expires) }) : null}
      />
      <p className={styles['consequence']}>
        {toReach(asked, list)} {words('release.push.when')}
        {release.kinds.every((kind) => kind === 'linux-x64-deb') ? null : ` ${words('release.push.by-hand')}`}
        {required === null || isDayWrong ? null : ` ${words('release.push.required', { date: formatDate(required) })}`}
      </p>
      <div className={styles['buttons']}>
        <Button type="submit" look="primary" isPending={busy} isDisabled={isShareWrong || isDayWrong || count === 0}>
          {words('release.push.confirm', { count })}
        </Button>
        <Button look="quiet" onPress={onCancel}>
          {words('section.cancel')}
        </Button>
      </div>
    </form>
  );
}
