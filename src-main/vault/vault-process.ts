import { ExpectedFailure } from '../../contracts/failure.ts';
import { giveBack } from './give-back.ts';
import type { VaultAnswer, VaultNews, VaultQuestion } from './protocol.ts';
import { openVaultDesk, toCode } from './vault-desk.ts';

/** Utility process: the only place where the local copy is readable. It has no network and no keychain; keys come with `open`. */
const { parentPort } = process;

const desk = openVaultDesk(
  (news: VaultNews) => parentPort.postMessage(news),
  async (password, { salt, memoryCost, timeCost, parallelism }) => {
    const { hashRaw } = await import('@node-rs/argon2');
    // algorithm 2 is argon2id; the package's const enum cannot be named under isolatedModules.
    return await hashRaw(password, { salt, memoryCost, timeCost, parallelism, outputLen: 32, algorithm: 2 });
  },
);

parentPort.on('message', ({ data, ports }) => {
  const question = data as VaultQuestion;
  const [channel] = ports;
  if (question.order === 'pixels' && channel) {
    const port = desk.deliver(question.input.patient, question.input.study, {
      postMessage(answer) {
        channel.postMessage(answer);
        if ('bytes' in answer) giveBack(answer.bytes);
      },
      close: () => channel.close(),
    });
    channel.on('message', (message) => port.ask(message.data));
    channel.on('close', () => port.close(null));
    channel.start();
  }
  desk.obey(question.order, question.input as never).then(
    (value) => {
      parentPort.postMessage({ id: question.id, ok: true, value } satisfies VaultAnswer);
      if (question.order === 'store') giveBack(question.input.bytes);
      if (question.order === 'read') giveBack(value);
    },
    (cause: unknown) =>
      parentPort.postMessage({
        id: question.id,
        ok: false,
        code: toCode(cause),
        // A bug's stack holds places in the code; its message, which may quote data, stays here.
        ...(cause instanceof Error && !(cause instanceof ExpectedFailure)
          ? { cause: (cause.stack ?? '').replace(cause.message, '') }
          : {}),
      } satisfies VaultAnswer),
  );
});
