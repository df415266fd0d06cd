import { useEffect, useState } from 'react';
import type { OpeningHours, PhoneService } from '../../contracts/helpdesk-numbers.ts';
import { countDaysUntil, formatDate, formatHour } from '../words/format.ts';
import { type WordId, words } from '../words/words.ts';
import { type Moment, readOpening } from './opening.ts';
import styles from './opening-line.module.css';

const EVERY = 20_000;
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** « Ouvert jusqu'à 17 h », « Fermé, rouvre lundi à 8 h »: true at this minute. Nothing where the hospital set no calendar [R05]. */
export function OpeningLine({ service }: { service: PhoneService }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), EVERY);
    return () => clearInterval(timer);
  }, []);
  if (service.opening === undefined) return null;
  const { isOpen } = readOpening(service.opening, now);
  return (
    <span className={isOpen ? styles['open'] : styles['closed']}>
      <span className={styles['mark']} aria-hidden />
      {sayOpening(service.opening, now)}
    </span>
  );
}

/** The same as a sentence. */
export function sayOpening(hours: OpeningHours, now: Date): string {
  const opening = readOpening(hours, now);
  if (opening.isOpen) {
    const { until } = opening;
    if (until === null) return words('opening.always');
    const time = formatHour(until.time);
    return countDaysUntil(until.day, now) === 0
      ? words('opening.until', { time })
      : words('opening.until-day', { day: sayDay(until, now), time });
  }
  if (opening.next === null) return words('opening.closed');
  return words('opening.closed-until', { day: sayDay(opening.next, now), time: formatHour(opening.next.time) });
}

function sayDay({ day }: Moment, now: Date): string {
  const days = countDaysUntil(day, now);
  if (days === 0) return words('opening.today');
  if (days === 1) return words('opening.tomorrow');
  if (days > 6) return words('opening.on-date', { date: formatDate(day) });
  const weekday: WordId = `opening.weekday.${weekdays[(new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7] ?? 1}`;
  return words(weekday);
}
