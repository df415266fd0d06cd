import type { PcLine, ToldFault } from '../../../contracts/pcs.ts';
import { faultCodes } from '../../../contracts/pc-report.ts';
import { ipc } from '../../../contracts/ipc.ts';
import type { Routes } from '../../deps.ts';
import { redactText } from '../../log.ts';
import { type FaultRow, listPcs, type PcRow, revokePc } from '../../store/pc-store.ts';
import { answer } from '../answer.ts';

/** The PCs, for the helpdesk: how they do, and out of service with them [X16] [R06]. */
export const pcRoutes: Routes = async (app, { database, refreshAdmission }) => {
  answer(app, 'pc/list', async ({ input, request }) => {
    request.subject = { patient: null, object: 'pc/list' };
    const { total, rows } = await listPcs(database, request.caller, input);
    await request.trace({ kind: 'oversight', patient: null, object: 'pc/list' });
    return { total, lines: rows.map(toLine) };
  });

  answer(app, 'pc/revoke', async ({ params, input, request }) => {
    const object = `pc/revoke#${params.pc}`;
    request.subject = { patient: null, object };
    const closed = await revokePc(database, request.caller, params.pc, redactText(input.reason));
    // Its open connections close now; the notice of the database would do the same a moment later.
    await refreshAdmission();
    await request.trace({ kind: 'identity', patient: null, object });
    return { ...closed, copiesEndAt: closed.copiesEndAt?.toISOString() ?? null };
  });
};

const toInstant = (text: string): string => new Date(text).toISOString();
const toInstantOrNull = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : toInstant(text);
const toPace = (median: number | null, count: number) => (median === null || count === 0 ? null : { median, count });

function toLine({ report, revocation, people, ...row }: PcRow): PcLine {
  const faults = (report?.faults ?? []).map(toFault);
  return {
    ...row,
    people: people.map((one) => ({ ...one, lastAt: toInstantOrNull(one.lastAt) })),
    enrolledAt: row.enrolledAt.toISOString(),
    lastContact: row.lastContact.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    copiesEndAt: row.copiesEndAt?.toISOString() ?? null,
    report:
      report === null
        ? null
        : {
            at: toInstant(report.at),
            version: report.version,
            platform: report.platform,
            systemVersion: report.system_version,
            record: toPace(report.record_ms, report.record_count),
            document: toPace(report.document_ms, report.document_count),
            bytesPerSecond: report.bytes_per_second,
            error: faults[0] ?? null,
            errors: faults,
          },
    revocation:
      revocation === null
        ? null
        : {
            ...revocation,
            at: toInstant(revocation.at),
            copiesEndAt: toInstantOrNull(revocation.copiesEndAt),
            toldAt: toInstantOrNull(revocation.toldAt),
          },
  };
}

/** A PC may send what it likes in the form of a route: what is none of ours is not shown. */
function toFault({ at, incident, code: told, route }: FaultRow): ToldFault {
  const code = faultCodes.find((one) => one === told) ?? 'bug';
  return { at: toInstant(at), incident, code, route: Object.hasOwn(ipc, route) ? route : null };
}
