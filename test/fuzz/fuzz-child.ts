import type { Court } from './verdict.ts';
import type { ChildAnswer, ChildQuestion } from './watched.ts';

// One subject, one mutation at a time; the parent watches. What is rejected late and by nobody is told with the answer.
const { openCourt } = (await import(`./${process.argv[2] ?? ''}.ts`)) as { openCourt: () => Promise<Court> };
const { judge } = await openCourt();
let stray: unknown = null;
process.on('unhandledRejection', (reason) => {
  stray = reason;
});

async function answer({ seed, number }: ChildQuestion): Promise<ChildAnswer> {
  stray = null;
  const verdict = await judge(seed, number);
  await new Promise((resolve) => setImmediate(resolve));
  const rss = process.memoryUsage.rss();
  const late = stray === null ? '' : ', and a rejection that nobody hears';
  return { ...verdict, outcome: verdict.outcome + late, number, rss };
}

process.on('message', (question: ChildQuestion) => {
  void answer(question).then(
    (reply) => process.send?.(reply),
    (error: unknown) => {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ outcome: 'thrown', fault: what, number: question.number, rss: 0 });
    },
  );
});
process.on('disconnect', () => process.exit(0));
