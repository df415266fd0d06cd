import { Phone } from 'lucide-react';
import type { AppState } from '../../contracts/app-state.ts';
import { AboutButton } from '../ui/about-button.tsx';
import { UpdateLine } from '../features/updates/update-line.tsx';
import { Button } from '../ui/button.tsx';
import { CheckConnectionButton } from '../ui/check-connection.tsx';
import { PhoneService } from '../ui/phone-service.tsx';
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
          <PhoneService service={hospital.helpdesk} />
          <PhoneService service={hospital.itDepartment} />
          <CheckConnectionButton closes />
        </>
      )}
      <AboutButton />
      {state === null ? null : <p className={styles['version']}>{words('app.version', { version: state.version })}</p>}
      <UpdateLine className={styles['version']} />
    </Popover>
  );
}
