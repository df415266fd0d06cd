import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { buildMedicalApp, buildOpenApp } from './app.ts';
import { keepRequestsErased } from './access-request/keep-erased.ts';
import type { Caller } from './caller.ts';
import type { Clock, Deps, Outbox } from './deps.ts';
import type { PublicUrls } from './domain/invitation-file.ts';
import { type DimseDoor, openDimseDoor } from './dimse/dimse-door.ts';
import type { DimseSettings } from './dimse/dimse-settings.ts';
import { toShownSystems } from './domain/system-name.ts';
import { toDoorCaller } from './door-caller.ts';
import type { NumberSystems } from './hl7/filing.ts';
import { openInbox } from './hl7/inbox.ts';
import { openHospitalFacts } from './hospital-facts.ts';
import { keepQuarantineErased } from './dicom/erase-quarantined.ts';
import { keepErased, messageRetention } from './hl7/keep-erased.ts';
import { type MllpListener, type MllpParts, openMllpListener } from './hl7/mllp-listener.ts';
import { demonstrationNumbers, type MllpSettings } from './hl7/mllp-settings.ts';
import { openAdmission } from './listeners/admission.ts';
import { createMedicalServer, createOpenServer, toContext } from './listeners/listener.ts';
import { openTlsLog } from './listeners/tls-log.ts';
import { openPacsClient, type PacsSettings } from './pacs/pacs-client.ts';
import { openPacsWatch } from './pacs/watch-pacs.ts';
import { toFiling } from './mapping/hl7/to-filing.ts';
import { openPki, type TlsMaterial } from './pki/hospital-pki.ts';
import { toPlaces } from './places.ts';
import { openDatabase } from './postgres/database.ts';
import type { AdminConnection } from './postgres/embedded.ts';
import { readSecrets } from './secrets.ts';
import { openBlobStore } from './store/blob-store.ts';
import type { MessageRetention } from './store/message-store.ts';
import { keepPruned } from './store/outbox.ts';
import { keepHeads } from './trace/keep-heads.ts';
import { openTraceWriter } from './trace/writer.ts';

/** What a running hospital is made from. */
export interface HospitalOptions {
  readonly data: string;
  /** The API's own connection, never the administrator's. */
  readonly connection: AdminConnection;
  readonly host: string;
  readonly openPort: number;
  readonly medicalPort: number;
  readonly publicHosts: readonly string[];
  /** Reverse proxies before the open listener; none when absent. */
  readonly trustedProxies?: readonly string[];
  /** The DICOM door; none when absent. */
  readonly dimse?: DimseSettings | null;
  /** A PACS behind DICOMweb; none when absent. */
  readonly pacs?: PacsSettings | null;
  readonly imageIssuers?: readonly string[];
  /** The HL7 v2 door; none when absent. */
  readonly mllp?: MllpSettings | null;
  /** How the hospital's own numbers are told; the demonstration's when absent. */
  readonly numbers?: NumberSystems;
  /** How long the bytes of messages, and of images that waited, are kept; 90 days after they were filed, 30 after they were dismissed, when absent. */
  readonly messageDays?: MessageRetention;
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
}

/** Both listeners at work. */
export interface RunningHospital {
  readonly openUrl: string;
  readonly medicalUrl: string;
  /** Port of the DICOM door; null when it is shut. */
  readonly dimsePort: number | null;
  /** Port of the HL7 v2 door; null when it is shut. */
  readonly mllpPort: number | null;
  readonly deps: Deps;
  /** Ends requests, trace and database in that order. */
  close(): Promise<void>;
}

const SETTINGS = { certificateDays: 30, renewalGraceDays: 90, sessionHours: 14, leaseHours: 12 } as const;
const CRL_REFRESH_MS = 12 * 3_600_000;

