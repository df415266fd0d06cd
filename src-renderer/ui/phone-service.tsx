import type { PhoneService as Service } from '../../contracts/helpdesk-numbers.ts';
import { OpeningLine } from './opening-line.tsx';
import { sayHours } from './opening-week.ts';
import styles from './phone-service.module.css';

/** Whom to call: name, number to be read and copied, whether somebody answers now, and its hours. */
export function PhoneService({ service }: { service: Service }) {
  return (
    <div className={styles['service']}>
      <span className={styles['name']}>{service.name}</span>
      <span className={styles['phone']}>{service.phone}</span>
      <OpeningLine service={service} />
      <span className={styles['hours']}>{sayHours(service)}</span>
    </div>
  );
}
