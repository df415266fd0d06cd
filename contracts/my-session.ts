import { z } from 'zod';
import { none } from './api-row.ts';
import { Instant, ResourceId } from './identifiers.ts';

/** A living session of whoever asks, by an id that opens nothing. */
export const MySession = z.strictObject({
  id: ResourceId,
  /** Name of the PC, as it gave it at enrolment. */
  pc: z.string(),
  startedAt: Instant,
  /** Last request of this session that the trace holds. */
  seenAt: Instant,
  endsAt: Instant,
  /** True for the one that asks. */
  thisOne: z.boolean(),
});
export type MySession = z.infer<typeof MySession>;

/** What everybody, whatever the role, may ask of the own sessions; newest first. */
export const mySessionRows = {
  'my-session/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/my-sessions',
    params: none,
    input: none,
    output: z.array(MySession),
  },
  'my-session/end': {
    listener: 'medical',
    method: 'POST',
    path: '/api/my-sessions/:session/end',
    params: z.strictObject({ session: ResourceId }),
    input: none,
    output: none,
  },
} as const;
