import type { UpdateOutcome, UpdateReason } from '../../../contracts/updates.ts';
import type { words } from '../../words/words.ts';

type WordId = Parameters<typeof words>[0];

/** What became of an update that went ill and what to do next, for each of its reasons. */
const SENTENCES = {
  signature: 'update.ill.package',
  unreadable: 'update.ill.package',
  counter: 'update.ill.package',
  expired: 'update.ill.package',
  kind: 'update.ill.package',
  size: 'update.ill.package',
  hash: 'update.ill.package',
  'disk-full': 'update.ill.disk-full',
  busy: 'update.ill.busy',
  'package-manager': 'update.ill.system',
  'not-started': 'update.ill.not-started',
  interrupted: 'update.ill.interrupted',
  'not-permitted': 'update.ill.not-permitted',
} as const satisfies Record<UpdateReason, WordId>;

/** The sentence of an end that went ill. */
export function findIllSentence({ end, reason }: UpdateOutcome): (typeof SENTENCES)[UpdateReason] {
  if (reason !== null) return SENTENCES[reason];
  return end === 'went-back' ? 'update.ill.not-started' : 'update.ill.system';
}
