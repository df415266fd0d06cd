import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { formatShortDate, formatTime } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { Cumulative, CumulativeCell, CumulativeColumn, CumulativeRow } from './cumulative.ts';
import { CumulativeLine } from './cumulative-line.tsx';
import { toScroll, toSpan } from './cumulative-span.ts';
import styles from './cumulative.module.css';

/** Widths and heights in CSS pixels as cumulative.module.css sets them: nothing has to be measured. */
const nameWidth = 250;
const columnWidth = 124;
const headHeight = 58;
const panelHeight = 30;

interface CumulativeTableProps {
  readonly cumulative: Cumulative;
  /** Leaves room for the curves below. */
  readonly isShort: boolean;
  /** The newest columns; the others come when asked for. */
  readonly columns: readonly CumulativeColumn[];
  /** Analyses whose curves are drawn, by key. */
  readonly ticked: readonly string[];
  readonly onTick: (key: string) => void;
  /** The result on which the keyboard or the pointer stands. */
  readonly onRead: (row: CumulativeRow, cells: readonly CumulativeCell[]) => void;
  readonly onOpen: (document: string) => void;
}

/** A line of the table: the name of a panel, or an analysis. */
export type CumulativeItem = { readonly panel: string } | { readonly row: CumulativeRow };

/** Dates as columns, newest first, over all laboratories: a grid that arrows walk through, and of which only what is in sight is drawn [X12]. */
export function CumulativeTable(props: CumulativeTableProps) {
  const { cumulative, columns, isShort, ticked, onTick, onRead, onOpen } = props;
  const items = useMemo(() => toItems(cumulative), [cumulative]);
  const sizes = useMemo(() => items.map((item) => toHeight(item, columns)), [items, columns]);
  const widths = useMemo(() => columns.map(() => columnWidth), [columns]);
  const isSame = new Set(columns.map(({ performer }) => performer)).size === 1;
  const box = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState({ top: 0, left: 0 });
  const [place, setPlace] = useState({ row: items.findIndex((item) => 'row' in item), column: 0 });
  const [isWalking, setWalking] = useState(false);
  const [room, setRoom] = useState({ height: 600, width: 800 });
  const rows = toSpan(sizes, scrolled.top, room.height, 6);
  const across = toSpan(widths, scrolled.left, room.width, 2);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = () =>
      setRoom({ height: element.clientHeight - headHeight, width: element.clientWidth - nameWidth });
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);

  useEffect(() => {
    if (!isWalking) return;
    box.current?.querySelector<HTMLElement>('[data-here="true"]')?.focus({ preventScroll: true });
  }, [isWalking, place, rows.first, across.first]);

  const walk = (event: KeyboardEvent) => {
    const item = items[place.row];
    if (item === undefined || !('row' in item)) return;
    const cells = item.row.cells.get(columns[place.column - 1]?.key ?? ' ');
    if (event.key === 'Enter') {
      const document = cells?.[0]?.result.document;
      if (document !== undefined) onOpen(document);
      return;
    }
    if (event.key === ' ' && place.column === 0) {
      event.preventDefault();
      onTick(item.row.analyte.key);
      return;
    }
    const next = toNext(event, place, items, columns.length);
    if (next === null) return;
    event.preventDefault();
    setWalking(true);
    setPlace(next);
    const scroller = box.current;
    if (scroller !== null) {
      scroller.scrollTop = toScroll(sizes, next.row, scroller.scrollTop, room.height);
      if (next.column > 0) scroller.scrollLeft = toScroll(widths, next.column - 1, scroller.scrollLeft, room.width);
      setScrolled({ top: scroller.scrollTop, left: scroller.scrollLeft });
    }
    const there = items[next.row];
    const key = columns[next.column - 1]?.key;
    if (there !== undefined && 'row' in there)
      onRead(there.row, key === undefined ? [] : (there.row.cells.get(key) ?? []));
  };

  return (
    <div
      ref={box}
      className={`${styles['scroll']} ${isShort ? styles['short'] : ''}`}
      onScroll={(event) => setScrolled({ top: event.currentTarget.scrollTop, left: event.currentTarget.scrollLeft })}
      onKeyDown={walk}
      onCopy={(event) => copyTable(event, items, columns)}
    >
      <table
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a grid is a table that arrows walk through
        role="grid"
        className={styles['grid']}
        aria-label={words('cumulative.title')}
        aria-rowcount={items.length + 1}
        aria-colcount={columns.length + 1}
        style={{ width: nameWidth + columnWidth * columns.length }}
      >
        <colgroup>
          <col style={{ width: nameWidth }} />
          <col style={{ width: across.before }} />
          {columns.slice(across.first, across.end).map((column) => (
            <col key={column.key} style={{ width: columnWidth }} />
          ))}
          <col style={{ width: across.after }} />
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" aria-colindex={1} className={styles['corner']}>
              {words('laboratory.test')}
            </th>
            <th aria-hidden />
            {columns.slice(across.first, across.end).map((column, shown) => (
              <th key={column.key} scope="col" aria-colindex={across.first + shown + 2}>
                <Head column={column} isSame={isSame} />
              </th>
            ))}
            <th aria-hidden />
          </tr>
        </thead>
        <tbody>
          <Gap height={rows.before} />
          {items.slice(rows.first, rows.end).map((item, shown) => (
            <CumulativeLine
              key={'row' in item ? item.row.analyte.key : `panel ${item.panel}`}
              item={item}
              index={rows.first + shown}
              height={sizes[rows.first + shown] ?? 0}
              columns={columns}
              across={across}
              here={place.row === rows.first + shown ? place.column : null}
              isTicked={'row' in item && ticked.includes(item.row.analyte.key)}
              onTick={onTick}
              onPlace={(column, row, cells) => {
                setPlace({ row: rows.first + shown, column });
                onRead(row, cells);
              }}
            />
          ))}
          <Gap height={rows.after} />
        </tbody>
      </table>
    </div>
  );
}

