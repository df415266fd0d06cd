import { useEffect, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { choosePartner, inOrder, type PhotographEntry } from '../../viewer/photographs/pairing.ts';
import { type LabelledPicture, PhotographPair } from '../../viewer/photographs/photograph-pair.tsx';
import { readFilePicture, readStudyPicture } from '../../viewer/photographs/picture.ts';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { openPixels, type PixelsAsk } from './pixel-port.ts';
import styles from './pane.module.css';

interface ComparisonProps {
  readonly ask: Bridge['ask'];
  readonly pixels: PixelsAsk;
  readonly patient: string;
  readonly document: string;
  /** Every photograph of the record, this one among them. */
  readonly photographs: readonly PhotographEntry[];
}

/** A photograph beside the same part of the body at another date [X15]. */
export function PhotographComparison(props: ComparisonProps) {
  const { document, photographs } = props;
  const own = photographs.find((entry) => entry.document === document);
  const others = photographs.filter((entry) => entry.document !== document);
  return own === undefined ? null : <Comparison {...props} own={own} others={others} />;
}

type Loaded =
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown'; readonly before: LabelledPicture; readonly after: LabelledPicture }
  | { readonly phase: 'failed' };

function Comparison({
  ask,
  pixels,
  patient,
  photographs,
  own,
  others,
}: ComparisonProps & { readonly own: PhotographEntry; readonly others: readonly PhotographEntry[] }) {
  const proposed = choosePartner(photographs, own.document);
  const [chosen, setChosen] = useState(proposed?.document ?? others[0]?.document ?? '');
  const [state, setState] = useState<Loaded>({ phase: 'loading' });
  const partner = others.find((entry) => entry.document === chosen);
  // News of the record bring new entries of the same content: what is being looked at is not read again for them.
  const wanted = JSON.stringify(
    partner ? inOrder(own, partner).map(({ document, title, at }) => ({ document, title, at })) : [],
  );
  useEffect(() => {
    const entries = JSON.parse(wanted) as readonly PhotographEntry[];
    const loading = new AbortController();
    setState({ phase: 'loading' });
    const load = (entry: PhotographEntry) => readEntry(ask, pixels, patient, entry, loading.signal);
    Promise.all(entries.map(load)).then(
      ([before, after]) => {
        if (!loading.signal.aborted && before && after) setState({ phase: 'shown', before, after });
      },
      () => {
        if (!loading.signal.aborted) setState({ phase: 'failed' });
      },
    );
    return () => loading.abort();
  }, [ask, pixels, patient, wanted]);
  return (
    <div className={styles['images']}>
      <label className={styles['compare']}>
        <span>{words('photographs.choose')}</span>
        <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {others.map((entry) => (
            <option key={entry.document} value={entry.document}>
              {toDate(entry)} · {entry.title}
            </option>
          ))}
        </select>
      </label>
      {state.phase === 'loading' ? <Waiting label={words('photographs.loading')} /> : null}
      {state.phase === 'failed' ? <FailureNotice failure={{ code: 'document-unreadable', incident: '' }} /> : null}
      {state.phase === 'shown' ? <PhotographPair before={state.before} after={state.after} /> : null}
    </div>
  );
}

function toDate(entry: PhotographEntry): string {
  return entry.at === null ? words('timeline.undated') : formatMoment(entry.at);
}

/** The first picture of a photograph's document; a look at a study is kept like any other [R21]. */
async function readEntry(
  ask: Bridge['ask'],
  pixels: PixelsAsk,
  patient: string,
  entry: PhotographEntry,
  signal: AbortSignal,
): Promise<LabelledPicture> {
  const opened = await ask('document/open', { patient, document: entry.document });
  if (!opened.ok) throw new ExpectedFailure(opened.error.code);
  const label = { date: toDate(entry), title: entry.title };
  for (const part of opened.value.parts) {
    if (part.show === 'file' && part.format === 'image')
      return { ...label, picture: await readFilePicture(part.bytes) };
    if (part.show !== 'study') continue;
    const { study } = part;
    const picture = await readStudyPicture(study, await openPixels(pixels, patient, study.studyInstanceUid, signal));
    const [series] = study.series;
    const look = { patient, study: study.studyInstanceUid, series: series?.seriesInstanceUid ?? '' };
    const kept = await ask('study/report-look', look);
    if (!kept.ok) throw new ExpectedFailure(kept.error.code);
    return { ...label, picture };
  }
  throw new ExpectedFailure('document-unreadable');
}
