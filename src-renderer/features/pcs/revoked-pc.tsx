import { List } from 'lucide-react';
import type { PcLine } from '../../../contracts/pcs.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { words } from '../../words/words.ts';
import { toClosed, toName } from './pc-words.ts';

/** A PC just revoked, as it was, and what that closed. */
export interface Revoked {
  readonly pc: PcLine;
  readonly closed: Pick<PcLine, 'sessions' | 'copies' | 'copiesEndAt'>;
}

interface RevokedPcProps extends Revoked {
  readonly now: Date;
  readonly onSee: () => void;
}

/** What a revocation closed, said where it was done: the PC itself is in another list now. */
export function RevokedPc({ pc, closed, now, onSee }: RevokedPcProps) {
  return (
    <Notice
      tone="good"
      title={words('pcs.revoke.done', { name: toName(pc) })}
      actions={
        <Button size="small" icon={<List size={16} aria-hidden />} onPress={onSee}>
          {words('pcs.revoke.see')}
        </Button>
      }
    >
      <p>{toClosed(closed, now)}</p>
    </Notice>
  );
}
