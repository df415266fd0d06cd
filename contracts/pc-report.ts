import { z } from 'zod';
import { none } from './api-row.ts';
import { Instant } from './identifiers.ts';

/**
 * Failures that mean that something does not work. Refusals are none of them: that a link ended or a patient refused is nothing that a
 * PC tells its helpdesk.
 */
export const faultCodes = [
  'bug',
  'server-unavailable',
  'hospital-untrusted',
  'clock-wrong',
  'disk-full',
  'keychain-absent',
  'keychain-locked',
  'keychain-timeout',
  'document-unreadable',
  'pacs-unavailable',
  'resource-invalid',
  'journal-refused',
  'patient-mismatch',
  'trace-unavailable',
  'vault-damaged',
  'printer-absent',
  'print-failed',
] as const;

/** A fault of a PC: the number that stood on its screen, what kind, and the question it answered. No text, nobody's id. */
export const PcFault = z.strictObject({
  at: Instant,
  /** Consonants alone, as the app makes them: no name can look like one. */
  incident: z.string().regex(/^[BCDFGHJKLMNPQRSTVWXZ]{5}-[BCDFGHJKLMNPQRSTVWXZ]{5}$/),
  code: z.enum(faultCodes),
  /** A channel of contracts/ipc.ts; the server blackens what is none. */
  route: z
    .string()
    .regex(/^[a-z-]+\/[a-z-]+$/)
    .max(60),
});
export type PcFault = z.infer<typeof PcFault>;

/** How many faults of each PC are kept: one of them is the one that somebody reads out on the telephone. */
export const mostFaults = 5;

/** Median of the day (Europe/Brussels) in milliseconds, and of how many. */
export const Pace = z.strictObject({
  median: z.number().int().min(0).max(600_000),
  count: z.number().int().min(1).max(100_000),
});
export type Pace = z.infer<typeof Pace>;

/** What a PC tells of itself, and all that it may tell: versions, durations, its last faults. */
export const PcReport = z.strictObject({
  version: z.string().regex(/^\d{1,4}(\.\d{1,4}){2}$/),
  platform: z.enum(['win32', 'darwin', 'linux']),
  /** Figures alone: `10.0.22631`. */
  systemVersion: z.string().regex(/^\d{1,5}(\.\d{1,6}){0,3}$/),
  /** From the click on a patient to the record on the screen; null when none was opened today. */
  record: Pace.nullable(),
  /** From the click on a document to its first page on the screen. */
  document: Pace.nullable(),
  /** Of the last copying; null before the first. */
  bytesPerSecond: z.number().int().min(0).max(10_000_000_000).nullable(),
  error: PcFault.nullable(),
  /** The last faults, newest first, `error` among them; an app that is older than this line tells of `error` alone. */
  errors: z.array(PcFault).max(mostFaults).default([]),
});
export type PcReport = z.infer<typeof PcReport>;

/** What the window measured: from a click to the frame after what was asked for stood there, in milliseconds. */
export const Paint = z.strictObject({
  what: z.enum(['record', 'document']),
  milliseconds: z.number().int().min(0).max(600_000),
});
export type Paint = z.infer<typeof Paint>;

/** The PC's own report, over the session of whoever works on it. */
export const pcReportRows = {
  'pc/report': {
    listener: 'medical',
    method: 'POST',
    path: '/api/pc-report',
    params: none,
    input: PcReport,
    output: none,
  },
} as const;
