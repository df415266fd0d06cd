import { describe, expect, it } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { type IpcChannel, ipc } from '../../../contracts/ipc.ts';
import { type Answers, makeAnswer } from '../../../src-main/ipc/answer.ts';
import { openMemoryLog } from '../support/test-practice.ts';

const origin = 'app://passerelle';
const own = { origin, isMainFrame: true };

function anAnswer(channel: IpcChannel, answer: (input: unknown) => unknown) {
  const asked: unknown[] = [];
  const log = openMemoryLog();
  const respond = (input: unknown): unknown => {
    asked.push(input);
    return answer(input);
  };
  const answers = Object.fromEntries(
    Object.keys(ipc).map((name) => [name, name === channel ? respond : () => undefined]),
  ) as unknown as Answers;
  return { ask: makeAnswer(answers, origin, log), asked, log };
}

describe('the one function that answers the window', () => {
  it.each([
    ['another origin', { origin: 'https://example.org', isMainFrame: true }],
    ['a frame inside the window', { origin, isMainFrame: false }],
    ['a frame that is gone', { origin: null, isMainFrame: true }],
  ])('answers nothing to %s', async (_who, sender) => {
    const { ask, asked } = anAnswer('app/report-activity', () => ({}));
    expect(await ask('app/report-activity', sender, {})).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
    expect(asked).toEqual([]);
  });

  it.each([
    ['a question that does not fit', 'record/open', { patient: 'x' }],
    ['a question with something more', 'app/report-activity', { more: 1 }],
    ['a channel that is none', 'app/everything', {}],
    ['a channel of the prototype', 'constructor', {}],
    ['a channel that is no text', 7, {}],
  ])('refuses %s', async (_what, channel, question) => {
    const { ask, asked } = anAnswer('record/open', () => ({}));
    expect(await ask(channel, own, question)).toMatchObject({ ok: false, error: { code: 'input-invalid' } });
    expect(asked).toEqual([]);
  });

  it('checks its own answer: what does not fit never leaves', async () => {
    const { ask, log } = anAnswer('enrolment/choose-file', () => ({ hospital: 'H', secret: 'x' }));
    expect(await ask('enrolment/choose-file', own, {})).toMatchObject({ ok: false, error: { code: 'bug' } });
    expect(log.lines[0]?.event).toBe('ipc/bug');
  });

  it('answers a refusal by its code, a bug by an incident that the log knows, and never by a message', async () => {
    const refused = anAnswer('session/lock', () => {
      throw new ExpectedFailure('vault-locked');
    });
    expect(await refused.ask('session/lock', own, {})).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
    const broken = anAnswer('session/lock', () => {
      throw new Error('Marie Dubois');
    });
    const result = await broken.ask('session/lock', own, {});
    expect(JSON.stringify(result)).not.toContain('Dubois');
    expect(broken.log.lines[0]?.facts).toMatchObject({
      incident: (result as { error: { incident: string } }).error.incident,
    });
  });
});
