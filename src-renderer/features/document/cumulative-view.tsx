import { useMemo, useState } from 'react';
import { OnPaper } from '../../print/on-paper.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { formatMoment, formatShortDate, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { LaboratoryHistory } from '../../../contracts/laboratory.ts';
import { type CumulativeCell, type CumulativeRow, toCumulative } from './cumulative.ts';
import { CumulativeTable } from './cumulative-table.tsx';
import { CurveGroup, mostCurves } from './curve-group.tsx';
import { CumulativePaper } from './paper/cumulative-paper.tsx';
import { type LaboratoryDesk, useLaboratoryHistory } from './laboratory-desk.ts';
import { LaboratoryExport } from './laboratory-export.tsx';
import styles from './cumulative.module.css';

/** Columns shown at first, and how many more at each asking. */
const firstColumns = 12;
const moreColumns = 24;

/** All laboratory results of the record by date, over all laboratories, with the curves of those that are ticked [X12]. */
export function CumulativeView({ desk }: { desk: LaboratoryDesk }) {
  const { state, again } = useLaboratoryHistory(desk);
  if (state.phase === 'loading') return <Waiting label={words('cumulative.loading')} />;
  if (state.phase === 'failed')
    return <FailureNotice failure={state.error} retry={{ label: words('cumulative.retry'), onPress: again }} />;
  return <Results history={state.history} desk={desk} />;
}

function Results({ history, desk }: { history: LaboratoryHistory; desk: LaboratoryDesk }) {
  const language = useLanguage();
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- its cells are in the language of the window.
  const cumulative = useMemo(() => toCumulative(history, desk.document), [history, desk.document, language]);
  const [count, setCount] = useState(firstColumns);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [read, setRead] = useState<{ row: CumulativeRow; cells: readonly CumulativeCell[] } | null>(null);
  const rows = useMemo(
    () => new Map(cumulative.panels.flatMap((panel) => panel.rows.map((row) => [row.analyte.key, row] as const))),
    [cumulative],
  );
  const drawn = ticked.flatMap((key) => rows.get(key) ?? []);
  const older = cumulative.columns.length - count;
  const tick = (key: string) =>
    setTicked((before) => {
      if (before.includes(key)) return before.filter((one) => one !== key);
      return before.length < mostCurves && (rows.get(key)?.curves.length ?? 0) > 0 ? [...before, key] : before;
    });
  return (
    <div className={styles['view']}>
      {cumulative.columns.length === 0 ? (
        <Notice title={words('cumulative.empty')} />
      ) : (
        <>
          <div className={styles['tools']}>
            <span className={styles['soft']}>
              {words(ticked.length < mostCurves ? 'cumulative.hint' : 'cumulative.hint.full', { most: mostCurves })}
            </span>
            <LaboratoryExport desk={desk} document={null} />
          </div>
          <ReadLine read={read} onOpen={desk.onOpen} />
          <OnPaper
            of="record"
            read={(album) => {
              album.entitle(words('print.by-date'));
              album.lay();
              return <CumulativePaper cumulative={cumulative} columns={cumulative.columns.slice(0, count)} />;
            }}
          />
          <CumulativeTable
            isShort={drawn.length > 0}
            cumulative={cumulative}
            columns={cumulative.columns.slice(0, count)}
            ticked={ticked}
            onTick={tick}
            onRead={(row, cells) => setRead({ row, cells })}
            onOpen={desk.onOpen}
          />
          {older > 0 ? (
            <div>
              <Button size="small" onPress={() => setCount((before) => before + moreColumns)}>
                {words('cumulative.older', { count: older })}
              </Button>
            </div>
          ) : null}
        </>
      )}
      {drawn.length === 0 ? null : <CurveGroup rows={drawn} onClose={() => setTicked([])} />}
      <Aside named={history.antibiograms} id="cumulative.antibiograms" onOpen={desk.onOpen} />
      <Aside named={history.faulty} id="cumulative.faulty" onOpen={desk.onOpen} />
    </div>
  );
}

interface AsideProps {
  readonly named: LaboratoryHistory['faulty'];
  readonly id: 'cumulative.faulty' | 'cumulative.antibiograms';
  readonly onOpen: (document: string) => void;
}

/** Documents whose results are read in their own place, each a click away. */
function Aside({ named, id, onOpen }: AsideProps) {
  if (named.length === 0) return null;
  return (
    <p className={styles['aside']}>
      {words(id)}{' '}
      {named.map(({ document, title, at }, place) => (
        <span key={document}>
          {place === 0 ? '' : ', '}
          <button type="button" onClick={() => onOpen(document)}>
            {at === null ? title : `${title} (${formatShortDate(at)})`}
          </button>
        </span>
      ))}
    </p>
  );
}

interface ReadLineProps {
  readonly read: { readonly row: CumulativeRow; readonly cells: readonly CumulativeCell[] } | null;
  readonly onOpen: (document: string) => void;
}

/** The cell on which one stands, said whole: its column is too narrow for a sentence or a remark. */
function ReadLine({ read, onOpen }: ReadLineProps) {
  const cell = read?.cells[0];
  if (read === null || cell === undefined)
    return (
      <div className={styles['read']} role="status">
        <p>{words('cumulative.read')}</p>
      </div>
    );
  return (
    <div className={styles['read']} role="status">
      <p>{read.cells.map((one) => describeCell(read.row, one)).join('\n')}</p>
      <Button size="small" onPress={() => onOpen(cell.result.document)}>
        {words('cumulative.open')}
      </Button>
    </div>
  );
}

function describeCell({ analyte }: CumulativeRow, { result, text, marks }: CumulativeCell): string {
  const { at, unit, performer, method, specimen, notes } = result;
  const facts = [
    `${text} ${result.value === null ? '' : (unit ?? '')}`.trim(),
    ...marks.filter((mark) => mark !== words('cumulative.note') && mark !== performer),
    performer,
    method === null ? null : words('laboratory.method', { method }),
    specimen === null ? null : words('laboratory.specimen', { specimen }),
    ...notes.map(toDecimalCommas),
  ].filter((fact) => fact !== null);
  const when = at === null ? words('timeline.undated') : formatMoment(at);
  return words('curve.point', { at: `${analyte.name}, ${when}`, facts: facts.join(' · ') });
}
