import { existsSync } from 'node:fs';

const SETPRIV = '/usr/bin/setpriv';

/** The command such that it ends when this process does, however that ends; unchanged where the system cannot tie them. */
export function toTiedCommand(program: string, args: readonly string[]): [program: string, args: readonly string[]] {
  if (process.platform !== 'linux' || !existsSync(SETPRIV)) return [program, args];
  return [SETPRIV, ['--pdeathsig', 'TERM', '--', program, ...args]];
}