/** Opens database, trace, certificates and both listeners; whatever fails leaves nothing open behind it. */
export async function openHospital(options: HospitalOptions): Promise<RunningHospital> {
  const { data, connection, host, log, clock } = options;
  const places = toPlaces(data);
  const undo: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const secrets = readSecrets(places.secrets);
    const pki = await openPki(places.pki, options.publicHosts, () => clock.now());
    const { imageIssuers = [], numbers = demonstrationNumbers } = options;
    const facts = openHospitalFacts(places.hospital, (error) => log.error({ err: error }, 'hospital.json not read'));
    const settings = {
      ...SETTINGS,
      imageIssuers,
      systems: toShownSystems(options.mllp?.senders ?? [], numbers.own),
      get hospital() {
        return facts.read();
      },
    };

    const database = openDatabase({ ...connection });
    undo.push(() => database.close());
    // A pool of its own: a read may wait for the trace, the trace never for reads.
    const traceDatabase = openDatabase({ ...connection, max: 2, statement_timeout: 5_000 });
    undo.push(() => traceDatabase.close());
    const failed = (error: unknown): void => log.error({ err: error }, 'head of the trace not kept');
    const heads = await keepHeads(traceDatabase, places.trace, secrets, clock, failed);
    const trace = openTraceWriter(traceDatabase, secrets.traceKey, clock, () => heads.keep().catch(failed));
    undo.push(async () => {
      heads.stop();
      await trace.close();
      await heads.keep().catch(failed);
    });

    const outbox = await openOutbox(database, undo);
    undo.push(keepPruned(database, (error) => log.error({ err: error }, 'outbox not pruned')));
    const admission = await openAdmission(database, clock);
    undo.push(() => admission.stop());
    const tlsLog = openTlsLog(places.tlsLog);
    undo.push(() => tlsLog.close());

    const blobs = openBlobStore(places.blobs);
    const inbox = await openInbox({ database, blobs, secrets, trace, log, numbers, toFiling });
    undo.push(() => inbox.close());
    const { messageDays = messageRetention } = options;
    undo.push(
      keepErased({ database, secrets }, messageDays, (error) => log.error({ err: error }, 'old messages not erased')),
      keepQuarantineErased({ database, secrets, blobs, trace }, messageDays, (error) =>
        log.error({ err: error }, 'old images not erased'),
      ),
    );

    undo.push(keepRequestsErased(database, trace, (error) => log.error({ err: error }, 'access requests not erased')));

    let urls: PublicUrls | null = null;
    const deps: Deps = {
      database,
      trace,
      heads,
      blobs,
      inbox,
      outbox,
      clock,
      log,
      settings,
      secrets,
      pki,
      releases: places.releases,
      ...(options.pacs ? { pacs: openPacsClient(options.pacs) } : {}),
      readUrls: () => {
        if (urls === null) throw new Error('nothing listens yet');
        return urls;
      },
      refreshAdmission: () => admission.refresh(),
    };
    const refreshTls = () => pki.toTlsMaterial(admission.revocations());
    const parts = { tls: await refreshTls(), log: tlsLog, clock, admission, refreshTls };
    const open = await buildOpenApp(deps, {
      serverFactory: (handler) => createOpenServer(handler, parts) as never,
      trustedProxies: options.trustedProxies ?? [],
    });
    undo.push(() => open.close());
    const medical = await buildMedicalApp(deps, {
      serverFactory: (handler) => createMedicalServer(handler, parts) as never,
      isAdmitted: (sha256) => admission.isAdmitted(sha256),
    });
    undo.push(() => medical.close());
    const dimse = await openImageDoor(options.dimse ?? null, deps, parts.tls);
    undo.push(() => dimse?.close());
    const mllp = await openMessageDoor(options.mllp ?? null, deps, { material: parts.tls, admission });
    undo.push(() => mllp?.close());
    if (deps.pacs !== undefined) {
      const watch = openPacsWatch(deps, deps.pacs, toDoorCaller(secrets), options.pacs?.seconds ?? 30);
      undo.push(() => watch.close());
    }
    const renewing = setInterval(() => {
      refreshTls().then(
        (fresh) => {
          const { cert, key } = fresh;
          (open.server as unknown as Server).setSecureContext(toContext({ cert, key }));
          (medical.server as unknown as Server).setSecureContext(toContext(fresh));
          dimse?.renew(fresh);
          mllp?.setMaterial(fresh);
        },
        (error: unknown) => log.error({ err: error }, 'revocation list not renewed'),
      );
    }, CRL_REFRESH_MS);
    undo.push(() => clearInterval(renewing));

    const openUrl = await listen(open, host, options.openPort, options.publicHosts[0]);
    const medicalUrl = await listen(medical, host, options.medicalPort, options.publicHosts[0]);
    urls = { openUrl, medicalUrl };
    return { openUrl, medicalUrl, dimsePort: dimse?.port ?? null, mllpPort: mllp?.port ?? null, deps, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openImageDoor(settings: DimseSettings | null, deps: Deps, tls: TlsMaterial): Promise<DimseDoor | null> {
  if (settings === null) return Promise.resolve(null);
  return openDimseDoor(deps, settings, toDoorCaller(deps.secrets), settings.tls === 'off' ? null : tls);
}

function openMessageDoor(
  settings: MllpSettings | null,
  { inbox, log, clock, secrets }: Deps,
  tls: MllpParts['tls'],
): Promise<MllpListener | null> {
  if (settings === null) return Promise.resolve(null);
  const door = (): Caller => toDoorCaller(secrets);
  return openMllpListener({ inbox, log, clock, settings, door, tls: settings.tls ? tls : null });
}

async function openOutbox(database: Deps['database'], undo: (() => unknown)[]): Promise<Outbox> {
  const watchers = new Set<() => void>();
  const listening = await database.listen('passerelle_push', () => {
    for (const wake of watchers) wake();
  });
  undo.push(() => listening.stop());
  return {
    onWake: (wake) => {
      watchers.add(wake);
      return () => watchers.delete(wake);
    },
  };
}

async function listen(app: FastifyInstance, host: string, port: number, name: string | undefined): Promise<string> {
  await app.listen({ host, port });
  const { port: real } = app.server.address() as AddressInfo;
  return `https://${name ?? (host === '0.0.0.0' || host === '::' ? 'localhost' : host)}:${real}`;
}
