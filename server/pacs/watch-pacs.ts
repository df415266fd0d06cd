import { randomUUID } from 'node:crypto';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { fileInstances, isFiled, toPatientHashes } from '../dicom/file-instances.ts';
import { type Arrival, openHashSink, receiveInstance } from '../dicom/receive-instance.ts';
import {
  forgetPacsInstances,
  keepPacsFailure,
  keepPacsLook,
  keepPacsStudy,
  matchPacsStudies,
  readPacsIndex,
} from '../store/pacs-store.ts';
import type { PacsClient, PacsInstance, PacsStudy } from './pacs-client.ts';

/** What a look needs of the server. */
export type WatchParts = Pick<Deps, 'database' | 'secrets' | 'settings' | 'trace' | 'log'>;

/** Looks at a PACS again and again. */
export interface PacsWatch {
  /** One look, after the one under way if there is one. */
  look(): Promise<void>;
  close(): Promise<void>;
}

const AT_ONCE = 20;
const FAULTS_AT_MOST = 3;
const DOOR = { door: 'pacs', sender: '', defer: false } as const;

/** Begins to look at once and then every `seconds`; a look that fails changes nothing and is told to the helpdesk. */
export function openPacsWatch(deps: WatchParts, pacs: PacsClient, caller: Caller, seconds: number): PacsWatch {
  let running: Promise<void> = Promise.resolve();
  let closed = false;
  const look = (): Promise<void> => {
    running = running.then(async () => {
      if (closed) return;
      try {
        await lookOnce(deps, pacs, caller, () => closed);
      } catch (error) {
        const code = error instanceof ExpectedFailure ? error.code : 'bug';
        deps.log.error(
          { code, err: error instanceof ExpectedFailure ? error.cause : error },
          'the PACS was not looked at',
        );
        await keepPacsFailure(deps.database, caller, code).catch(() => undefined);
      }
    });
    return running;
  };
  const timer = setInterval(() => void look(), seconds * 1000);
  void look();
  return {
    look,
    close: async () => {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** One look at every study: the index follows what the PACS has; what is missing in two looks in a row is forgotten. */
async function lookOnce(deps: WatchParts, pacs: PacsClient, caller: Caller, isClosed: () => boolean): Promise<void> {
  const { database, secrets } = deps;
  const present: string[] = [];
  const faults: ExpectedFailure[] = [];
  let unmatched = 0;
  for await (const page of pacs.listStudies()) {
    const rows = page.map(({ study, instances, patientId }) => ({
      study,
      instances,
      patientHashes: toPatientHashes(patientId, secrets.nissIndexKey),
    }));
    const verdicts = await matchPacsStudies(database, caller, rows);
    const changed = new Set(verdicts.filter(({ verdict }) => verdict === 'changed').map(({ study }) => study));
    unmatched += verdicts.filter(({ verdict }) => verdict === 'unknown' || verdict === 'ambiguous').length;
    for (const one of page) {
      present.push(one.study);
      // A look that is given up says nothing of what is missing.
      if (isClosed()) return;
      if (!changed.has(one.study)) continue;
      try {
        await lookAtStudy(deps, pacs, caller, one);
      } catch (error) {
        // One study that cannot be read holds no other up.
        if (!(error instanceof ExpectedFailure) || faults.push(error) > FAULTS_AT_MOST) throw error;
      }
    }
  }
  for (const study of await keepPacsLook(database, caller, present, unmatched))
    await forgetPacsInstances(database, caller, study, null);
  if (faults[0] !== undefined) throw faults[0];
}

async function lookAtStudy(deps: WatchParts, pacs: PacsClient, caller: Caller, study: PacsStudy): Promise<void> {
  const { database } = deps;
  const listed = await pacs.listInstances(study.study);
  const known = await readPacsIndex(database, caller, study.study);
  const uids = new Set(listed.map(({ instance }) => instance));
  const gone = [...known].filter(([uid, source]) => source === 'pacs' && !uids.has(uid)).map(([uid]) => uid);
  if (gone.length > 0) await forgetPacsInstances(database, caller, study.study, gone);
  const fresh = listed.filter(({ instance }) => !known.has(instance));
  for (let at = 0; at < fresh.length; at += AT_ONCE)
    await index(deps, pacs, caller, study, fresh.slice(at, at + AT_ONCE));
  // A study that the PACS does not count is looked at each time: what it listed is all that can be remembered.
  await keepPacsStudy(database, caller, study.study, study.instances ?? listed.length);
}

/** Reads each instance once: its hash and size are what every later answer of the PACS is held against. */
async function index(
  deps: WatchParts,
  pacs: PacsClient,
  caller: Caller,
  { study }: PacsStudy,
  instances: readonly PacsInstance[],
): Promise<void> {
  const arrivals: Arrival[] = [];
  for (const { series, instance } of instances) {
    const chunks = await pacs.readInstance(study, series, instance);
    if (chunks === null) continue;
    const arrival = await receiveInstance(openHashSink(), chunks);
    arrivals.push(isAsked(arrival, study, series, instance) ? arrival : toRefused(arrival));
  }
  const filings = await fileInstances(deps, caller, DOOR, arrivals);
  const requestId = randomUUID();
  await Promise.all(
    filings.map(({ instance, filed }) =>
      deps.trace.append({
        kind: 'ingest',
        person: null,
        pc: null,
        patient: filed.patient,
        object: 'facts' in instance ? instance.facts.instance : 'PACS',
        outcome: isFiled(filed) ? 'ok' : 'instance-quarantined',
        requestId,
      }),
    ),
  );
}

function isAsked(arrival: Arrival, study: string, series: string, instance: string): boolean {
  if ('unreadable' in arrival) return true;
  const { facts } = arrival;
  return facts.study === study && facts.series === series && facts.instance === instance;
}

/** The PACS gave another object than it was asked for. */
function toRefused(arrival: Arrival): Arrival {
  if ('unreadable' in arrival) return arrival;
  const { sha256, bytes } = arrival;
  return { unreadable: 'sop-mismatch', kept: { sha256, bytes } };
}
