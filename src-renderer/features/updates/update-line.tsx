import type { UpdateState } from '../../../contracts/updates.ts';
import { words } from '../../words/words.ts';
import { findIllSentence } from './ill-end.ts';
import { useUpdate } from './use-update.ts';

/** One line beside the version, under the helpdesk's numbers: where updates stand, whoever is signed in. */
export function UpdateLine({ className }: { className?: string | undefined }) {
  const update = useUpdate();
  const text = update === null ? null : say(update);
  return text === null ? null : <p className={className}>{text}</p>;
}

function say({ step, version, progress, lastEnd }: UpdateState): string | null {
  if (step === 'ready' || step === 'installing') return words('update.ready.title');
  if (step === 'downloading' && version !== null)
    return `${words('update.downloading', { version })} ${words('update.downloading.figures', {
      percent: Math.round((progress ?? 0) * 100),
    })}`;
  if (step === 'unavailable')
    return version === null ? words('update.never') : words('update.by-helpdesk.title', { version });
  return lastEnd === null ? null : words(findIllSentence(lastEnd));
}
