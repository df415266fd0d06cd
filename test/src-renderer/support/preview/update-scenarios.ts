import type { Stage } from '../../../../contracts/app-state.ts';
import type { UpdateOutcome, UpdateState } from '../../../../contracts/updates.ts';
import { physician } from '../samples.ts';
import { buildAppState, noUpdate } from '../scripted-bridge.ts';
import type { Scenario } from './scenarios.ts';

const signedOut: Stage = { stage: 'signed-out', login: physician.login };
const release = { version: '1.4.0', requiredFrom: '2026-12-01T00:00:00.000Z' } as const;
const ill = (end: UpdateOutcome['end'], reason: UpdateOutcome['reason']): UpdateOutcome => ({
  counter: 7,
  end,
  reason,
  at: new Date().toISOString(),
});
const at = (update: Partial<UpdateState>, stage: Stage = signedOut): Scenario => ({
  state: buildAppState(stage),
  answers: {
    'update/read': () => ({ ...noUpdate, ...update }),
    'update/install-now': () => 'offline',
    'link/list': () => [],
    'app/report-activity': () => ({}),
  },
});

/** Where updates may stand, before and after the sign-in. */
export const updateScenarios: Readonly<Record<string, Scenario>> = {
  'update-ready': at({ ...release, step: 'ready' }),
  'update-downloading': at({ ...release, step: 'downloading', progress: 0.42 }),
  'update-required': at({ ...release, step: 'ready', requiredFrom: '2026-11-20T00:00:00.000Z', isRequired: true }),
  'update-installing': at({ ...release, step: 'installing' }),
  'update-by-helpdesk': at({ ...release, step: 'unavailable' }),
  'update-never': at({ step: 'unavailable' }),
  'update-refused': at({ lastEnd: ill('refused', 'signature') }),
  'update-disk-full': at({ lastEnd: ill('failed', 'disk-full') }),
  'update-not-permitted': at({ lastEnd: ill('failed', 'not-permitted') }),
  'update-went-back': at({ lastEnd: ill('went-back', 'not-started') }),
  'update-in-menu': at({ ...release, step: 'ready' }, { stage: 'signed-in', person: physician }),
};
