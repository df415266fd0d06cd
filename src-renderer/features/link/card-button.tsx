import { IdCard } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../contracts/failure.ts';
import type { CardFault, CardIdentity } from '../../../contracts/hand-over.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { words } from '../../words/words.ts';

type Standing = 'rest' | 'busy' | { readonly fault: CardFault } | { readonly failure: Failure };

/** Reads the card in the reader, beside typing and pasting; whatever is wrong is said with what to do next [X19]. */
export function CardButton({ ask, onCard }: { ask: Bridge['ask']; onCard: (card: CardIdentity) => void }) {
  const [standing, setStanding] = useState<Standing>('rest');
  const read = (): void => {
    setStanding('busy');
    ask('card/read', {})
      .then((result) => {
        if (!result.ok) setStanding({ failure: result.error });
        else if (result.value.read === 'no') setStanding({ fault: result.value.why });
        else {
          setStanding('rest');
          onCard(result.value.card);
        }
      })
      .catch(reportFault);
  };
  return (
    <>
      <Button icon={<IdCard aria-hidden />} isPending={standing === 'busy'} onPress={read}>
        {words(standing === 'busy' ? 'card.busy' : 'card.button')}
      </Button>
      {typeof standing === 'object' && 'fault' in standing ? (
        <Notice tone="warning" title={words(`card.fault.${standing.fault}`)} />
      ) : null}
      {typeof standing === 'object' && 'failure' in standing ? <FailureNotice failure={standing.failure} /> : null}
    </>
  );
}
