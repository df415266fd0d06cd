import type { z } from 'zod';
import type { PcVersion, Rollout } from '../../../contracts/updates.ts';
import type { Routes } from '../../deps.ts';
import {
  listPcVersions,
  listReleases,
  pauseRelease,
  type PcVersionRow,
  pushRelease,
  type ReleaseRow,
  setRing,
  withdrawRelease,
} from '../../store/release-store.ts';
import { answer } from '../answer.ts';

/** Releases and rings, for the helpdesk: what is pushed, to whom, and how it fares; each deed is traced [X16] [C6]. */
export const releaseRoutes: Routes = async (app, { database }) => {
  answer(app, 'release/list', async ({ request }) => {
    const object = 'release/list';
    request.subject = { patient: null, object };
    const { releases, deeds, pilots, pcs } = await listReleases(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object });
    return {
      releases: releases.map((row) => ({
        counter: row.counter,
        version: row.version,
        made: row.made.toISOString(),
        expires: row.expires.toISOString(),
        addedAt: row.added_at.toISOString(),
        isWayBack: row.is_way_back,
        kinds: row.kinds,
        rollout: toRollout(row),
        standing: row.standing,
        reaches: row.reaches,
        installed: row.installed,
        failed: row.failed,
        wentBack: row.went_back,
      })),
      deeds: deeds.map((row) => ({
        at: row.at.toISOString(),
        by: row.by,
        counter: row.counter,
        deed: row.deed,
        rollout: toRollout(row),
      })),
      pilots,
      pcs,
    };
  });

  answer(app, 'release/push', async ({ params, input, request }) => {
    const { ring, percentage } = input;
    const object = `release/push#${params.counter}/${ring}/${percentage}${input.requiredFrom === null ? '' : '/required'}`;
    request.subject = { patient: null, object };
    await pushRelease(database, request.caller, Number(params.counter), input);
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });

  answer(app, 'release/pause', async ({ params, input, request }) => {
    const object = `release/${input.paused ? 'pause' : 'resume'}#${params.counter}`;
    request.subject = { patient: null, object };
    await pauseRelease(database, request.caller, Number(params.counter), input.paused);
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });

  answer(app, 'release/withdraw', async ({ params, request }) => {
    const object = `release/withdraw#${params.counter}`;
    request.subject = { patient: null, object };
    await withdrawRelease(database, request.caller, Number(params.counter));
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });

  answer(app, 'release/pcs', async ({ input, request }) => {
    const object = 'release/pcs';
    request.subject = { patient: null, object };
    const { total, rows } = await listPcVersions(database, request.caller, input);
    await request.trace({ kind: 'oversight', patient: null, object });
    return { total, lines: rows.map(toPcVersion) };
  });

  answer(app, 'release/set-ring', async ({ params, input, request }) => {
    const object = `release/ring#${params.pc}/${input.ring}`;
    request.subject = { patient: null, object };
    await setRing(database, request.caller, params.pc, input.ring);
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });
};

function toRollout({
  ring,
  percentage,
  required_from: required,
}: Pick<ReleaseRow, 'ring' | 'percentage' | 'required_from'>): z.infer<typeof Rollout> | null {
  if (ring === null || percentage === null) return null;
  return { ring, percentage, requiredFrom: required?.toISOString() ?? null };
}

function toPcVersion(row: PcVersionRow): z.infer<typeof PcVersion> {
  const { ended_counter: counter, ended: end, reason, ended_at: at } = row;
  return {
    pc: row.pc,
    name: row.name,
    ring: row.ring,
    version: row.version,
    counter: row.counter,
    askedAt: row.asked_at?.toISOString() ?? null,
    outcome: counter === null || end === null || at === null ? null : { counter, end, reason, at: at.toISOString() },
  };
}
