import { readEnv } from './env.ts';
import { openLog } from './log.ts';
import { serve } from './serve.ts';

const env = readEnv(process.env);
await serve(env, openLog(process.stderr, env.logLevel));
