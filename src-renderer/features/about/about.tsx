import type { AppState } from '../../../contracts/app-state.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Facts } from '../../ui/facts.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { useReading } from '../../ui/reading.ts';
import { SidePanel } from '../../ui/side-panel.tsx';
import { words } from '../../words/words.ts';
import styles from './about.module.css';
import { LicenceList } from './licence-list.tsx';

interface AboutProps {
  readonly ask: Bridge['ask'];
  readonly state: AppState;
  readonly onClose: () => void;
}

/** What Passerelle is, which version runs here for which hospital, and under which licences it holds the work of others. No line is needed. */
export function About({ ask, state, onClose }: AboutProps) {
  const { reading: itself } = useReading(() => ask('about/read', {}), '', { once: true });
  const { reading, again } = useReading(() => ask('about/read-licences', {}), '', { once: true });
  const known = itself.phase === 'shown' ? itself.value : null;
  return (
    <SidePanel title={words('about.title')} close={words('about.close')} size="large" overLock onClose={onClose}>
      <p>{words('about.purpose')}</p>
      <Facts
        facts={[
          { label: words('about.version'), value: state.version },
          { label: words('about.build'), value: known === null ? null : words(`about.build.${known.build}`) },
          {
            label: words('about.counter'),
            value: known === null || known.counter === 0 ? null : String(known.counter),
          },
          { label: words('about.hospital'), value: state.hospital?.name ?? words('about.hospital.none') },
        ]}
      />
      <h3 className={styles['heading']}>{words('about.licences')}</h3>
      {reading.phase === 'loading' ? (
        <Waiting label={words('about.licences.loading')} />
      ) : reading.phase === 'failed' ? (
        <FailureNotice failure={reading.error} retry={{ label: words('section.retry'), onPress: again }} />
      ) : reading.value.licences === null ? (
        <p>{words('about.licences.none')}</p>
      ) : (
        <LicenceList licences={reading.value.licences} />
      )}
    </SidePanel>
  );
}