/** `isSame`: one laboratory made everything, which is said elsewhere. */
function Head({ column, isSame }: { column: CumulativeColumn; isSame: boolean }) {
  const time = column.at === null ? null : formatTime(column.at);
  return (
    <>
      <span className={styles['date']}>
        {column.at === null ? words('timeline.undated') : formatShortDate(column.at)}
      </span>
      {time === null ? null : <span className={styles['soft']}>{time}</span>}
      {isSame || column.performer === null ? null : (
        <span className={styles['soft']} title={column.performer}>
          {column.performer}
        </span>
      )}
    </>
  );
}

/** Stands for the lines that are out of sight. */
function Gap({ height }: { height: number }) {
  return height === 0 ? null : (
    <tr aria-hidden style={{ height }}>
      <td>{''}</td>
    </tr>
  );
}

function toItems({ panels }: Cumulative): readonly CumulativeItem[] {
  return panels.flatMap(({ name, rows }) => [
    { panel: name === '' ? words('laboratory.other') : name },
    ...rows.map((row) => ({ row })),
  ]);
}

/** As high as the fullest of its cells, and as its name with its unit and reference values. */
function toHeight(item: CumulativeItem, columns: readonly CumulativeColumn[]): number {
  if (!('row' in item)) return panelHeight;
  const lines = columns.map(({ key }) =>
    (item.row.cells.get(key) ?? []).reduce((sum, { marks }) => sum + 22 + 16 * marks.length, 0),
  );
  return 10 + Math.max(40, ...lines);
}

/** Where a key of the grid pattern leads; null for a key that leads nowhere. */
function toNext(
  { key, ctrlKey }: KeyboardEvent,
  from: { readonly row: number; readonly column: number },
  items: readonly CumulativeItem[],
  columns: number,
): { row: number; column: number } | null {
  const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    PageUp: [-10, 0],
    PageDown: [10, 0],
    Home: [ctrlKey ? -items.length : 0, -columns - 1],
    End: [ctrlKey ? items.length : 0, columns + 1],
  };
  const step = steps[key];
  if (step === undefined) return null;
  const column = Math.min(columns, Math.max(0, from.column + step[1]));
  let row = Math.min(items.length - 1, Math.max(0, from.row + step[0]));
  // The name of a panel is no line to stand on.
  const way = step[0] < 0 && row > 0 ? -1 : 1;
  if ('panel' in (items[row] ?? { panel: '' })) row += way;
  return 'row' in (items[row] ?? {}) ? { row, column } : { ...from, column };
}

/** Copies the whole table, in sight or not, unless words were selected by hand. */
function copyTable(
  event: ClipboardEvent,
  items: readonly CumulativeItem[],
  columns: readonly CumulativeColumn[],
): void {
  if (window.getSelection()?.isCollapsed === false) return;
  const head = [words('laboratory.test'), words('laboratory.unit'), ...columns.map(({ at }) => at ?? '')];
  const lines = items.flatMap((item) =>
    'row' in item
      ? [[item.row.analyte.name, item.row.unit ?? '', ...columns.map(({ key }) => toCopied(item.row.cells.get(key)))]]
      : [],
  );
  event.clipboardData.setData('text/plain', [head, ...lines].map((cells) => cells.join('\t')).join('\n'));
  event.preventDefault();
}

function toCopied(cells: readonly CumulativeCell[] | undefined): string {
  return (cells ?? [])
    .map(({ text, marks }) => [text, ...marks].join(' '))
    .join(' / ')
    .replaceAll(/\s+/g, ' ');
}
