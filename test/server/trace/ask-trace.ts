import type { TraceFilter, TraceList, TracePlace } from '../../../contracts/trace.ts';
import type { SignedIn } from '../support/test-hospital.ts';

/** Asks nothing: every entry. */
export const emptyFilter: TraceFilter = {
  patient: null,
  person: null,
  pc: null,
  from: null,
  to: null,
  kind: null,
  outcome: null,
};

/** One page of a filter, as the Director's screen asks it. */
export async function askTrace(
  who: SignedIn,
  filter: Partial<TraceFilter>,
  before: TracePlace | null = null,
): Promise<{ status: number; body: TraceList }> {
  const { status, body } = await who.ask<TraceList>('POST', '/api/trace/entries', {
    body: { filter: { ...emptyFilter, ...filter }, before },
  });
  return { status, body };
}

/** Every page of a filter. */
export async function listAll(who: SignedIn, filter: Partial<TraceFilter>): Promise<TraceList['lines']> {
  const lines: TraceList['lines'] = [];
  for (let before: TracePlace | null = null; ; ) {
    const { status, body } = await askTrace(who, filter, before);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    lines.push(...body.lines);
    before = body.next;
    if (before === null) return lines;
  }
}
