import { z } from 'zod';
import { none } from './api-row.ts';
import { HospitalFile } from './hospital-file.ts';
import { Instant } from './identifiers.ts';

/** What a verification can find wrong; `writer`, `entry` and `line` say where, `at` which moment the altered entry claims. */
export const TraceFault = z.strictObject({
  fault: z.enum([
    /** A writer between others, or one that a signed head names, is gone. */
    'writer-missing',
    /** A writer's number, count or hash is not what its seal says. */
    'writer-altered',
    /** An entry was edited, or those before it were. */
    'entry-altered',
    /** An entry is not the one that a head was signed over: the past was written anew. */
    'entry-replaced',
    /** An entry that a signed head names is gone. */
    'entry-missing',
    /** The chain ends before, or after, where its writer says. */
    'tail-cut',
    /** Entries stand outside every chain. */
    'entries-added',
    /** A head was not signed by the hospital. */
    'head-unsigned',
    /** Two heads contradict each other. */
    'head-contradicted',
    /** A line of the log of heads does not follow from the line before it. */
    'log-cut',
    /** No head that was kept has the number typed. */
    'head-unknown',
  ]),
  writer: z.number().int().nullable(),
  entry: z.number().int().nullable(),
  line: z.number().int().nullable(),
  count: z.number().int().nullable(),
  at: Instant.nullable(),
});
export type TraceFault = z.infer<typeof TraceFault>;

/** A verification of the whole trace, the last one asked for since the server started. */
export const TraceCheck = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  z.strictObject({
    state: z.literal('running'),
    startedAt: Instant,
    checked: z.number().int(),
    total: z.number().int(),
  }),
  z.strictObject({
    state: z.literal('done'),
    startedAt: Instant,
    endedAt: Instant,
    entries: z.number().int(),
    writers: z.number().int(),
    /** The newest entry that was verified; null for an empty trace. */
    last: z.strictObject({ writer: z.number().int(), seq: z.number().int(), at: Instant }).nullable(),
    /** Heads kept by the hospital that every entry was held against, and those that the Director gave. */
    heads: z.number().int(),
    given: z.array(z.strictObject({ name: z.string(), at: Instant.nullable() })),
    faults: z.array(TraceFault),
  }),
  /** It could not be finished; nothing is said of the trace. */
  z.strictObject({ state: z.literal('failed'), startedAt: Instant }),
]);
export type TraceCheck = z.infer<typeof TraceCheck>;

/** Whole verification on screen, and the signed head of today on paper or as a file [R21]. */
export const traceCheckRows = {
  'trace/check': {
    listener: 'medical',
    method: 'POST',
    path: '/api/trace/checks',
    params: none,
    /** `head`: the number on a printed head, or the text of a saved one; empty for none. */
    input: z.strictObject({ head: z.string().max(1_000_000) }),
    output: none,
  },
  'trace/read-check': {
    listener: 'medical',
    method: 'GET',
    path: '/api/trace/checks',
    params: none,
    input: none,
    output: TraceCheck,
  },
  'trace/print-head': {
    listener: 'medical',
    method: 'POST',
    path: '/api/trace/heads/print',
    params: none,
    input: none,
    output: HospitalFile,
    delivers: 'print',
    patience: 60,
  },
  'trace/save-head': {
    listener: 'medical',
    method: 'POST',
    path: '/api/trace/heads',
    params: none,
    input: none,
    output: HospitalFile,
    delivers: 'save',
    patience: 60,
  },
} as const;
