import type { SettingName } from '../env.ts';

/** What an operator is told of a setting. */
export interface SettingText {
  /** Heading in the file under which it stands. */
  readonly group:
    | 'Place'
    | 'Listeners'
    | 'Database'
    | 'DICOM'
    | 'PACS'
    | 'HL7 v2'
    | 'Retention'
    | 'Backup'
    | 'Updates'
    | 'Log';
  /** What it does, in lines of the file. */
  readonly about: readonly string[];
  /** Ends the sentence “must be …”. */
  readonly must: string;
  readonly example: string;
  /** True for a value that no message may repeat. */
  readonly secret?: boolean;
}

const port = 'a port from 0 to 65535';
const addresses = 'addresses or subnets separated by commas, such as 10.1.0.0/16, 10.2.0.7';

/** Every setting, in the order of the file. A setting of server/env.ts without its text does not compile. */
export const settings = {
  PASSERELLE_DATA: {
    group: 'Place',
    about: [
      'Folder of everything that is kept: certificates, keys, files of the record and, without DATABASE_URL,',
      'the database. On an encrypted volume.',
    ],
    must: 'the absolute path of a folder',
    example: '/var/lib/passerelle/hospital',
  },
  HOST: {
    group: 'Listeners',
    about: ['Address that both listeners bind to; this machine alone by default.'],
    must: 'an address of this machine, such as 10.1.0.20',
    example: '0.0.0.0',
  },
  OPEN_PORT: {
    group: 'Listeners',
    about: [
      'Enrolment, renewal and the public page: TLS without a client certificate. The one door that may stand behind a',
      'reverse proxy (TRUSTED_PROXIES).',
    ],
    must: port,
    example: '7440',
  },
  MEDICAL_PORT: {
    group: 'Listeners',
    about: ['Everything medical: mutual TLS 1.3, which nothing may end on the way.'],
    must: port,
    example: '7441',
  },
  PUBLIC_HOSTS: {
    group: 'Listeners',
    about: [
      'Names (or addresses) by which PCs reach this server, separated by commas; its certificate covers them,',
      'invitations carry the first.',
    ],
    must: 'names or addresses separated by commas',
    example: 'passerelle.hopital.example',
  },
  TRUSTED_PROXIES: {
    group: 'Listeners',
    about: ['Reverse proxies before the open listener whose X-Forwarded-For is believed; none by default.'],
    must: addresses,
    example: '10.1.0.5',
  },
  DATABASE_URL: {
    group: 'Database',
    about: [
      "Administrator's URL of a PostgreSQL; without it the server runs one of its own in PASSERELLE_DATA.",
      'It holds a password: never write it here. Put it into a file and hand that to systemd as the credential',
      'database-url (see the unit), or name it by DATABASE_URL_FILE.',
    ],
    must: 'a URL postgres://user:password@host/database',
    example: '/etc/passerelle/database-url',
    secret: true,
  },
  DIMSE_PORT: {
    group: 'DICOM',
    about: ['Port of the C-STORE door; shut without it.'],
    must: port,
    example: '11112',
  },
  DIMSE_HOST: {
    group: 'DICOM',
    about: ['Address that the door binds to; this machine alone by default.'],
    must: 'an address of this machine, such as 10.1.0.20',
    example: '10.1.0.20',
  },
  DIMSE_AE_TITLE: {
    group: 'DICOM',
    about: ['AE title by which modalities call it.'],
    must: 'an AE title of at most 16 characters',
    example: 'PASSERELLE',
  },
  DIMSE_CALLERS: {
    group: 'DICOM',
    about: ['Who may send: AE titles separated by commas, each with its address or without.'],
    must: 'AE titles separated by commas, each as AE or AE@address',
    example: 'CT1@10.1.4.5, PACS@10.1.4.6',
  },
  DIMSE_TLS: {
    group: 'DICOM',
    about: ["off; server: TLS by this server's certificate; mutual: the sender also shows one of the hospital's CA."],
    must: 'off, server or mutual',
    example: 'mutual',
  },
  IMAGE_ISSUERS: {
    group: 'DICOM',
    about: ["Issuers of Patient ID (0010,0021) whose numbers are the hospital's, separated by commas."],
    must: 'issuers separated by commas',
    example: 'CHSE',
  },
  PACS_URL: {
    group: 'PACS',
    about: ['Root of a PACS behind DICOMweb that is looked at; none without it.'],
    must: 'an https URL without a name or password in it (http on this machine alone)',
    example: 'https://pacs.hopital.example/dicom-web',
  },
  PACS_CREDENTIALS: {
    group: 'PACS',
    about: [
      "File of one line name:password for the PACS, of this server's account alone (0600). Or hand it to systemd",
      'as the credential pacs-credentials.',
    ],
    must: 'the absolute path of a file',
    example: '/etc/passerelle/pacs-credentials',
  },
  PACS_SECONDS: {
    group: 'PACS',
    about: ['Seconds between two looks.'],
    must: 'a whole number of seconds from 1 to 86400',
    example: '30',
  },
  MLLP_PORT: {
    group: 'HL7 v2',
    about: ['Port of the MLLP door; shut without it.'],
    must: port,
    example: '2575',
  },
  MLLP_HOST: {
    group: 'HL7 v2',
    about: ['Address that the door binds to; this machine alone by default.'],
    must: 'an address of this machine, such as 10.1.0.20',
    example: '10.1.0.20',
  },
  MLLP_ADDRESSES: {
    group: 'HL7 v2',
    about: ['Who may connect. Beyond this machine either this or MLLP_TLS=mutual is wanted.'],
    must: addresses,
    example: '10.1.0.0/16',
  },
  MLLP_SENDERS: {
    group: 'HL7 v2',
    about: ['Which MSH-3, or MSH-3|MSH-4, may send, separated by commas; all without it.'],
    must: 'names separated by commas',
    example: 'LIS, ADT|CHSE',
  },
  MLLP_TLS: {
    group: 'HL7 v2',
    about: ["off; mutual: TLS 1.3, and the sender shows a system certificate of the hospital's CA."],
    must: 'off or mutual',
    example: 'mutual',
  },
  MLLP_CONNECTIONS: {
    group: 'HL7 v2',
    about: ['Connections at once.'],
    must: 'a whole number from 1 to 10000',
    example: '64',
  },
  MLLP_LONGEST: {
    group: 'HL7 v2',
    about: ['Longest message, in MiB.'],
    must: 'a whole number of MiB from 1 to 256',
    example: '64',
  },
  MLLP_SECONDS: {
    group: 'HL7 v2',
    about: ['Within so many seconds a message that has begun must end.'],
    must: 'a whole number of seconds from 1 to 3600',
    example: '60',
  },
  NUMBERS_BASE: {
    group: 'HL7 v2',
    about: [
      "FHIR systems of the hospital's own numbers start with it: <base>/patient, <base>/sejour… Never change it once",
      'messages were filed.',
    ],
    must: 'a URL',
    example: 'https://hopital.example/identifiant',
  },
  NUMBERS_OWN: {
    group: 'HL7 v2',
    about: ['Assigning authorities (CX.4.1, EI.2) that are this hospital, separated by commas.'],
    must: 'names separated by commas',
    example: 'CHSE',
  },
  MESSAGES_FILED_DAYS: {
    group: 'Retention',
    about: ['Days that the bytes of a message, or of an image that waited, are kept after it was filed.'],
    must: 'a whole number of days from 0 to 3650',
    example: '90',
  },
  MESSAGES_DISMISSED_DAYS: {
    group: 'Retention',
    about: ['The same after it was dismissed.'],
    must: 'a whole number of days from 0 to 3650',
    example: '30',
  },
  BACKUP_FOLDER: {
    group: 'Backup',
    about: ['Folder that passerelle-server backup writes the data into: on another machine, or copied there each day.'],
    must: 'the absolute path of a folder',
    example: '/var/backups/passerelle/data',
  },
  BACKUP_KEYS_FOLDER: {
    group: 'Backup',
    about: ['Folder for the keys: another one, kept where whoever holds the data does not reach.'],
    must: 'the absolute path of a folder',
    example: '/var/backups/passerelle/keys',
  },
  BACKUP_RECIPIENT: {
    group: 'Backup',
    about: [
      'Public key that backups are encrypted to (passerelle-server backup-key FILE makes one, age-keygen too). Its',
      'secret half stays in a safe, never on this machine.',
    ],
    must: 'a public key age1…',
    example: 'age1…',
  },
  BACKUP_KEYS_RECIPIENT: {
    group: 'Backup',
    about: [
      'Another public key for the keys, so that opening one half opens not the other; BACKUP_RECIPIENT without it.',
    ],
    must: 'a public key age1…',
    example: 'age1…',
  },
  BACKUP_PASSPHRASE_FILE: {
    group: 'Backup',
    about: [
      "Instead of public keys: file of one line of at least 16 characters, of this server's account alone (0600).",
    ],
    must: 'the absolute path of a file',
    example: '/etc/passerelle/backup-passphrase',
  },
  UPDATE_KEYS: {
    group: 'Updates',
    about: [
      'Folder of the public keys (*.pem, ed25519, one or two) that sign releases of the program; passerelle-server',
      'release add takes what one of them signed. The private halves stay in a safe.',
    ],
    must: 'the absolute path of a folder',
    example: '/etc/passerelle/update-keys',
  },
  LOG_LEVEL: {
    group: 'Log',
    about: ['What the log tells; it goes to the journal and names no person.'],
    must: 'debug, info, warn, error or silent',
    example: 'info',
  },
} as const satisfies Record<SettingName, SettingText>;

/** The text of a setting. */
export function toSettingText(name: SettingName): SettingText {
  return settings[name];
}

/** Names of all settings, in the order of the file. */
export const settingNames = Object.keys(settings) as SettingName[];
