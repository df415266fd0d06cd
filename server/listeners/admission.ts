import type { Clock, Database } from '../deps.ts';
import type { Revocation } from '../pki/authority.ts';

interface CertificateRow {
  readonly sha256: Buffer;
  readonly serial: string;
  readonly not_after: Date;
  readonly revoked_at: Date | null;
}

/** The certificates that may speak to the medical app now, and whoever wants to know when that changes. */
export interface Admission {
  isAdmitted(sha256: Buffer): boolean;
  revocations(): readonly Revocation[];
  /** Runs after each change; returns its undo. */
  onChange(changed: () => void): () => void;
  /** Resolves when every certificate enrolled or revoked before the call is known here. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Keeps in memory what `identity.certificate` says: read anew at each notice and each minute. When the database cannot be asked
 * the last answer stands, as every question behind it is refused anyway.
 */
export async function openAdmission(database: Database, clock: Clock): Promise<Admission> {
  let admitted = new Map<string, Date>();
  let revoked: Revocation[] = [];
  const watchers = new Set<() => void>();
  const reload = async (): Promise<void> => {
    const rows = await database.ask<CertificateRow>(
      'read-certificates',
      'select sha256, serial, not_after, revoked_at from api.read_certificates()',
      [],
    );
    const living = rows.filter(({ revoked_at }) => revoked_at === null);
    admitted = new Map(living.map(({ sha256, not_after }) => [sha256.toString('hex'), not_after]));
    revoked = rows.flatMap(({ serial, revoked_at: at }) => (at === null ? [] : [{ serial, at }]));
    for (const changed of watchers) changed();
  };
  // Notices that arrive during a reload ask for one more, never for many.
  let running: Promise<void> | null = null;
  let again = false;
  const wake = (): void => {
    if (running !== null) {
      again = true;
      return;
    }
    running = reload()
      .catch(() => undefined)
      .then(() => {
        running = null;
        if (again) {
          again = false;
          wake();
        }
      });
  };
  const listening = await database.listen('passerelle_certificates', wake);
  await reload();
  const timer = setInterval(wake, 60_000);
  timer.unref();
  return {
    isAdmitted: (sha256) => {
      const notAfter = admitted.get(sha256.toString('hex'));
      return notAfter !== undefined && notAfter > clock.now();
    },
    revocations: () => revoked,
    refresh: reload,
    onChange: (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    stop: async () => {
      clearInterval(timer);
      watchers.clear();
      await listening.stop();
    },
  };
}
