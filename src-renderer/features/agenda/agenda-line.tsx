import { ArrowRight, FilePen, UserCheck, UserPlus, UserX, X } from 'lucide-react';
import type { AgendaEntry, AheadReason } from '../../../contracts/agenda.ts';
import type { PatientFacts } from '../../../contracts/link.ts';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';
import styles from './agenda.module.css';
import { Badge } from './badge.tsx';
import { toName } from './day.ts';
import { readWhy } from './why.ts';

/** What may be done with one appointment. */
export interface EntryDeeds {
  readonly onOpen: (entry: AgendaEntry) => void;
  readonly onNew: () => void;
  readonly onChoose: (entry: AgendaEntry, patient: string | null) => void;
  readonly onArrive: (entry: AgendaEntry, arrived: boolean) => void;
  readonly onRemove: (entry: AgendaEntry) => void;
}

const toBirth = ({ birthDate }: PatientFacts): string => birthDate.split('-').toReversed().join('/');

interface AgendaLineProps extends EntryDeeds {
  readonly entry: AgendaEntry;
  readonly place: 'now' | 'next' | null;
  /** Why nothing is copied at all: said above the list, and not again on every line. */
  readonly halted: AheadReason | null;
}

/** One appointment of the day: who, how far the copy is or why not, and the next step. */
export function AgendaLine({ entry, place, halted, ...deeds }: AgendaLineProps) {
  const { at, patient, written, standing, arrived, seen } = entry;
  const name = toName(entry);
  return (
    <li className={styles['line']} data-place={place ?? undefined} data-seen={seen || undefined}>
      <span className={styles['hour']}>{at ?? words('agenda.no-hour')}</span>
      <div className={styles['who']}>
        <span className={styles['name']}>
          {name}
          {patient === null ? null : <span className={styles['soft']}> {toBirth(patient)}</span>}
        </span>
        {patient === null || isSame(name, written) ? null : (
          <span className={styles['soft']}>{words('agenda.written', { text: written })}</span>
        )}
        <span className={styles['marks']}>
          {place === null ? null : <span className={styles['place']}>{words(`agenda.place.${place}`)}</span>}
          {arrived && !seen ? <span className={styles['place']}>{words('agenda.arrived')}</span> : null}
          {seen ? <span className={styles['soft']}>{words('agenda.seen')}</span> : null}
        </span>
      </div>
      <div className={styles['standing']}>
        <Badge standing={standing} />
        {standing.state === 'waiting' && standing.reason === halted && standing.asOf === null ? null : (
          <p className={styles['why']}>{readWhy(standing)}</p>
        )}
        {standing.state === 'choose' ? (
          <div className={styles['candidates']}>
            {standing.candidates.map((one) => (
              <Button key={one.id} size="small" onPress={() => deeds.onChoose(entry, one.id)}>
                {`${one.family.toLocaleUpperCase('fr')} ${one.given}, ${toBirth(one)}`}
              </Button>
            ))}
            <Button size="small" look="quiet" onPress={() => deeds.onChoose(entry, null)}>
              {words('agenda.deed.nobody')}
            </Button>
          </div>
        ) : null}
      </div>
      <div className={styles['deeds']}>
        <NextStep entry={entry} name={name} {...deeds} />
        {patient === null || seen ? null : (
          <Button
            size="small"
            look="quiet"
            icon={arrived ? <UserX aria-hidden /> : <UserCheck aria-hidden />}
            onPress={() => deeds.onArrive(entry, !arrived)}
          >
            {words(arrived ? 'agenda.deed.not-arrived' : 'agenda.deed.arrived')}
          </Button>
        )}
        <Button
          size="small"
          look="quiet"
          icon={<X aria-hidden />}
          aria-label={words('agenda.deed.remove-of', { name })}
          onPress={() => deeds.onRemove(entry)}
        >
          {words('agenda.deed.remove')}
        </Button>
      </div>
    </li>
  );
}

function NextStep({ entry, name, onOpen, onNew }: EntryDeeds & { entry: AgendaEntry; name: string }) {
  switch (entry.standing.state) {
    case 'ready':
    case 'copying':
    case 'waiting':
      return (
        <Button
          size="small"
          icon={<ArrowRight aria-hidden />}
          aria-label={words('agenda.open', { name })}
          onPress={() => onOpen(entry)}
        >
          {words('agenda.deed.open')}
        </Button>
      );
    case 'to-finish':
      return (
        <Button size="small" icon={<FilePen aria-hidden />} onPress={() => onOpen(entry)}>
          {words('agenda.deed.finish')}
        </Button>
      );
    case 'no-link':
    case 'ended':
      return (
        <Button size="small" icon={<UserPlus aria-hidden />} onPress={onNew}>
          {words('agenda.deed.new')}
        </Button>
      );
    case 'choose':
    case 'unavailable':
      return null;
  }
}

/** True where the list wrote the name as the link has it: it need not be said twice. */
function isSame(name: string, written: string): boolean {
  return name.toLocaleLowerCase('fr') === written.toLocaleLowerCase('fr');
}
