import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { readRecipient } from './backup/age-keys.ts';
import { isSafeUrl, readAuthorization } from './pacs/pacs-address.ts';
import { readUpdateKeys } from './releases/update-keys.ts';
import type { PublicUrls } from './domain/invitation-file.ts';
import type { PacsSettings } from './pacs/pacs-client.ts';
import type { NumberSystems } from './hl7/filing.ts';
import { messageRetention } from './hl7/keep-erased.ts';
import type { MessageRetention } from './store/message-store.ts';
import { demonstrationNumbers, isAddress, mllpDefaults, type MllpSettings } from './hl7/mllp-settings.ts';
import { type DimseSettings, isAeTitle, readCallers } from './dimse/dimse-settings.ts';

const port = z.coerce.number().int().min(0).max(65_535);

/** Every setting of the server by its name, as text; server/config/settings.ts says of each what it is for. */
export const Env = z.object({
  PASSERELLE_DATA: z.string().min(1).default('.data/hospital'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  OPEN_PORT: port.default(7440),
  MEDICAL_PORT: port.default(7441),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Names and addresses, separated by commas, that the server's certificate covers beside localhost. */
  PUBLIC_HOSTS: z.string().default(''),
  /** Reverse proxies (addresses or subnets, separated by commas) that may say whom they speak for; none: nobody may. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .refine((text) => toList(text).every(isAddress), 'is no list of addresses'),
  /** The DICOM door is shut without a port. */
  DIMSE_PORT: port.optional(),
  DIMSE_HOST: z.string().min(1).default('127.0.0.1'),
  DIMSE_AE_TITLE: z.string().refine(isAeTitle, 'is no AE title').default('PASSERELLE'),
  /** Who may send: `CT1@10.0.0.5, PACS`. */
  DIMSE_CALLERS: z.string().default(''),
  DIMSE_TLS: z.enum(['off', 'server', 'mutual']).default('off'),
  /** Root of a PACS's DICOMweb services; none without. Over a network it is https. */
  PACS_URL: z
    .url({ protocol: /^https?$/ })
    .refine(isSafeUrl, 'must be https beyond this machine')
    .optional(),
  /** File of one line `name:password`. */
  PACS_CREDENTIALS: z.string().min(1).optional(),
  PACS_SECONDS: z.coerce.number().int().min(1).max(86_400).default(30),
  /** Issuers of Patient ID whose numbers are the hospital's, separated by commas. */
  IMAGE_ISSUERS: z.string().default(''),
  /** The HL7 v2 door is shut without a port. */
  MLLP_PORT: port.optional(),
  MLLP_HOST: z.string().min(1).default(mllpDefaults.host),
  /** Addresses or subnets that may connect, separated by commas; none: whoever reaches the port. */
  MLLP_ADDRESSES: z
    .string()
    .default('')
    .refine((text) => toList(text).every(isAddress), 'is no list of addresses'),
  /** Applications that may send (`LIS`, or with the facility `LIS|CHSE`), separated by commas; none: all. */
  MLLP_SENDERS: z.string().default(''),
  MLLP_TLS: z.enum(['off', 'mutual']).default('off'),
  MLLP_CONNECTIONS: z.coerce.number().int().min(1).max(10_000).default(mllpDefaults.connections),
  /** Longest message, in MiB. */
  MLLP_LONGEST: z.coerce.number().int().min(1).max(256).default(64),
  /** A message that has begun must end within so many seconds. */
  MLLP_SECONDS: z.coerce.number().int().min(1).max(3_600).default(mllpDefaults.frameSeconds),
  /** FHIR systems of the hospital's numbers start with it: `<base>/patient`, `<base>/sejour`… */
  NUMBERS_BASE: z.url().default(demonstrationNumbers.base),
  /** Assigning authorities of HL7 that are this hospital, separated by commas. */
  NUMBERS_OWN: z.string().default(demonstrationNumbers.own.join(',')),
  /** Days that the bytes of a message are kept after it was filed, and after it was dismissed. */
  MESSAGES_FILED_DAYS: z.coerce.number().int().min(0).max(3_650).default(messageRetention.filedDays),
  MESSAGES_DISMISSED_DAYS: z.coerce.number().int().min(0).max(3_650).default(messageRetention.dismissedDays),
  /** Folder of the public keys that sign releases; without it none is taken. */
  UPDATE_KEYS: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Where `passerelle-server backup` writes the data, and, elsewhere, the keys. */
  BACKUP_FOLDER: z.string().min(1).optional(),
  BACKUP_KEYS_FOLDER: z.string().min(1).optional(),
  /** Public keys (`age1…`) that data and keys are encrypted to; the keys to the same one without the second. */
  BACKUP_RECIPIENT: z.string().refine(isRecipient, 'is no key').optional(),
  BACKUP_KEYS_RECIPIENT: z.string().refine(isRecipient, 'is no key').optional(),
  /** File of one line, instead of public keys. */
  BACKUP_PASSPHRASE_FILE: z.string().min(1).optional(),
});

/** The name of a setting. */
export type SettingName = keyof z.infer<typeof Env>;

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
  /** Whose `X-Forwarded-For` the open listener believes. */
  readonly trustedProxies: readonly string[];
  /** Null: no DICOM door. */
  readonly dimse: DimseSettings | null;
  /** Null: no PACS. */
  readonly pacs: PacsSettings | null;
  readonly imageIssuers: readonly string[];
  /** Null: no HL7 v2 door. */
  readonly mllp: MllpSettings | null;
  readonly numbers: NumberSystems;
  readonly messageDays: MessageRetention;
  /** Empty: no release can be added. */
  readonly updateKeys: readonly KeyObject[];
  readonly logLevel: string;
  readonly backup: BackupSettings;
}

