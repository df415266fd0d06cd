import { z } from 'zod';
import { none } from './api-row.ts';
import { Instant, PcId, PersonId } from './identifiers.ts';
import { mostFaults, Pace, PcFault, PcReport } from './pc-report.ts';
import { Role } from './person.ts';

/** The helpdesk's queues: in service, silent for 7 days, certificate over within 7 days, a fault within 7 days, out of service. */
export const pcQueues = ['all', 'silent', 'ending', 'failing', 'revoked'] as const;
export type PcQueue = (typeof pcQueues)[number];

/** Who works on a PC, as the helpdesk may know it: to call back, and to ask for a letter. */
const PcPerson = z.strictObject({ person: PersonId, name: z.string(), role: Role, lastAt: Instant.nullable() });

/** A PC out of service: by whom and why, what that closed, and whether the PC knows. */
const PcRevocation = z.strictObject({
  at: Instant,
  by: z.string().nullable(),
  reason: z.string().nullable(),
  sessions: z.number().int().nullable(),
  copies: z.number().int().nullable(),
  copiesEndAt: Instant.nullable(),
  /** Null while it was not reached: its copy then ends by itself at `copiesEndAt`. */
  toldAt: Instant.nullable(),
});

/** A fault as the PC told it; `route` is null where it named none that exists. */
const ToldFault = z.strictObject({
  at: Instant,
  incident: z.string(),
  code: PcFault.shape.code,
  route: z.string().nullable(),
});
export type ToldFault = z.infer<typeof ToldFault>;

/** One PC. Nothing here names a patient: copies are counted. */
export const PcLine = z.strictObject({
  id: PcId,
  name: z.string(),
  people: z.array(PcPerson),
  enrolledAt: Instant,
  lastContact: Instant,
  /** End of its certificate; null when it was revoked. */
  endsAt: Instant.nullable(),
  sessions: z.number().int(),
  /** Patients of whom it holds a copy, and when the last copy ends by itself; null where there is none. */
  copies: z.number().int(),
  copiesEndAt: Instant.nullable(),
  report: z
    .strictObject({
      at: Instant,
      version: PcReport.shape.version,
      platform: PcReport.shape.platform,
      systemVersion: PcReport.shape.systemVersion,
      record: Pace.nullable(),
      document: Pace.nullable(),
      bytesPerSecond: z.number().nullable(),
      error: ToldFault.nullable(),
      /** The last ones, newest first, `error` among them. */
      errors: z.array(ToldFault).max(mostFaults),
    })
    .nullable(),
  revocation: PcRevocation.nullable(),
});
export type PcLine = z.infer<typeof PcLine>;

/** How many PCs stand in each queue, and the first 300 of the one asked for. */
export const PcList = z.strictObject({
  total: z.record(z.enum(pcQueues), z.number().int()),
  lines: z.array(PcLine),
});
export type PcList = z.infer<typeof PcList>;

/** Text to look for in the names of PCs and of those who work on them, never a patient's; or the incident number of one of a PC's last faults. */
export const PcSearch = z.strictObject({
  queue: z.enum(pcQueues),
  search: z.string().trim().max(80),
  oldestFirst: z.boolean(),
});

/** PCs, for the helpdesk. */
export const pcRows = {
  'pc/list': {
    listener: 'medical',
    method: 'POST',
    path: '/api/pcs',
    params: none,
    input: PcSearch,
    output: PcList,
  },
  'pc/revoke': {
    listener: 'medical',
    method: 'POST',
    path: '/api/pcs/:pc/revocation',
    params: z.strictObject({ pc: PcId }),
    input: z.strictObject({ reason: z.string().trim().min(3).max(400) }),
    output: z.strictObject({
      sessions: z.number().int(),
      copies: z.number().int(),
      copiesEndAt: Instant.nullable(),
    }),
  },
} as const;
