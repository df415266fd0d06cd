import type { Waveform, WaveformGroup } from '../decode/waveform.ts';
import { formatNumber, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import css from './ecg.module.css';

/** What the device wrote: texts, measured values of the whole curve, sampling and filters. It is the device's word, and said so. */
export function EcgAnnotations({
  waveform,
  group,
}: {
  readonly waveform: Waveform;
  readonly group: number;
}): React.ReactElement {
  const whole = waveform.annotations.filter(({ positions }) => positions.length === 0);
  const texts = whole.filter(({ value }) => value === null);
  const values = whole.filter(({ value, channels }) => value !== null && channels.every((channel) => channel === 0));
  const own = waveform.groups[group];
  return (
    <aside className={css['notes']} aria-label={words('viewer.ecg.notes')}>
      {texts.length > 0 && (
        <section>
          <h3>{words('viewer.ecg.texts')}</h3>
          <ul>
            {texts.map(({ text }, place) => (
              // The same line may stand twice; the order is the device's.
              <li key={`${place}-${text}`}>{text}</li>
            ))}
          </ul>
        </section>
      )}
      {values.length > 0 && (
        <section>
          <h3>{words('viewer.ecg.values')}</h3>
          <dl>
            {values.map(({ text, value }, place) => (
              <div key={`${place}-${text}`}>
                <dt>{text}</dt>
                <dd>
                  {toDecimalCommas(value?.number ?? '')} {value?.unit}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {own && <p className={css['facts']}>{toFacts(waveform, own)}</p>}
    </aside>
  );
}

/** Sampling, filters and device in one line; filters that differ between leads are given of the first. */
export function toFacts(waveform: Waveform, group: WaveformGroup): string {
  const { low, high, notch } = group.channels[0]?.filters ?? { low: null, high: null, notch: null };
  const parts = [words('viewer.ecg.sampling', { hertz: formatNumber(group.frequency) })];
  if (low !== null || high !== null)
    parts.push(
      words('viewer.ecg.filter', {
        low: low === null ? '–' : formatNumber(low),
        high: high === null ? '–' : formatNumber(high),
      }),
    );
  if (notch !== null) parts.push(words('viewer.ecg.notch', { hertz: formatNumber(notch) }));
  if (group.derived) parts.push(words('viewer.ecg.derived'));
  if (waveform.device !== '') parts.push(waveform.device);
  return parts.join(' · ');
}