/** Where backups go and who may open them; null where nothing is set. */
export interface BackupSettings {
  readonly folder: string | null;
  readonly keysFolder: string | null;
  readonly recipient: string | null;
  readonly keysRecipient: string | null;
  readonly passphraseFile: string | null;
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
    trustedProxies: toList(data.TRUSTED_PROXIES),
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
    pacs:
      data.PACS_URL === undefined
        ? null
        : {
            url: data.PACS_URL.replace(/\/+$/, ''),
            authorization: data.PACS_CREDENTIALS === undefined ? null : readAuthorization(data.PACS_CREDENTIALS),
            seconds: data.PACS_SECONDS,
          },
    imageIssuers: toList(data.IMAGE_ISSUERS),
    mllp:
      data.MLLP_PORT === undefined
        ? null
        : {
            ...mllpDefaults,
            host: data.MLLP_HOST,
            port: data.MLLP_PORT,
            addresses: toList(data.MLLP_ADDRESSES),
            senders: toList(data.MLLP_SENDERS),
            tls: data.MLLP_TLS === 'mutual',
            connections: data.MLLP_CONNECTIONS,
            longest: data.MLLP_LONGEST * 1024 * 1024,
            frameSeconds: data.MLLP_SECONDS,
          },
    numbers: { base: data.NUMBERS_BASE, own: toList(data.NUMBERS_OWN) },
    messageDays: { filedDays: data.MESSAGES_FILED_DAYS, dismissedDays: data.MESSAGES_DISMISSED_DAYS },
    updateKeys: data.UPDATE_KEYS === undefined ? [] : readUpdateKeys(data.UPDATE_KEYS),
    logLevel: data.LOG_LEVEL,
    backup: {
      folder: data.BACKUP_FOLDER ?? null,
      keysFolder: data.BACKUP_KEYS_FOLDER ?? null,
      recipient: data.BACKUP_RECIPIENT ?? null,
      keysRecipient: data.BACKUP_KEYS_RECIPIENT ?? data.BACKUP_RECIPIENT ?? null,
      passphraseFile: data.BACKUP_PASSPHRASE_FILE ?? null,
    },
  };
}

function isRecipient(text: string): boolean {
  return readRecipient(text) !== null;
}

function toList(text: string): readonly string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** The two base addresses that invitations carry. */
export function toUrls({ publicHosts, host, openPort, medicalPort }: ServerEnv): PublicUrls {
  const name = publicHosts[0] ?? (host === '0.0.0.0' || host === '::' ? 'localhost' : host);
  return { openUrl: `https://${name}:${openPort}`, medicalUrl: `https://${name}:${medicalPort}` };
}
