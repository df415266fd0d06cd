import { useReader } from '../../ui/reader.ts';
import { words } from '../../words/words.ts';
import styles from './link.module.css';

/** Why the patient signs here although he signed elsewhere: what the physician is asked over the desk, one click away where the form is printed [R04] [R12]. */
export function WhySign() {
  const { hospital } = useReader();
  return (
    <details className={styles['why']}>
      <summary>{words('why-sign.question')}</summary>
      <p>{words('why-sign.elsewhere')}</p>
      <p>{words('why-sign.here', { hospital: hospital?.name ?? words('why-sign.the-hospital') })}</p>
      <p>{words('why-sign.paper')}</p>
      <p>{words('why-sign.rights')}</p>
    </details>
  );
}
