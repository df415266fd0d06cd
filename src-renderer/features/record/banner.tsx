import { memo, useRef } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PatientFacts, TherapeuticLink } from '../../../contracts/link.ts';
import type { RecordIndex } from '../../../contracts/record.ts';
import { NoteSlot } from '../../ui/note-slot.tsx';
import { useFoldSteps } from '../../ui/use-fold-steps.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { formatDate, readAge } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './banner.module.css';
import { CopyState } from './copy-state.tsx';
import { RecordMenu } from './record-menu.tsx';
import { TopFacts } from './top-facts.tsx';

interface BannerProps {
  readonly index: RecordIndex;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  /** False while the hospital is not reached. */
  readonly online: boolean;
  readonly onOpen: (document: string) => void;
  /** Null while a renewal is under way already. */
  readonly onRenew: ((link: TherapeuticLink) => void) | null;
}

/** What gives way, in this order: other facts to a sign, the stay's place, reactions, the menu's word, the stay's words. */
const shortened = ['signs', 'signs stay', 'signs stay risk', 'signs stay risk menu', 'signs stay risk menu least'];
/** Then the place beside the name, and at last the one line. */
const folds = [
  '',
  ...shortened,
  'under',
  ...shortened.map((step) => `under ${step}`),
  `under ${shortened.at(-1)} lines`,
];

/** One quiet line: who is on the screen, what must be seen before anything else, and what the copy is worth [X18]. */
export const Banner = memo(function Banner({ index, ask, now, online, onOpen, onRenew }: BannerProps) {
  useLanguage();
  const facts = useRef<HTMLDivElement>(null);
  useFoldSteps(facts, folds);
  return (
    <NoteSlot
      line={
        <header className={styles['banner']}>
          <PatientLine patient={index.link.patient} now={now} />
          <div ref={facts} className={styles['facts']} data-facts>
            <TopFacts index={index} now={now} onOpen={onOpen} />
            <span className={styles['spacer']} />
            <CopyState index={index} online={online} now={now} />
            <RecordMenu index={index} ask={ask} now={now} onOpen={onOpen} onRenew={onRenew} />
          </div>
        </header>
      }
    />
  );
});

/** `DUBOIS Marie 71 ans · F · 12 mars 1955`: never shortened, since it says whose record this is. */
function PatientLine({ patient, now }: { patient: PatientFacts; now: Date }) {
  const age = readAge(patient.birthDate, now);
  const born = patient.sex === 'unknown' ? 'other' : patient.sex;
  const sex = words(`person.${patient.sex}`);
  const birth = words(`person.born.${born}`, { date: formatDate(patient.birthDate) });
  return (
    <div className={styles['who']}>
      <h1 className={styles['name']}>
        <span className={styles['family']}>{patient.family}</span> {patient.given}
      </h1>
      <span className={styles['person']} title={`${sex}, ${birth}`}>
        {age === null ? '' : `${words('person.age', { age })} · `}
        {words(`person.letter.${patient.sex}`)} · {formatDate(patient.birthDate)}
      </span>
    </div>
  );
}
