import type { FailureCode } from '../../../../contracts/failure.ts';
import type { Answers } from '../scripted-bridge.ts';

/** Where a refusal that people really meet stands in the window: the deed that meets it. */
type Place = 'record' | 'document' | 'list' | 'proposal' | 'lock' | 'sign-in' | 'queue';

/** The refusals that people meet most, each where it is met first. */
const met: Readonly<Partial<Record<FailureCode, Place>>> = {
  offline: 'list',
  'server-unavailable': 'queue',
  'session-ended': 'record',
  'credentials-wrong': 'lock',
  'otp-wrong': 'sign-in',
  'otp-replayed': 'sign-in',
  'too-many-attempts': 'sign-in',
  'account-suspended': 'record',
  'record-not-available': 'record',
  'link-not-active': 'record',
  'link-ended': 'record',
  'lease-ended': 'record',
  'link-not-possible': 'proposal',
  'link-attempts-exceeded': 'proposal',
  'niss-invalid': 'proposal',
  'document-not-available': 'document',
  'not-copied-yet': 'document',
  'vault-damaged': 'document',
  'trace-unavailable': 'record',
  'journal-refused': 'record',
  'forbidden-for-role': 'queue',
  'pacs-unavailable': 'document',
  bug: 'queue',
};

const channels = {
  record: 'record/open',
  document: 'document/open',
  list: 'link/list',
  proposal: 'link/propose',
  lock: 'session/unlock',
  'sign-in': 'session/sign-in',
  queue: 'pc/list',
} as const satisfies Record<Place, keyof Answers>;

/** One refusal to look at: where it stands, and the answer that refuses. */
export interface RefusalScene {
  readonly code: FailureCode;
  readonly place: Place;
  readonly answers: Answers;
}

/** Each of them, to be shown under `refused-<code>`. */
export function listRefusalScenes(): readonly RefusalScene[] {
  return (Object.entries(met) as [FailureCode, Place][]).map(([code, place]) => ({
    code,
    place,
    answers: { [channels[place]]: () => code },
  }));
}
