import { createReadStream } from 'node:fs';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { QuarantineRetry } from '../../../contracts/quarantine.ts';
import type { Deps, Routes } from '../../deps.ts';
import { toDoorCaller } from '../../door-caller.ts';
import { fileInstances, isFiled } from '../../dicom/file-instances.ts';
import { openKnownSink, receiveInstance } from '../../dicom/receive-instance.ts';
import type { Access } from '../../caller.ts';
import {
  dismissQuarantined,
  listQuarantine,
  type QuarantinedFile,
  readQuarantined,
  settleQuarantined,
} from '../../store/quarantine-store.ts';
import { answer } from '../answer.ts';

const AT_ONCE = 20;
const MOST = 1000;

/** Images that no patient could be proven for, for the helpdesk: listed, filed again after a repair, or dismissed [R25]. */
export const quarantineRoutes: Routes = async (app, deps) => {
  const { database } = deps;

  answer(app, 'quarantine/list', async ({ request }) => {
    request.subject = { patient: null, object: 'quarantine/list' };
    const list = await listQuarantine(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object: 'quarantine/list' });
    return list;
  });

  answer(app, 'quarantine/retry', async ({ params, request }) => {
    const object = `quarantine/retry#${params.line}`;
    request.subject = { patient: null, object };
    const files = await readQuarantined(database, request.caller, params.line, MOST);
    if (files.length === 0) throw new ExpectedFailure('not-found');
    await request.trace({ kind: 'oversight', patient: null, object });
    const retry = { filed: 0, waiting: 0 };
    for (let at = 0; at < files.length; at += AT_ONCE) {
      const { filed, waiting } = await fileAgain(deps, files.slice(at, at + AT_ONCE), (access) =>
        request.trace(access),
      );
      retry.filed += filed;
      retry.waiting += waiting;
    }
    return retry;
  });

  answer(app, 'quarantine/dismiss', async ({ params, input, request }) => {
    const object = `quarantine/dismiss#${params.line}`;
    request.subject = { patient: null, object };
    if ((await dismissQuarantined(database, request.caller, params.line, input.reason)) === 0)
      throw new ExpectedFailure('not-found');
    await request.trace({ kind: 'oversight', patient: null, object });
    return {};
  });
};

/** Files of one line go through the door that they came by, as its system: the helpdesk itself writes nothing in a record. */
async function fileAgain(
  deps: Deps,
  files: readonly QuarantinedFile[],
  trace: (access: Access) => Promise<void>,
): Promise<QuarantineRetry> {
  const caller = toDoorCaller(deps.secrets);
  const [first] = files;
  if (first === undefined) return { filed: 0, waiting: 0 };
  const arrivals = [];
  for (const { sha256, bytes } of files) {
    const sink = openKnownSink({ sha256, bytes: Number(bytes) });
    arrivals.push(await receiveInstance(sink, createReadStream(deps.blobs.path(sha256))));
  }
  const door = { door: first.door, sender: first.sender, defer: false };
  const filings = await fileInstances(deps, caller, door, arrivals);
  const settled = files.filter((_, index) => {
    const filing = filings[index];
    return filing !== undefined && isFiled(filing.filed);
  });
  await settleQuarantined(
    deps.database,
    caller,
    settled.map(({ id }) => id),
  );
  await Promise.all(
    filings.map(({ instance, filed }) =>
      trace({
        kind: 'ingest',
        patient: filed.patient,
        object: 'facts' in instance ? instance.facts.instance : 'quarantine/retry',
        outcome: isFiled(filed) ? 'ok' : 'instance-quarantined',
      }),
    ),
  );
  return { filed: settled.length, waiting: files.length - settled.length };
}
