import { assertPrivateKeys } from '../check/private-keys.ts';
import { assertFinished } from '../empty-place.ts';
import { openLog } from '../log.ts';
import { serve as serveHospital } from '../serve.ts';
import { becomeOwner } from './become-owner.ts';
import type { Command } from './command.ts';

/** Serves the hospital until it is told to end; refuses keys that other accounts can read. */
export const serve: Command = {
  usage: 'passerelle-server serve',
  run: async ({ readEnv }) => {
    const env = readEnv();
    assertFinished(env.data);
    becomeOwner(env.data);
    assertPrivateKeys(env.data);
    await serveHospital(env, openLog(process.stderr, env.logLevel));
    return 0;
  },
};
