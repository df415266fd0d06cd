import { Check, CircleAlert, CircleHelp, Clock, CloudOff, Download, FilePen, Link2Off, Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AgendaStanding } from '../../../contracts/agenda.ts';
import { formatTime } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './agenda.module.css';

interface Mark {
  readonly tone: 'good' | 'busy' | 'soft' | 'soon';
  readonly icon: ReactNode;
  readonly text: string;
}

/** What a badge says, in a word or two beside its icon: never by colour alone. */
export function readBadge(standing: AgendaStanding): Mark {
  const icon = { size: 14, 'aria-hidden': true } as const;
  switch (standing.state) {
    case 'ready':
      return { tone: 'good', icon: <Check {...icon} />, text: words('agenda.badge.ready') };
    case 'copying': {
      const { part, done, total } = standing;
      const text = total === 0 ? words('agenda.badge.comparing') : words(`agenda.badge.${part}`, { done, total });
      return { tone: 'busy', icon: <Download {...icon} />, text };
    }
    case 'waiting':
      if (standing.asOf !== null) {
        const at = formatTime(standing.asOf) ?? '';
        return { tone: 'soft', icon: <CloudOff {...icon} />, text: words('agenda.badge.kept', { at }) };
      }
      if (standing.reason === 'turn')
        return { tone: 'soft', icon: <Clock {...icon} />, text: words('agenda.badge.turn') };
      return { tone: 'soon', icon: <CircleAlert {...icon} />, text: words('agenda.badge.waiting') };
    case 'choose':
      return { tone: 'soon', icon: <CircleHelp {...icon} />, text: words('agenda.badge.choose') };
    case 'no-link':
      return { tone: 'soft', icon: <Link2Off {...icon} />, text: words('agenda.badge.no-link') };
    case 'to-finish':
      return { tone: 'soon', icon: <FilePen {...icon} />, text: words(`agenda.badge.${standing.step}`) };
    case 'ended':
      return { tone: 'soft', icon: <Link2Off {...icon} />, text: words('agenda.badge.ended') };
    case 'unavailable':
      return { tone: 'soft', icon: <Lock {...icon} />, text: words('agenda.badge.unavailable') };
  }
}

/** How far one patient of the day is. */
export function Badge({ standing }: { standing: AgendaStanding }) {
  const { tone, icon, text } = readBadge(standing);
  return (
    <span className={`${styles['badge'] ?? ''} ${styles[tone] ?? ''}`}>
      {icon}
      {text}
    </span>
  );
}
