import { z } from 'zod';
import { none } from './api-row.ts';
import { brokenFindings, checkSteps, goodFindings, openFindings } from './connection-steps.ts';
import { Instant } from './identifiers.ts';

/** One step as it was found. */
export const CheckedStep = z.strictObject({
  step: z.enum(checkSteps),
  finding: z.enum([...goodFindings, ...brokenFindings, ...openFindings]),
});
export type CheckedStep = z.infer<typeof CheckedStep>;

/** The way to the hospital as it was found; for the screen of this PC, and not for a file. */
export const ConnectionReport = z.strictObject({
  at: Instant,
  /** Host and both ports of the hospital; null when no `.passerelle` file was opened on this PC. */
  address: z.string().nullable(),
  /** Host and port of the proxy that the system names, null when there is none. */
  proxy: z.string().nullable(),
  /** Common name of who signed the certificate that was shown instead of the hospital's. */
  issuer: z.string().max(120).nullable(),
  /** This PC's clock minus the hospital's, in seconds. */
  clockSeconds: z.number().int().nullable(),
  steps: z.array(CheckedStep).length(checkSteps.length),
});
export type ConnectionReport = z.infer<typeof ConnectionReport>;

/** Names of programs that read what passes; the only words about an issuer that a diagnostics file may hold. */
export const inspectors = [
  'avast',
  'avg',
  'bitdefender',
  'bullguard',
  'checkpoint',
  'cisco',
  'eset',
  'fortinet',
  'forcepoint',
  'f-secure',
  'gdata',
  'kaspersky',
  'mcafee',
  'netskope',
  'norton',
  'panda',
  'palo-alto',
  'sonicwall',
  'sophos',
  'squid',
  'symantec',
  'trellix',
  'trend-micro',
  'watchguard',
  'withsecure',
  'zscaler',
  'other',
] as const;

/** What a diagnostics file holds: closed lists and figures alone, so that no name, number, address or secret can stand in it. */
export const Diagnostics = z.strictObject({
  format: z.literal('passerelle-diagnostics-1'),
  /** To the minute. */
  at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/),
  version: z.string().regex(/^\d{1,4}(\.\d{1,4}){2}$/),
  platform: z.enum(['win32', 'darwin', 'linux']),
  architecture: z.enum(['x64', 'arm64', 'ia32', 'other']),
  systemVersion: z.string().regex(/^\d{1,5}(\.\d{1,6}){0,3}$/),
  electron: z.number().int().min(0).max(999),
  stage: z.enum(['before', 'signed-out', 'signed-in', 'locked', 'certificate-problem', 'keychain-problem']),
  connection: z.enum(['connecting', 'online', 'offline']),
  isEnrolled: z.boolean(),
  hasProxy: z.boolean(),
  inspector: z.enum(inspectors).nullable(),
  clockSeconds: z.number().int().nullable(),
  steps: z.array(CheckedStep),
});
export type Diagnostics = z.infer<typeof Diagnostics>;

/** The check, and its file: the window may ask both at any stage. */
export const connectionIpc = {
  'connection/check': { input: none, output: ConnectionReport },
  /** Saves what the last check found where the user says; its base name, null when the dialog was closed. */
  'connection/save-diagnostics': { input: none, output: z.strictObject({ name: z.string().nullable() }) },
} as const;
