import type { HospitalFacts } from '../../contracts/person.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import { type Head, toHeadNumber } from '../trace/heads.ts';
import { toFrenchDate } from './french-date.ts';
import { renderPdf } from './render-pdf.ts';

/** Chains that stand on the sheet; the number covers them all. */
const SHOWN = 24;

const clock = new Intl.DateTimeFormat('fr-BE', {
  timeZone: 'Europe/Brussels',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The signed head of the trace as one PDF/A-2b page: its number, how much it vouches for, and the newest chains. */
export function toTraceHeadPdf(hospital: HospitalFacts, line: string, head: Head): Buffer {
  const at = new Date(head.at);
  const newest = head.writers.toSorted((a, b) => b.number - a.number).filter(({ seq }) => seq > 0);
  const older = newest.length - SHOWN;
  const data = {
    hospital: { name: hospital.name, address: hospital.address },
    number: toHeadNumber(line),
    madeOn: toFrenchDate(toBrusselsDay(at)),
    madeAt: clock.format(at),
    entries: toCount(
      head.writers.reduce((sum, { seq }) => sum + seq, 0),
      'entrée',
    ),
    writers: toCount(head.writers.length, 'chaîne'),
    rows: newest.slice(0, SHOWN).map(({ number, seq, hash }) => ({
      number: String(number),
      entries: toGrouped(seq),
      hash,
    })),
    older:
      older > 0
        ? `et ${toCount(older, 'chaîne')} plus ${older === 1 ? 'ancienne' : 'anciennes'}, que le numéro couvre aussi.`
        : null,
  };
  return renderPdf('trace-head', data, at);
}

/** `1 entrée`, `12 345 entrées`. */
function toCount(value: number, one: string): string {
  return `${toGrouped(value)}\u00a0${one}${value > 1 ? 's' : ''}`;
}

function toGrouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}
