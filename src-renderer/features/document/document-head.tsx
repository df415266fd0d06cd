import { ArrowLeft, GitCompareArrows, Maximize2, Minimize2, Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { DocumentView } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import { type Deed, DeedBar } from '../../ui/deed-bar.tsx';
import type { MenuEntry } from '../../ui/menu.tsx';
import { isWithdrawn, readStatusWord } from '../../ui/status-word.ts';
import { formatShortMoment, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './head.module.css';
import pane from './pane.module.css';
import type { Side } from './sides.ts';
import type { usePrinting } from './use-printing.ts';

interface DocumentHeadProps {
  readonly view: DocumentView;
  /** What can be chosen between, and what of it is shown. */
  readonly sides: readonly Side[];
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  readonly marks: ReactNode;
  /** They keep their place before the head's own: the patient sits beside whoever shows, and the full window has a key. */
  readonly deeds: readonly Deed[];
  readonly rest: readonly MenuEntry[];
  readonly printing: ReturnType<typeof usePrinting>;
  readonly full: boolean;
  readonly onFull: (full: boolean) => void;
  readonly onBack: () => void;
}

/** One line over the document, whatever its kind: what it is, its state and date; then what can be done, of which the menu holds what does not fit. */
export function DocumentHead(props: DocumentHeadProps) {
  const { view, marks, deeds, rest, printing, full, onFull, onBack } = props;
  const isBusy = printing.deed.phase === 'busy';
  const own: readonly Deed[] = [
    {
      id: 'full',
      label: words(full ? 'document.full.leave' : 'document.full'),
      icon: full ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />,
      keys: 'F',
      act: () => onFull(!full),
    },
    {
      id: 'print',
      label: words(isBusy ? 'document.print.busy' : 'document.print'),
      icon: <Printer aria-hidden />,
      keys: 'Ctrl P',
      isPending: isBusy,
      act: printing.print,
    },
  ];
  return (
    <header className={styles['head']}>
      <div className={styles['back']}>
        <Button
          look="quiet"
          size="small"
          icon={<ArrowLeft aria-hidden />}
          aria-label={words('document.back')}
          onPress={onBack}
        >
          {words('document.back.short')}
        </Button>
      </div>
      <About view={view} />
      <Sides {...props} />
      {marks}
      <DeedBar deeds={[...deeds, ...own]} rest={rest} more={words('document.more')} />
    </header>
  );
}

/** Title, then what it is worth, of when, of which kind and by whom, in the order in which they are needed. */
function About({ view }: { view: DocumentView }) {
  const status = readStatusWord(view.status);
  const facts = [
    view.at === null ? words('timeline.undated') : formatShortMoment(view.at),
    words(`kind.${view.kind}`),
    ...(view.author === null ? [] : [view.author]),
  ].join(' · ');
  const title = toDecimalCommas(view.title);
  return (
    <div className={styles['about']}>
      <h2 className={`${styles['title']} ${isWithdrawn(view.status) ? styles['withdrawn'] : ''}`} title={title}>
        {title}
      </h2>
      <p className={styles['facts']}>
        {status === null ? null : <span className={styles['status']}>{status}</span>}
        <span className={styles['what']} title={facts}>
          {facts}
        </span>
      </p>
    </div>
  );
}

function Sides({ sides, side, onSide }: Pick<DocumentHeadProps, 'sides' | 'side' | 'onSide'>) {
  const [first] = sides;
  if (first === undefined) return null;
  const tab = (id: Side, label: string, icon: ReactNode = null) => (
    <ToggleButton
      className={pane['toggle'] ?? ''}
      isSelected={side === id}
      onChange={() => onSide(id === 'comparison' && side === id ? first : id)}
    >
      {icon}
      {label}
    </ToggleButton>
  );
  return (
    // Where there is room for images and report at once, there is nothing to choose between them.
    <div className={styles['sides']} data-fits={!sides.includes('comparison')}>
      {sides.includes('images') ? tab('images', words('study.images')) : null}
      {sides.includes('report') ? tab('report', words('study.report')) : null}
      {sides.includes('comparison')
        ? tab('comparison', words('photographs.compare'), <GitCompareArrows size={16} aria-hidden />)
        : null}
    </div>
  );
}
