import { Download } from 'lucide-react';
import { useState } from 'react';
import type { AccessRequestDetail } from '../../../contracts/access-request.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';

interface AcceptedRequestProps {
  readonly detail: AccessRequestDetail;
  readonly ask: Bridge['ask'];
}

/** What follows an acceptance: the letter waits at the desk; the file may be saved for whoever cannot fetch it. */
export function AcceptedRequest({ detail: { id: request, letter }, ask }: AcceptedRequestProps) {
  const { deed, run } = useDeed();
  const [saved, setSaved] = useState<string | null>(null);
  return (
    <>
      <Notice tone="good">{words(letter === 'new-pc' ? 'request.accepted.new-pc' : 'request.accepted.access')}</Notice>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <DeedPlace
        button={
          <Button
            icon={<Download size={16} aria-hidden />}
            isPending={deed.phase === 'busy'}
            onPress={() =>
              run(
                () => ask('access-request/file', { request }),
                ({ saved: name }) => setSaved(name),
              )
            }
          >
            {words('request.file')}
          </Button>
        }
        consequence={words('request.file.consequence')}
      />
      {saved === null ? null : <Notice tone="info">{words('request.file.saved', { name: saved })}</Notice>}
    </>
  );
}
