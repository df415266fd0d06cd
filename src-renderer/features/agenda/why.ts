import type { AgendaStanding, AheadReason } from '../../../contracts/agenda.ts';
import { readFailureSentence } from '../../words/failure-sentence.ts';
import { formatTime } from '../../words/format.ts';
import { words } from '../../words/words.ts';

/** Why copying ahead stands still, and what to do. */
export function readHalt(reason: AheadReason): string {
  if (reason === 'line-budget' || reason === 'disk-budget') return words(`agenda.why.${reason}`);
  const { what, next } = readFailureSentence(reason, 'physician');
  return `${what} ${next}`;
}

/** One sentence for one standing: what is there, or why not, with the next step [X03]. */
export function readWhy(standing: AgendaStanding): string {
  switch (standing.state) {
    case 'ready':
      return words(standing.whole ? 'agenda.why.ready-whole' : 'agenda.why.ready', {
        at: formatTime(standing.asOf) ?? '',
      });
    case 'copying':
      return words('agenda.why.copying');
    case 'waiting': {
      const kept =
        standing.asOf === null ? '' : `${words('agenda.why.kept', { at: formatTime(standing.asOf) ?? '' })} `;
      if (standing.reason === 'turn') return `${kept}${words('agenda.why.turn')}`;
      return standing.reason === 'offline' && kept !== '' ? kept.trim() : `${kept}${readHalt(standing.reason)}`;
    }
    case 'choose':
      return words('agenda.why.choose');
    case 'no-link':
      return words('agenda.why.no-link');
    case 'to-finish':
      return words(`agenda.why.${standing.step}`);
    case 'ended':
      return words('agenda.why.ended');
    case 'unavailable': {
      const { what, next } = readFailureSentence('record-not-available', 'physician');
      return `${what} ${next}`;
    }
  }
}
