import type { z } from 'zod';
import { ExpectedFailure, type Failure, type FailureCode, type Result } from '../../contracts/failure.ts';
import { type Ipc, ipc } from '../../contracts/ipc.ts';
import type { Log } from '../log/log.ts';
import { newToken } from '../log/token.ts';

type Awaitable<T> = T | Promise<T>;

type Questions = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>;

/** One function per question of a table; input and output are checked around it. */
export type AnswersTo<Q extends Questions> = {
  readonly [C in keyof Q]: (input: z.output<Q[C]['input']>) => Awaitable<z.input<Q[C]['output']> | void>;
};

/** Those of the window. */
export type Answers = AnswersTo<Ipc>;

/** What of an incoming message decides whether its sender is the app's own window. */
export interface Sender {
  /** Origin of the frame that sent it, null when it is gone. */
  readonly origin: string | null;
  /** True for the top frame of the window that this process opened. */
  readonly isMainFrame: boolean;
}

/**
 * Turns whatever was thrown into what may cross the border; the cause stands only in the log, an expected refusal without its cause
 * not even there twice.
 */
export function toFailure(cause: unknown, channel: string, log: Log): Failure {
  const incident = newToken().toUpperCase();
  const code: FailureCode = cause instanceof ExpectedFailure ? cause.code : 'bug';
  log.write(code === 'bug' ? 'ipc/bug' : 'ipc/refused', { channel, code, incident }, cause);
  return { code, incident };
}

/** Checks the sender, the question and its own answer, in that order, without exemptions; answers with a `Result`, never a throw. */
export function makeAnswer(answers: Answers, ownOrigin: string, log: Log): ReturnType<typeof makeAnswerTo<Ipc>> {
  return makeAnswerTo(ipc, answers, ownOrigin, log);
}

/** The same for another table of questions: nothing that does not stand in it is answered. */
export function makeAnswerTo<Q extends Questions>(table: Q, answers: AnswersTo<Q>, ownOrigin: string, log: Log) {
  const isChannel = (channel: unknown): channel is keyof Q & string =>
    typeof channel === 'string' && Object.hasOwn(table, channel);
  return async function answer(channel: unknown, sender: Sender, question: unknown): Promise<Result<unknown>> {
    try {
      if (!sender.isMainFrame || sender.origin !== ownOrigin) throw new ExpectedFailure('input-invalid');
      if (!isChannel(channel)) throw new ExpectedFailure('input-invalid');
      const row = table[channel] as Questions[string];
      const input = row.input.safeParse(question);
      if (!input.success) throw new ExpectedFailure('input-invalid', { cause: input.error });
      const respond = answers[channel] as unknown as (input: unknown) => Awaitable<unknown>;
      const value = await respond(input.data);
      return { ok: true, value: row.output.parse(value ?? {}) };
    } catch (cause) {
      return { ok: false, error: toFailure(cause, isChannel(channel) ? channel : '', log) };
    }
  };
}
