import type { Bridge } from '../../../contracts/ipc.ts';
import type { UpdateState } from '../../../contracts/updates.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';

/** In the place of the sign-in, once a release is required and lies here: what it is, and one button [C6]. */
export function RequiredUpdate({ ask, update }: { ask: Bridge['ask']; update: UpdateState }) {
  const { deed, run } = useDeed();
  const { version, requiredFrom } = update;
  return (
    <Panel
      title={words('update.required.title')}
      text={words('update.required.text', { version: version ?? '', date: formatDate(requiredFrom ?? '') })}
    >
      <p>{words('update.required.next')}</p>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} title={words('update.not-begun')} /> : null}
      <div>
        <Button
          look="primary"
          size="large"
          autoFocus
          isPending={deed.phase === 'busy'}
          onPress={() => run(() => ask('update/install-now', {}))}
        >
          {words(deed.phase === 'busy' ? 'update.install.busy' : 'update.install')}
        </Button>
      </div>
    </Panel>
  );
}
