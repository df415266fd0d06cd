import { backup, backupKey } from './backup.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { init } from './init.ts';
import { invite } from './invite.ts';
import { resetDirector } from './reset-director.ts';
import { restore } from './restore.ts';
import { serve } from './serve.ts';
import { verifyTrace } from './verify-trace.ts';

/** Every command of passerelle-server; a new one is a file beside this and its line here. */
export const commands: Readonly<Record<string, Command>> = {
  init,
  check,
  serve,
  invite,
  'reset-director': resetDirector,
  backup,
  'backup-key': backupKey,
  restore,
  'verify-trace': verifyTrace,
};
