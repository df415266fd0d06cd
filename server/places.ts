import { join } from 'node:path';

/** Where each thing lies in the data folder. */
export interface Places {
  readonly postgres: string;
  readonly pki: string;
  readonly secrets: string;
  readonly blobs: string;
  /** Packages of releases; not in a backup. */
  readonly releases: string;
  readonly trace: string;
  readonly tlsLog: string;
  readonly hospital: string;
  readonly invitations: string;
  readonly systemCertificate: string;
  readonly systemKey: string;
  /** When the last backup was made. */
  readonly lastBackup: string;
}

/** The layout of `PASSERELLE_DATA`. */
export function toPlaces(data: string): Places {
  return {
    postgres: join(data, 'postgres'),
    pki: join(data, 'pki'),
    secrets: join(data, 'secrets'),
    blobs: join(data, 'blobs'),
    releases: join(data, 'releases'),
    trace: join(data, 'trace'),
    tlsLog: join(data, 'tls.jsonl'),
    hospital: join(data, 'hospital.json'),
    invitations: join(data, 'invitations'),
    systemCertificate: join(data, 'system.pem'),
    systemKey: join(data, 'system.key'),
    lastBackup: join(data, 'last-backup.json'),
  };
}
