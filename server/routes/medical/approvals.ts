import type { Routes } from '../../deps.ts';
import { redactText } from '../../log.ts';
import {
  askReissue,
  contestReissue,
  decideReissue,
  findPeople,
  listOwnNotices,
  listReissues,
  type ReissueRow,
  withdrawReissue,
} from '../../store/approval-store.ts';
import { listCommandResets } from '../../store/command-reset-store.ts';
import type { Reissue } from '../../../contracts/approval.ts';
import { answer } from '../answer.ts';

const toInstant = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Letters again and new factors: the helpdesk asks, the Director decides, whom it is for may stop it [R02] [R07]. */
export const approvalRoutes: Routes = async (app, { database, refreshAdmission }) => {
  answer(app, 'person/find', async ({ input, request }) => {
    request.subject = { patient: null, object: 'person/find' };
    const people = await findPeople(database, request.caller, input.search);
    await request.trace({ kind: 'oversight', patient: null, object: 'person/find' });
    return people.map((one) => ({ ...one, lastAt: toInstant(one.lastAt) }));
  });

  answer(app, 'reissue/list', async ({ request }) => {
    request.subject = { patient: null, object: 'reissue/list' };
    const rows = await listReissues(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object: 'reissue/list' });
    return rows.map(toReissue);
  });

  answer(app, 'reissue/ask', async ({ input, request }) => {
    request.subject = { patient: null, object: `reissue/ask#${input.person}` };
    const reissue = await askReissue(database, request.caller, { ...input, why: redactText(input.why) });
    await request.trace({ kind: 'identity', patient: null, object: `reissue/ask#${reissue}` });
    return { reissue };
  });

  answer(app, 'reissue/withdraw', async ({ params, request }) => {
    const object = `reissue/withdraw#${params.reissue}`;
    request.subject = { patient: null, object };
    await withdrawReissue(database, request.caller, params.reissue);
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });

  answer(app, 'reissue/approve', async ({ params, request }) => {
    const object = `reissue/approve#${params.reissue}`;
    request.subject = { patient: null, object };
    await decideReissue(database, request.caller, params.reissue, null);
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });

  answer(app, 'reissue/refuse', async ({ params, input, request }) => {
    const object = `reissue/refuse#${params.reissue}`;
    request.subject = { patient: null, object };
    await decideReissue(database, request.caller, params.reissue, redactText(input.reason));
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });

  answer(
    app,
    'notice/list',
    async ({ request }) => {
      const [own, byServer] = await Promise.all([
        listOwnNotices(database, request.caller),
        listCommandResets(database, request.caller),
      ]);
      const others = own.filter(({ id }) => !byServer.some((reset) => reset.id === id));
      return [...byServer, ...others].map(({ askedAt, approvedAt, usedAt, contestedAt, ...notice }) => ({
        ...notice,
        askedAt: askedAt.toISOString(),
        approvedAt: toInstant(approvedAt),
        usedAt: toInstant(usedAt),
        contestedAt: toInstant(contestedAt),
      }));
    },
    { config: { untraced: 'tells people of their own account alone, at each sign-in' } },
  );

  answer(app, 'notice/contest', async ({ params, request }) => {
    const object = `notice/contest#${params.reissue}`;
    request.subject = { patient: null, object };
    await contestReissue(database, request.caller, params.reissue);
    await refreshAdmission();
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });
};

function toReissue({ person, name, role, ...row }: ReissueRow): Reissue {
  return {
    ...row,
    person: { id: person, name, role },
    askedAt: row.askedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    decidedAt: toInstant(row.decidedAt),
    stoppedAt: toInstant(row.stoppedAt),
    usedAt: toInstant(row.usedAt),
    lastAt: toInstant(row.lastAt),
  };
}
