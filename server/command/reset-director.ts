import { resetDirector as reset } from '../postgres/director-reset.ts';
import { type Command, CommandRefused } from './command.ts';
import { one, readArguments } from './read-arguments.ts';
import { traceDeed, withAdmin } from './with-admin.ts';

const usage = 'passerelle-server reset-director <login> --operator "<your name>" --why "<reason>" [stolen]';

/** Queues a reset letter for a hospital's only Director (adr/0141). */
export const resetDirector: Command = {
  usage,
  run: async ({ args, readEnv, say }) => {
    const { options, words } = readArguments(args, ['operator', 'why'], usage);
    const [login, stolen, more] = words;
    if (login === undefined || more !== undefined || (stolen !== undefined && stolen !== 'stolen'))
      throw new CommandRefused(usage);
    const [operator, why] = [one(options.operator, usage), one(options.why, usage)];
    const env = readEnv();
    await withAdmin(env, (admin) =>
      reset(admin, { login, operator, why, stolen: stolen === 'stolen' }, (id) =>
        traceDeed(env.data, admin, `reissue/by-server#${id}`),
      ),
    );
    say('The letter waits at the patient desk: printed and posted there, it brings the Director a new code.');
    return 0;
  },
};
