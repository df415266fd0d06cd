import { useMemo, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { DocumentPart } from '../../../contracts/record.ts';
import { OnPaper } from '../../print/on-paper.tsx';
import { words } from '../../words/words.ts';
import { CumulativeView } from './cumulative-view.tsx';
import { toCurve } from './curve.ts';
import { type CommonFacts, isAbnormal, readCommon, toLines } from './laboratory.ts';
import { AntibiogramTable } from './laboratory-antibiogram.tsx';
import { useLaboratoryDesk } from './laboratory-desk.ts';
import { LaboratoryExport } from './laboratory-export.tsx';
import { toAntibiogram, withoutAntibiogram } from './laboratory-germs.ts';
import { toCommonLine } from './laboratory-notes.ts';
import { LaboratoryRow } from './laboratory-row.tsx';
import { LaboratoryPaper } from './paper/laboratory-paper.tsx';
import styles from './laboratory.module.css';
import paneStyles from './pane.module.css';

type Laboratory = Extract<DocumentPart, { show: 'laboratory' }>;

interface LaboratoryPartProps {
  readonly part: Laboratory;
  /** When the samples were taken, as precise as the report says. */
  readonly at: string | null;
}

/** A laboratory report as tables, one for each panel; abnormal results first until one asks for the laboratory's order. */
export function LaboratoryPart({ part, at }: LaboratoryPartProps) {
  const [abnormalFirst, setAbnormalFirst] = useState(true);
  const [cumulative, setCumulative] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const desk = useLaboratoryDesk();
  const performer = part.performer === null ? '' : words('laboratory.performer', { performer: part.performer });
  const some = part.panels.some((panel) => panel.rows.some(isAbnormal));
  return (
    <div className={styles['laboratory']}>
      <div className={styles['tools']}>
        <span className={styles['soft']}>{performer}</span>
        {performer === '' || cumulative ? null : <OnPaper read={() => <p>{performer}</p>} />}
        <div className={styles['toggles']} data-tools>
          {desk !== null && !cumulative && isFiled(desk.document) ? (
            <LaboratoryExport desk={desk} document={desk.document} />
          ) : null}
          {desk !== null ? (
            <ToggleButton className={paneStyles['toggle'] ?? ''} isSelected={cumulative} onChange={setCumulative}>
              {words('laboratory.cumulative')}
            </ToggleButton>
          ) : null}
          {some && !cumulative ? (
            <ToggleButton className={paneStyles['toggle'] ?? ''} isSelected={abnormalFirst} onChange={setAbnormalFirst}>
              {words('laboratory.abnormal-first')}
            </ToggleButton>
          ) : null}
        </div>
      </div>
      {cumulative && desk !== null ? <CumulativeView key={desk.patient} desk={desk} /> : null}
      {(cumulative ? [] : part.panels).map((panel, place) => (
        <Panel
          // Two panels may bear one name; their order is the report's.
          key={`${place}-${panel.name}`}
          id={`${place}-${panel.name}`}
          panel={panel}
          at={at}
          performer={part.performer}
          abnormalFirst={abnormalFirst}
          open={open}
          onToggle={(key) => setOpen((before) => (before === key ? null : key))}
        />
      ))}
    </div>
  );
}

/** Results that came as such; those of a file stay in it. */
function isFiled(document: string): boolean {
  return /^(DiagnosticReport|Observation)\//.test(document);
}

interface PanelProps {
  readonly id: string;
  readonly panel: Laboratory['panels'][number];
  readonly at: string | null;
  readonly performer: string | null;
  readonly abnormalFirst: boolean;
  readonly open: string | null;
  readonly onToggle: (key: string) => void;
}

function Panel({ id, panel, at, performer, abnormalFirst, open, onToggle }: PanelProps) {
  const antibiogram = useMemo(() => toAntibiogram(panel.rows), [panel.rows]);
  const lines = useMemo(
    () => toLines(antibiogram === null ? panel.rows : withoutAntibiogram(panel.rows), abnormalFirst),
    [panel.rows, antibiogram, abnormalFirst],
  );
  const curves = useMemo(
    () => new Map(lines.map((line) => [line.key, toCurve(line.row, line.row.at ?? at, performer)])),
    [lines, at, performer],
  );
  const common = useMemo(() => readCommon(lines, at), [lines, at]);
  const name = panel.name === '' ? words('laboratory.other') : panel.name;
  const paper = { name, lines, common, performer, antibiogram };
  return (
    <>
      <OnPaper read={() => <LaboratoryPaper panel={paper} />} />
      {lines.length === 0 ? null : (
        <div className={styles['scroll']}>
          <table className={styles['table']}>
            <caption className={styles['caption']}>
              {name} <CommonLine common={common} />
            </caption>
            <thead>
              <tr>
                <th scope="col">{words('laboratory.test')}</th>
                <th scope="col" className={`${styles['right']} ${styles['columnValue']}`}>
                  {words('laboratory.value')}
                </th>
                <th scope="col" className={styles['columnUnit']}>
                  {words('laboratory.unit')}
                </th>
                <th scope="col" className={styles['columnFlag']}>
                  {words('laboratory.flag')}
                </th>
                <th scope="col" className={styles['columnRange']}>
                  {words('laboratory.range')}
                </th>
                <th scope="col" className={styles['columnTrend']}>
                  {words('laboratory.trend')}
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => {
                const curve = curves.get(line.key);
                const key = `${id}${line.key}`;
                return curve === undefined ? null : (
                  <LaboratoryRow
                    key={key}
                    row={line.row}
                    depth={line.depth}
                    common={common}
                    curve={curve}
                    performer={performer}
                    isOpen={open === key}
                    onToggle={() => onToggle(key)}
                  />
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {antibiogram === null ? null : <AntibiogramTable name={name} antibiogram={antibiogram} />}
    </>
  );
}

function CommonLine({ common }: { common: CommonFacts }) {
  const line = toCommonLine(common);
  return line === '' ? null : <span className={styles['common']}>{line}</span>;
}
