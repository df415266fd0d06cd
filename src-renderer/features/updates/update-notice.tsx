import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { findIllSentence } from './ill-end.ts';
import { useUpdate } from './use-update.ts';

/** Below the sign-in: what will be installed and when, how far it is, or what went wrong. Nothing while there is nothing to say. */
export function UpdateNotice({ ask }: { ask: Bridge['ask'] }) {
  const update = useUpdate();
  const { deed, run } = useDeed();
  if (update === null) return null;
  const { step, version, progress, requiredFrom, lastEnd } = update;
  if (step === 'ready' || step === 'installing')
    return (
      <>
        <Notice
          title={words(step === 'ready' ? 'update.ready.title' : 'update.installing.title')}
          actions={
            step === 'ready' ? (
              <Button isPending={deed.phase === 'busy'} onPress={() => run(() => ask('update/install-now', {}))}>
                {words(deed.phase === 'busy' ? 'update.install.busy' : 'update.install')}
              </Button>
            ) : undefined
          }
        >
          <p>{words(step === 'ready' ? 'update.ready.text' : 'update.installing.text', { version: version ?? '' })}</p>
          {requiredFrom === null || step === 'installing' ? null : (
            <p>{words('update.ready.required', { date: formatDate(requiredFrom) })}</p>
          )}
        </Notice>
        {deed.phase === 'failed' ? <FailureNotice failure={deed.error} title={words('update.not-begun')} /> : null}
      </>
    );
  if (step === 'downloading' && version !== null && progress !== null)
    return (
      <Progress
        label={words('update.downloading', { version })}
        done={Math.round(progress * 100)}
        total={100}
        figures={words('update.downloading.figures', { percent: Math.round(progress * 100) })}
      />
    );
  if (step === 'unavailable' && version !== null)
    return (
      <Notice title={words('update.by-helpdesk.title', { version })}>
        <p>{words('update.by-helpdesk.text')}</p>
      </Notice>
    );
  if (lastEnd !== null)
    return (
      <Notice tone="warning" title={words(lastEnd.end === 'went-back' ? 'update.ill.went-back' : 'update.ill.title')}>
        <p>{words(findIllSentence(lastEnd))}</p>
      </Notice>
    );
  return null;
}
