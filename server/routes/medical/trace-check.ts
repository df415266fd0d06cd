import { toTraceHeadPdf } from '../../documents/trace-head.ts';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Deps, Routes } from '../../deps.ts';
import { toBrusselsDay } from '../../domain/brussels.ts';
import { readCallerFacts } from '../../store/caller-facts.ts';
import { readStoredTrace } from '../../store/trace-chains.ts';
import { enterTrace } from '../../store/trace-store.ts';
import { openTraceChecker } from '../../trace/check-trace.ts';
import { toHeadNumber } from '../../trace/heads.ts';
import { TraceAltered } from '../../trace/keep-heads.ts';
import { answer } from '../answer.ts';

const MIB = 1024 * 1024;

/** The whole trace verified on the Director's screen, and the signed head of today for his safe [R21]. */
export const traceCheckRoutes: Routes = async (app, { database, trace, clock, log, heads, settings }) => {
  const checker = openTraceChecker(heads, clock, (error) => log.error({ err: error }, 'trace not verified'));

  answer(
    app,
    'trace/check',
    async ({ input, request }) => {
      const object = 'trace/check';
      request.subject = { patient: null, object };
      await enterTrace(database, request.caller);
      await request.trace({ kind: 'oversight', patient: null, object });
      const { caller } = request;
      const facts = await readCallerFacts(database, caller);
      await checker.start(
        () => readStoredTrace(database, caller),
        input.head,
        async (check) => {
          const found = check.state === 'done' && check.faults.length > 0 ? 'altered' : 'whole';
          const ended = { kind: 'oversight', patient: null, object: `${object}#${found}`, outcome: 'ok' } as const;
          await trace.append({ ...ended, ...facts, requestId: caller.requestId });
        },
      );
      return {};
    },
    { bodyLimit: 2 * MIB },
  );

  answer(
    app,
    'trace/read-check',
    async ({ request }) => {
      request.subject = { patient: null, object: 'trace/read-check' };
      await enterTrace(database, request.caller);
      const check = checker.read();
      if (check.state !== 'running')
        await request.trace({ kind: 'oversight', patient: null, object: 'trace/read-check' });
      return check;
    },
    { config: { untraced: 'how far a verification is, whose beginning and end are traced' } },
  );

  answer(app, 'trace/print-head', async ({ request }) => {
    request.subject = { patient: null, object: 'trace/print-head' };
    await enterTrace(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object: 'trace/print-head' });
    const { line, head } = await signHead(heads);
    return {
      name: toName(head.at, 'pdf'),
      type: 'application/pdf',
      base64: toTraceHeadPdf(settings.hospital, line, head).toString('base64'),
    };
  });

  answer(app, 'trace/save-head', async ({ request }) => {
    request.subject = { patient: null, object: 'trace/save-head' };
    await enterTrace(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object: 'trace/save-head' });
    const { line, head } = await signHead(heads);
    return {
      name: toName(head.at, `${toHeadNumber(line)}.json`),
      type: 'application/json',
      base64: Buffer.from(`${line}\n`).toString('base64'),
    };
  });
};

/** The head of today; refuses `conflict` over a trace that was altered. */
export async function signHead(heads: Deps['heads']): ReturnType<Deps['heads']['sign']> {
  try {
    return await heads.sign();
  } catch (error) {
    if (error instanceof TraceAltered) throw new ExpectedFailure('conflict', { cause: error });
    throw error;
  }
}

function toName(at: string, end: string): string {
  return `tete-de-trace-${toBrusselsDay(new Date(at))}${end === 'pdf' ? '.' : '-'}${end}`;
}
