import { resolve } from 'node:path';
import { z } from 'zod';
import { type DimseSettings, isAeTitle, readCallers } from './dimse/dimse-settings.ts';

const port = z.coerce.number().int().min(0).max(65_535);

const Env = z.object({
  PASSERELLE_DATA: z.string().min(1).default('.data/hospital'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  OPEN_PORT: port.default(7440),
  MEDICAL_PORT: port.default(7441),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Names and addresses, separated by commas, that the server's certificate covers beside localhost. */
  PUBLIC_HOSTS: z.string().default(''),
  /** The DICOM door is shut without a port. */
  DIMSE_PORT: port.optional(),
  DIMSE_HOST: z.string().min(1).default('127.0.0.1'),
  DIMSE_AE_TITLE: z.string().refine(isAeTitle, 'is no AE title').default('PASSERELLE'),
  /** Who may send: `CT1@10.0.0.5, PACS`. */
  DIMSE_CALLERS: z.string().default(''),
  DIMSE_TLS: z.enum(['off', 'server', 'mutual']).default('off'),
  /** Issuers of Patient ID whose numbers are the hospital's, separated by commas. */
  IMAGE_ISSUERS: z.string().default(''),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** What the environment says, read once. */
export interface ServerEnv {
  /** Folder of database, blobs, certificates, keys and logs; absolute. */
  readonly data: string;
  /** Administrator's URL of a PostgreSQL; null: the embedded one. */
  readonly databaseUrl: string | null;
  readonly openPort: number;
  readonly medicalPort: number;
  readonly host: string;
  /** The first is the name that invitations carry. */
  readonly publicHosts: readonly string[];
  /** Null: no DICOM door. */
  readonly dimse: DimseSettings | null;
  readonly imageIssuers: readonly string[];
  readonly logLevel: string;
}

/** Reads the environment or throws a sentence that names the variable. */
export function readEnv(environment: Readonly<Record<string, string | undefined>>): ServerEnv {
  const read = Env.safeParse(environment);
  if (!read.success)
    throw new Error(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  const { data } = read;
  return {
    data: resolve(data.PASSERELLE_DATA),
    databaseUrl: data.DATABASE_URL ?? null,
    openPort: data.OPEN_PORT,
    medicalPort: data.MEDICAL_PORT,
    host: data.HOST,
    publicHosts: toList(data.PUBLIC_HOSTS),
    dimse:
      data.DIMSE_PORT === undefined
        ? null
        : {
            host: data.DIMSE_HOST,
            port: data.DIMSE_PORT,
            aeTitle: data.DIMSE_AE_TITLE,
            callers: readCallers(data.DIMSE_CALLERS),
            tls: data.DIMSE_TLS,
          },
    imageIssuers: toList(data.IMAGE_ISSUERS),
    logLevel: data.LOG_LEVEL,
  };
}

function toList(text: string): readonly string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** The two base addresses that invitations carry. */
export function toUrls({ publicHosts, host, openPort, medicalPort }: ServerEnv): {
  openUrl: string;
  medicalUrl: string;
} {
  const name = publicHosts[0] ?? (host === '0.0.0.0' || host === '::' ? 'localhost' : host);
  return { openUrl: `https://${name}:${openPort}`, medicalUrl: `https://${name}:${medicalPort}` };
}
