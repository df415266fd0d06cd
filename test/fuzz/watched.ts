import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type Court, type Report, tell, type Verdict } from './verdict.ts';

/** What the child is told and answers. */
export interface ChildQuestion {
  readonly seed: number;
  readonly number: number;
}
export type ChildAnswer = Verdict & { readonly number: number; readonly rss: number };

/** Wall clock after which a child that says nothing is ended: much beyond every limit of processor time. */
const PATIENCE_MS = 90_000;
const MOST_MEMORY = 1.5 * 2 ** 30;

/** Runs a subject in a process of its own, so that a crash, a hang or a flood of memory is one fault and not the end of the run. */
export async function runWatched(subject: string, seed: number, count: number, first: number): Promise<Report> {
  const court = openWatched(subject);
  try {
    return await tell(subject, seed, count, first, court.judge);
  } finally {
    await court.close();
  }
}

function openWatched(subject: string): Court {
  let child: ChildProcess | null = null;
  let answered = false;
  const start = (): ChildProcess =>
    fork(join(import.meta.dirname, 'fuzz-child.ts'), [subject], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=1024'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  const stop = (): void => {
    child?.kill('SIGKILL');
    child = null;
  };
  return {
    judge: async (seed, number) => {
      child ??= start();
      const answer = await ask(child, { seed, number });
      if ('rss' in answer) {
        answered = true;
        if (answer.rss < MOST_MEMORY) return answer;
        stop();
        return { ...answer, fault: answer.fault ?? `holds ${Math.round(answer.rss / 2 ** 20)} MiB` };
      }
      stop();
      // A child that never gets as far as a mutation is broken itself.
      if (!answered && answer.outcome === 'crash') throw new Error(`${subject}: ${answer.fault}`);
      return answer;
    },
    close: () => {
      stop();
      return Promise.resolve();
    },
  };
}

function ask(child: ChildProcess, question: ChildQuestion): Promise<ChildAnswer | Verdict> {
  return new Promise((resolve) => {
    const end = (answer: ChildAnswer | Verdict): void => {
      clearTimeout(timer);
      child.off('message', heard).off('exit', ended);
      resolve(answer);
    };
    const heard = (answer: unknown): void => end(answer as ChildAnswer);
    const ended = (code: number | null, signal: string | null): void =>
      end({ outcome: 'crash', fault: `the process ended with ${code ?? signal}` });
    const timer = setTimeout(
      () => end({ outcome: 'hang', fault: `no answer within ${PATIENCE_MS / 1000} s` }),
      PATIENCE_MS,
    );
    child.on('message', heard).on('exit', ended);
    child.send(question);
  });
}
