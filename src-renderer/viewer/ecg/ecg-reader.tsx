import { Radio, RadioGroup } from 'react-aria-components';
import type { Waveform } from '../decode/waveform.ts';
import { formatNumber } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { EcgAnnotations } from './ecg-annotations.tsx';
import { EcgPaper } from './ecg-paper.tsx';
import { layouts } from './leads.ts';
import { gains, speeds } from './sheet.ts';
import { type EcgState, toLayoutName, useEcg } from './use-ecg.ts';
import css from './ecg.module.css';

/** A recorded ECG on its paper, with calipers, and what the device wrote of it. */
export function EcgReader({ waveform }: { readonly waveform: Waveform }): React.ReactElement {
  const ecg = useEcg(waveform);
  return (
    <div className={css['reader']}>
      <Controls waveform={waveform} ecg={ecg} />
      <EcgPaper waveform={waveform} ecg={ecg} />
      <EcgAnnotations waveform={waveform} group={ecg.group} />
    </div>
  );
}

function Controls({ waveform, ecg }: { readonly waveform: Waveform; readonly ecg: EcgState }): React.ReactElement {
  const { wish, change } = ecg;
  return (
    <div className={css['controls']}>
      {waveform.groups.length > 1 && (
        <Choice
          label={words('viewer.ecg.group')}
          value={String(ecg.group)}
          options={waveform.groups.map((group, index) => ({
            id: String(index),
            text: toGroupName(group.label, index),
          }))}
          choose={(id) => ecg.choose(Number(id))}
        />
      )}
      {ecg.twelve && (
        <Choice
          label={words('viewer.ecg.layout')}
          value={wish.layout}
          options={layouts.map((layout) => ({ id: layout, text: toLayoutName(layout) }))}
          choose={(id) => change({ layout: layouts.find((one) => one === id) ?? '3x4' })}
        />
      )}
      <Choice
        label={words('viewer.ecg.speed')}
        value={String(wish.speed)}
        options={speeds.map((speed) => ({ id: String(speed), text: words('viewer.ecg.speed.value', { speed }) }))}
        choose={(id) => change({ speed: id === '50' ? 50 : 25 })}
      />
      <Choice
        label={words('viewer.ecg.gain')}
        value={String(wish.gain)}
        options={gains.map((gain) => ({ id: String(gain), text: words('viewer.ecg.gain.value', { gain }) }))}
        choose={(id) => change({ gain: id === '5' ? 5 : id === '20' ? 20 : 10 })}
      />
      {ecg.sheet.duration > ecg.sheet.seconds + 0.01 && <Moment ecg={ecg} />}
    </div>
  );
}

/** RHYTHM and MEDIAN BEAT are the usual labels of the two groups of a resting ECG. */
function toGroupName(label: string, index: number): string {
  if (/median|average|template/i.test(label)) return words('viewer.ecg.group.beat');
  if (/rhythm/i.test(label)) return words('viewer.ecg.group.rhythm');
  return label || words('viewer.ecg.group.number', { n: index + 1 });
}

function Choice({
  label,
  value,
  options,
  choose,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  readonly choose: (id: string) => void;
}): React.ReactElement {
  return (
    <RadioGroup
      className={css['choice'] ?? ''}
      aria-label={label}
      orientation="horizontal"
      value={value}
      onChange={choose}
    >
      {options.map(({ id, text }) => (
        <Radio key={id} className={css['option'] ?? ''} value={id}>
          {text}
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** Long recordings: which seconds are on the paper. */
function Moment({ ecg }: { readonly ecg: EcgState }): React.ReactElement {
  const { sheet, wish } = ecg;
  const text = words('viewer.ecg.moment.value', {
    from: formatNumber(Number(wish.start.toFixed(1))),
    to: formatNumber(Number((wish.start + sheet.seconds).toFixed(1))),
    of: formatNumber(Number(sheet.duration.toFixed(1))),
  });
  return (
    <label className={css['moment']}>
      <span>{text}</span>
      <input
        type="range"
        min={0}
        max={Math.max(0, sheet.duration - sheet.seconds)}
        step={1}
        value={wish.start}
        aria-label={words('viewer.ecg.moment')}
        aria-valuetext={text}
        onChange={(event) => ecg.change({ start: Number(event.target.value) })}
      />
    </label>
  );
}
