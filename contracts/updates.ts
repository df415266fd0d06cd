import { z } from 'zod';
import { none } from './api-row.ts';
import { Instant, PcId } from './identifiers.ts';
import { packageKinds, Release } from './release.ts';

/** The rings through which a release goes: pilots first, then everyone (by percentage). */
export const Ring = z.enum(['pilot', 'everyone']);
export type Ring = z.infer<typeof Ring>;

/**
 * How an update ended on a PC. `refused`: the root helper would not have it (`reason` says why); `failed`: the package was good and could
 * not be installed; `went-back`: it was installed, did not start, and the version before stands again.
 */
export const updateEnds = ['installed', 'refused', 'failed', 'went-back'] as const;
/** Why a release was not installed; `UpdateOutcome` carries one where an end has a reason. */
export const updateReasons = [
  'signature',
  'unreadable',
  'counter',
  'expired',
  'kind',
  'size',
  'hash',
  'disk-full',
  'busy',
  'package-manager',
  'not-started',
  'interrupted',
  'not-permitted',
] as const;
export type UpdateReason = (typeof updateReasons)[number];

/** What a PC says of itself when it asks: the counter of the release that it runs (0: the one it was installed with) and its kind. */
export const UpdateQuestion = z.strictObject({
  version: Release.shape.version,
  counter: z.number().int().min(0).max(999_999_999),
  kind: z.enum(packageKinds),
});
export type UpdateQuestion = z.infer<typeof UpdateQuestion>;

/** What the hospital offers: the signed text, its ed25519 signature (64 bytes in base64), and from when on it is required. */
export const UpdateOffer = z.strictObject({
  release: z.string().max(16_384),
  signature: z.base64().length(88),
  requiredFrom: Instant.nullable(),
});
export type UpdateOffer = z.infer<typeof UpdateOffer>;

/** One PC's outcome of one release; said again until the hospital answered. */
export const UpdateOutcome = z.strictObject({
  counter: Release.shape.counter,
  end: z.enum(updateEnds),
  reason: z.enum(updateReasons).nullable(),
  at: Instant,
});
export type UpdateOutcome = z.infer<typeof UpdateOutcome>;

/**
 * A PC's own questions, by its certificate alone: a PC on which nobody is signed in is updated too. The package itself is read beside
 * them: `GET /api/update/packages/:sha256`, with `Range`, of a release that this PC is offered.
 */
export const updateRows = {
  'update/ask': {
    listener: 'medical',
    method: 'POST',
    path: '/api/update',
    params: none,
    input: UpdateQuestion,
    output: z.strictObject({ offer: UpdateOffer.nullable() }),
  },
  'update/report': {
    listener: 'medical',
    method: 'POST',
    path: '/api/update/outcome',
    params: none,
    input: UpdateOutcome,
    output: none,
  },
} as const;

/** How far a release is pushed. `percentage` counts PCs of the ring `everyone`; pilots are offered every pushed release. */
export const Rollout = z.strictObject({
  ring: Ring,
  percentage: z.number().int().min(1).max(100),
  requiredFrom: Instant.nullable(),
});
export type Rollout = z.infer<typeof Rollout>;

/** One release, for the helpdesk: where it stands and how it fares. */
export const ReleaseLine = z.strictObject({
  counter: Release.shape.counter,
  version: Release.shape.version,
  made: Instant,
  expires: Instant,
  addedAt: Instant,
  /** A version older than that of a lower counter: a way back. */
  isWayBack: z.boolean(),
  kinds: z.array(z.enum(packageKinds)),
  /** Null until it was pushed. */
  rollout: Rollout.nullable(),
  standing: z.enum(['waiting', 'pushed', 'paused', 'withdrawn', 'expired']),
  /** PCs in service that the rollout reaches; how many run it, were refused it or failed, went back. */
  reaches: z.number().int(),
  installed: z.number().int(),
  failed: z.number().int(),
  wentBack: z.number().int(),
});
export type ReleaseLine = z.infer<typeof ReleaseLine>;

/** Who did what with a release, newest first. */
export const ReleaseDeed = z.strictObject({
  at: Instant,
  by: z.string(),
  counter: Release.shape.counter,
  deed: z.enum(['added', 'pushed', 'paused', 'resumed', 'withdrawn']),
  rollout: Rollout.nullable(),
});

/** One PC and its version, for the helpdesk. */
export const PcVersion = z.strictObject({
  pc: PcId,
  name: z.string(),
  ring: Ring,
  version: Release.shape.version.nullable(),
  counter: z.number().int().nullable(),
  askedAt: Instant.nullable(),
  outcome: UpdateOutcome.nullable(),
});
export type PcVersion = z.infer<typeof PcVersion>;

/** In a path every figure is text. */
const byRelease = z.strictObject({ counter: z.string().regex(/^[1-9]\d{0,8}$/) });

/** The helpdesk's work with releases; each deed is traced and answers the whole list anew. */
export const releaseRows = {
  'release/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/releases',
    params: none,
    input: none,
    output: z.strictObject({
      releases: z.array(ReleaseLine),
      deeds: z.array(ReleaseDeed).max(200),
      pilots: z.number().int(),
      pcs: z.number().int(),
    }),
  },
  'release/push': {
    listener: 'medical',
    method: 'POST',
    path: '/api/releases/:counter/rollout',
    params: byRelease,
    input: Rollout,
    output: none,
  },
  'release/pause': {
    listener: 'medical',
    method: 'POST',
    path: '/api/releases/:counter/pause',
    params: byRelease,
    input: z.strictObject({ paused: z.boolean() }),
    output: none,
  },
  'release/withdraw': {
    listener: 'medical',
    method: 'POST',
    path: '/api/releases/:counter/withdrawal',
    params: byRelease,
    input: none,
    output: none,
  },
  'release/pcs': {
    listener: 'medical',
    method: 'POST',
    path: '/api/releases/pcs',
    params: none,
    input: z.strictObject({ search: z.string().trim().max(80), only: z.enum(['all', 'pilot', 'behind', 'failed']) }),
    output: z.strictObject({ total: z.number().int(), lines: z.array(PcVersion).max(300) }),
  },
  'release/set-ring': {
    listener: 'medical',
    method: 'POST',
    path: '/api/pcs/:pc/ring',
    params: z.strictObject({ pc: PcId }),
    input: z.strictObject({ ring: Ring }),
    output: none,
  },
} as const;

/** What the window says of updates: nothing to do, on its way, ready to be installed at the exit, required before the next sign-in. */
export const UpdateState = z.strictObject({
  step: z.enum(['none', 'downloading', 'ready', 'installing', 'unavailable']),
  version: Release.shape.version.nullable(),
  /** 0 to 1 while downloading. */
  progress: z.number().min(0).max(1).nullable(),
  requiredFrom: Instant.nullable(),
  /** From now on nobody signs in before it was installed. */
  isRequired: z.boolean(),
  /** The end of the last attempt, when it went ill. */
  lastEnd: UpdateOutcome.nullable(),
});
export type UpdateState = z.infer<typeof UpdateState>;
