import { TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { useLanguage } from '../ui/use-language.ts';
import { words } from '../words/words.ts';
import { toObjectWord } from './object-name.ts';
import type { SliceState } from './stack/slice.ts';
import { useViewer } from './use-viewer.ts';
import type { ViewerSession } from './viewer-session.ts';
import css from './viewer.module.css';

/** What stands where a slice's pixels are not: loading with its place, or why it cannot be shown. */
export const PlaceHolder = memo(function PlaceHolder({
  session,
}: {
  readonly session: ViewerSession;
}): React.ReactElement | null {
  useLanguage();
  const slice = useViewer(session, ({ slice: one }) => (one.phase === 'ready' || one.phase === 'object' ? null : one));
  const index = useViewer(session, (state) => state.index);
  const count = useViewer(session, (state) => state.count);
  const screenFailed = useViewer(session, (state) => state.screenFailed);
  if (screenFailed) return <Message title={words('viewer.screen-failed')} lines={[]} />;
  const n = index + 1;
  if (slice === null) return null;
  if (slice.phase === 'waiting' || slice.phase === 'loading') {
    return (
      <div className={css['placeholder']} data-phase="loading">
        <span className={css['spinner']} aria-hidden="true" />
        <p>{words('viewer.loading', { n, total: count })}</p>
      </div>
    );
  }
  const retry = slice.phase === 'missing' && slice.failure !== 'ended' ? () => session.retry() : undefined;
  // Other slices of such an object would not be readable either, nor would radiology have another of it.
  if (slice.phase === 'unreadable' && (slice.reason === 'not-shown' || slice.reason === 'video'))
    return <Message title={words('viewer.object.refused')} lines={[toSentence(slice)]} />;
  const lines =
    slice.phase === 'unreadable' ? [toSentence(slice), words('viewer.unreadable.next')] : [toSentence(slice)];
  return <Message title={words('viewer.unreadable', { n })} lines={lines} {...(retry ? { retry } : {})} />;
});

/** Why a slice is not shown, in one sentence. */
export function toSentence(slice: Extract<SliceState, { phase: 'unreadable' | 'missing' }>): string {
  if (slice.phase === 'missing') return words(`viewer.failure.${slice.failure}`);
  if (slice.reason === 'not-shown')
    return words('viewer.reason.not-shown', { what: words(toObjectWord(slice.detail)) });
  return words(`viewer.reason.${slice.reason}`, { detail: slice.detail });
}

function Message({
  title,
  lines,
  retry,
}: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly retry?: () => void;
}): React.ReactElement {
  return (
    <div className={css['placeholder']} data-phase="failed" role="alert">
      <TriangleAlert className={css['sign']} size={28} aria-hidden="true" />
      <p className={css['messageTitle']}>{title}</p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {retry && (
        <button type="button" className={css['retry']} onClick={retry}>
          {words('viewer.retry')}
        </button>
      )}
    </div>
  );
}
