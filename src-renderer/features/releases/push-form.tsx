import { useState } from 'react';
import type { ReleaseLine, Ring, Rollout } from '../../../contracts/updates.ts';
import { DeedForm } from '../../ui/deed-form.tsx';
import { TextField } from '../../ui/field.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { readTypedDay, toTypedDay } from '../../ui/typed-day.ts';
import { formatDate, toDay } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { ReleaseList } from './read-releases.ts';
import { countReached, toMidnight, toReach } from './release-words.ts';

interface PushFormProps {
  readonly release: ReleaseLine;
  readonly list: ReleaseList;
  readonly now: Date;
  readonly busy: boolean;
  readonly onPush: (rollout: Rollout) => void;
  readonly onCancel: () => void;
}

const rings = ['pilot', 'everyone'] as const;
const shares = ['10', '30', '100'] as const;

/** How far a release goes: ring, percentage, from when on it is required; and in one sentence whom that reaches [C6]. */
export function PushForm({ release, list, now, busy, onPush, onCancel }: PushFormProps) {
  const { rollout } = release;
  const [ring, setRing] = useState<Ring>(rollout?.ring ?? 'pilot');
  const [share, setShare] = useState(String(rollout?.ring === 'everyone' ? rollout.percentage : 10));
  const [isFree, setFree] = useState(!shares.some((one) => one === share));
  const [day, setDay] = useState(rollout?.requiredFrom ? toTypedDay(toDay(rollout.requiredFrom)) : '');

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
    <DeedForm
      consequence={
        <>
          {toReach(asked, list)} {words('release.push.when')}
          {release.kinds.every((kind) => kind === 'linux-x64-deb') ? null : ` ${words('release.push.by-hand')}`}
          {required === null || isDayWrong
            ? null
            : ` ${words('release.push.required', { date: formatDate(required) })}`}
        </>
      }
      confirm={words('release.push.confirm', { count })}
      look="primary"
      busy={busy}
      isReady={!isShareWrong && !isDayWrong && count > 0}
      onConfirm={() => onPush(asked)}
      onCancel={onCancel}
    >
      <RadioChoice
        legend={words('release.push.ring')}
        name="ring"
        values={rings}
        toLabel={(one) => words(`release.push.ring.${one}`)}
        chosen={ring}
        onChoose={setRing}
        isBeside
        autoFocus
      />
      {ring === 'pilot' ? null : (
        <RadioChoice
          legend={words('release.push.share')}
          name="share"
          values={[...shares, 'free']}
          toLabel={(one) =>
            one === 'free' ? words('release.push.free') : words('release.push.percentage', { percentage: one })
          }
          chosen={shares.find((one) => !isFree && one === share) ?? 'free'}
          onChoose={(one) => {
            setFree(one === 'free');
            if (one !== 'free') setShare(one);
          }}
          isBeside
        />
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
    </DeedForm>
  );
}
