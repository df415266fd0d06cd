import { Phone } from 'lucide-react';
import type { AppState } from '../../contracts/app-state.ts';
import type { PhoneService } from '../../contracts/helpdesk-numbers.ts';
import { Button } from '../ui/button.tsx';
import { OpeningLine } from '../ui/opening-line.tsx';
import { Popover } from '../ui/popover.tsx';
import { words } from '../words/words.ts';
import styles from './help.module.css';

/** Both telephone numbers with their hours, one click away on every screen, offline too [R05]. */
export function Help({ state }: { state: AppState | null }) {
  const hospital = state?.hospital ?? null;
  return (
    <Popover
      label={words('help.title')}
      trigger={
        <Button look="quiet" icon={<Phone aria-hidden />}>
          {words('help.button')}
        </Button>
      }
    >
      <h2 className={styles['title']}>{words('help.title')}</h2>
      {hospital === null ? (
        <p>{words('help.none')}</p>
      ) : (
        <>
          <Service service={hospital.helpdesk} />
          <Service service={hospital.itDepartment} />
        </>
      )}
      {state === null ? null : <p className={styles['version']}>{words('app.version', { version: state.version })}</p>}
    </Popover>
  );
}

function Service({ service }: { service: PhoneService }) {
  return (
    <div className={styles['service']}>
      <span className={styles['name']}>{service.name}</span>
      <span className={styles['phone']}>{service.phone}</span>
      <OpeningLine service={service} />
      <span className={styles['hours']}>{service.hours}</span>
    </div>
  );
}
