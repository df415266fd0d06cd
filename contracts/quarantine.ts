import { z } from 'zod';
import { none } from './api-row.ts';
import { Instant } from './identifiers.ts';

/** One line of the list has this id: the first of the instances that wait together. */
export const QuarantineId = z.uuid();

/** Images of one study that one sender brought and that wait for one reason: what the helpdesk may know of them, never whose they are. */
export const QuarantineLine = z.strictObject({
  id: QuarantineId,
  receivedAt: Instant,
  lastAt: Instant,
  /** Way in: STOW-RS, C-STORE, or the PACS that is looked at. */
  door: z.enum(['stow', 'dimse', 'pacs']),
  /** AE title of the sender; empty where the door knows none. */
  sender: z.string().max(16),
  /** SOP Class UID (0008,0016); null when the file could not be read. */
  sopClass: z.string().nullable(),
  /** Modality (0008,0060); null when the file could not be read. */
  modality: z.string().nullable(),
  /** A word: `patient-unknown`, `patient-mismatch`, `instance-conflict`, `pixels-truncated`… */
  reason: z.string(),
  instances: z.number().int(),
  bytes: z.number().int(),
  /** False when filing again cannot help: the sender or the PACS has to put it right. */
  retryable: z.boolean(),
});
export type QuarantineLine = z.infer<typeof QuarantineLine>;

/** The last look at the PACS: how many studies it has, how many of them match no patient (or several), and the failure code of one that failed. */
const PacsLook = z.strictObject({
  lookedAt: Instant,
  studies: z.number().int(),
  unmatched: z.number().int(),
  failure: z.string().nullable(),
});

/** The newest 500 lines, how many there are, and what the PACS has that belongs to nobody here; null where there is no PACS. */
export const QuarantineList = z.strictObject({
  total: z.strictObject({ waiting: z.number().int(), pacs: PacsLook.nullable() }),
  lines: z.array(QuarantineLine),
});
export type QuarantineList = z.infer<typeof QuarantineList>;

/** What became of a line that was filed again. */
export const QuarantineRetry = z.strictObject({ filed: z.number().int(), waiting: z.number().int() });
export type QuarantineRetry = z.infer<typeof QuarantineRetry>;

/** Why a line is taken off the list. */
export const QuarantineDismissal = z.strictObject({ reason: z.string().trim().min(3).max(400) });

const byLine = z.strictObject({ line: QuarantineId });

/** Images that match no patient, for the helpdesk. */
export const quarantineRows = {
  'quarantine/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/quarantine',
    params: none,
    input: none,
    output: QuarantineList,
  },
  'quarantine/retry': {
    listener: 'medical',
    method: 'POST',
    path: '/api/quarantine/:line/retry',
    params: byLine,
    input: none,
    output: QuarantineRetry,
    patience: 120,
  },
  'quarantine/dismiss': {
    listener: 'medical',
    method: 'POST',
    path: '/api/quarantine/:line/dismissal',
    params: byLine,
    input: QuarantineDismissal,
    output: none,
  },
} as const;
