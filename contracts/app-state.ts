import { z } from 'zod';
import { failureCodes } from './failure.ts';
import { Instant } from './identifiers.ts';
import { languages } from './language.ts';
import { HospitalFacts, Person } from './person.ts';

const Failure = z.enum(failureCodes);

/** What the file tells before anything is trusted; the fingerprint is compared by the user with the printed letter. */
export const InvitationSummary = z.strictObject({
  hospital: z.string(),
  address: z.string(),
  /** SHA-256 of the CA certificate (DER), groups of four hexadecimal digits. */
  fingerprint: z.string(),
});
export type InvitationSummary = z.infer<typeof InvitationSummary>;

/** Reachability of the hospital, with the reason when it is not reached. */
export const Connection = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('connecting') }),
  z.strictObject({ state: z.literal('online'), since: Instant }),
  z.strictObject({ state: z.literal('offline'), since: Instant, reason: Failure }),
]);
export type Connection = z.infer<typeof Connection>;

/** Where the app stands; the window shows exactly one of these. */
export const Stage = z.discriminatedUnion('stage', [
  z.strictObject({ stage: z.literal('starting') }),
  z.strictObject({
    stage: z.literal('keychain-problem'),
    code: z.enum(['keychain-absent', 'keychain-locked', 'keychain-timeout']),
  }),
  z.strictObject({ stage: z.literal('not-enrolled'), invitation: InvitationSummary.nullable() }),
  z.strictObject({ stage: z.literal('activation'), person: Person }),
  z.strictObject({
    stage: z.literal('certificate-problem'),
    code: z.enum(['certificate-expired', 'certificate-revoked', 'certificate-foreign']),
    login: z.string(),
  }),
  z.strictObject({ stage: z.literal('signed-out'), login: z.string() }),
  z.strictObject({ stage: z.literal('locked'), person: Person }),
  z.strictObject({ stage: z.literal('signed-in'), person: Person }),
]);
export type Stage = z.infer<typeof Stage>;

/** What the whole window rests on, told again whole at every change. */
export const AppState = z.strictObject({
  version: z.string(),
  /** True for a test build, which refuses any hospital that is not on loopback. */
  testBuild: z.boolean(),
  hospital: HospitalFacts.nullable(),
  connection: Connection,
  stage: Stage,
  /** This PC's clock beside the hospital's, as far as it is known. */
  clock: z.enum(['right', 'ahead', 'behind']),
  /** The language of the window. */
  language: z.enum(languages),
  /** Idle time after which the window locks itself, in seconds. */
  idleSeconds: z.number().int(),
});
export type AppState = z.infer<typeof AppState>;
