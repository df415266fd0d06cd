import { spawn } from 'node:child_process';
import { basename, dirname } from 'node:path';
import type { UpdateOutcome, UpdateReason } from '../../contracts/updates.ts';
import type { UpdatePlaces } from './places.ts';

/** How a deed of root's helper ended; null: it was done. */
export type HelperEnd = { readonly end: 'refused' | 'failed'; readonly reason: UpdateReason } | null;

const refused = (reason: UpdateReason): HelperEnd => ({ end: 'refused' satisfies UpdateOutcome['end'], reason });
const failed = (reason: UpdateReason): HelperEnd => ({ end: 'failed' satisfies UpdateOutcome['end'], reason });

/** The helper's exit codes (adr/0182); 126 and 127 are pkexec's and the shell's: nobody allowed it, or there is none. */
const ENDS: Readonly<Record<string, HelperEnd>> = {
  0: null,
  10: refused('signature'),
  11: refused('unreadable'),
  12: refused('counter'),
  13: refused('expired'),
  14: refused('kind'),
  15: refused('size'),
  16: refused('hash'),
  17: failed('disk-full'),
  18: failed('busy'),
  19: failed('package-manager'),
  20: failed('not-permitted'),
  21: failed('interrupted'),
  126: failed('not-permitted'),
  127: failed('not-permitted'),
};

/** What an exit code of the helper, or of what stands before it, means. */
export function toHelperEnd(code: string): HelperEnd {
  const end = ENDS[code];
  return end === undefined ? failed('interrupted') : end;
}

/** Nothing of the user's environment reaches what runs as root; pkexec itself passes none of it on. */
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' };
const PATIENCE = 120_000;

/** Tells root's helper that the window of the version on trial stands. */
export function keepVersion([program, ...before]: UpdatePlaces['helper'], patience = PATIENCE): Promise<HelperEnd> {
  return new Promise((resolve) => {
    const child = spawn(program, [...before, 'keep'], { stdio: 'ignore', env: ENVIRONMENT, cwd: '/' });
    const timer = setTimeout(() => resolve(failed('interrupted')), patience).unref();
    const end = (one: HelperEnd): void => {
      clearTimeout(timer);
      resolve(one);
    };
    child.once('error', () => end(failed('not-permitted')));
    child.once('exit', (code) => end(toHelperEnd(String(code))));
  });
}

/**
 * Waits for root's helper in the app's place: the helper installs nothing while the app runs, and pkexec serves nobody whose parent is
 * gone. Its text is constant; what differs comes as arguments. The launcher comes in two parts, since the helper takes whoever bears its
 * whole path among his arguments for a launcher that is about to start the app.
 */
const STAND_IN = `
code_file=$1 launcher_folder=$2 launcher_name=$3 again=$4
shift 4
code=0
env -i PATH=${ENVIRONMENT.PATH} LANG=${ENVIRONMENT.LANG} "$@" || code=$?
printf '%s\\n' "$code" >"$code_file.new" && mv -f "$code_file.new" "$code_file"
[ "$again" != yes ] || exec "$launcher_folder/$launcher_name"
`;

/** What is to be installed, and what follows. */
export interface InstallOrder {
  /** Holds release.txt, release.sig and the package. */
  readonly folder: string;
  /** Where the helper's exit code is left for the next start. */
  readonly codeFile: string;
  /** Starts the app again, whether it was installed or not. */
  readonly restart: boolean;
}

/** Starts root's helper as a session of its own, which begins its work once this app is gone; answers the id of who waits for it. */
export function startInstall({ helper, launcher }: UpdatePlaces, { folder, codeFile, restart }: InstallOrder): number {
  const facts = [codeFile, dirname(launcher), basename(launcher), restart ? 'yes' : 'no'];
  const child = spawn('/bin/sh', ['-c', STAND_IN, 'update', ...facts, ...helper, 'install', folder], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
  });
  child.once('error', () => undefined);
  child.unref();
  return child.pid ?? 0;
}
