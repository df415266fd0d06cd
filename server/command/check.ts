import { checkCertificates } from '../check/check-certificates.ts';
import { checkBackupAge, checkBlobs, checkDisk, checkFolder, checkReleases } from '../check/check-data.ts';
import { checkClock, checkMigrations, checkReachable, checkRoles, checkTrace } from '../check/check-database.ts';
import { checkListener, checkPacs } from '../check/check-doors.ts';
import { broken, type Checked, type Finding } from '../check/finding.ts';
import { ConfigRefused } from '../config/read-config.ts';
import type { ServerEnv } from '../env.ts';
import { redactText } from '../log.ts';
import { toPlaces } from '../places.ts';
import { leaveAdmin, openAdmin } from '../postgres/admin.ts';
import { openInspection } from '../postgres/inspect.ts';
import { becomeOwner } from './become-owner.ts';
import { type Command, type CommandContext, CommandRefused } from './command.ts';

const usage = 'passerelle-server check';
const SIGNS = { good: '✓', doubtful: '!', broken: '✗' } as const;

type Step = readonly [name: string, run: (checked: Checked) => Promise<readonly Finding[]>];

/** In this order: what a later one needs was looked at before it. */
const STEPS: readonly Step[] = [
  ['disk', checkDisk],
  ['certificates', checkCertificates],
  ['database', checkReachable],
  ['roles', checkRoles],
  ['migrations', checkMigrations],
  ['clock', checkClock],
  ['trace', checkTrace],
  ['files', checkBlobs],
  ['releases', checkReleases],
  ['PACS', checkPacs],
  ['listener', checkListener],
  ['backup', checkBackupAge],
];

/** Looks at everything that a hospital's server stands on and names what is broken; 1 when anything is. */
export const check: Command = {
  usage,
  run: async (context) => {
    if (context.args.length > 0) throw new CommandRefused(usage);
    let env: ServerEnv;
    try {
      env = context.readEnv();
    } catch (error) {
      if (!(error instanceof ConfigRefused)) throw error;
      for (const fault of error.faults) tell(context, 'configuration', broken(fault));
      return 1;
    }
    becomeOwner(env.data);
    const folder = await run(['data folder', checkFolder], { env, now: new Date(), database: null }, context);
    // Without a hospital there is nothing else to look at.
    return folder ? ((await runAll(env, context)) ? 0 : 1) : 1;
  },
};

async function runAll(env: ServerEnv, context: CommandContext): Promise<boolean> {
  const admin = await openAdmin(toPlaces(env.data).postgres, env.databaseUrl).catch(() => null);
  try {
    const database = admin === null ? null : await openInspection(admin.connection).catch(() => null);
    try {
      let whole = true;
      for (const step of STEPS) whole = (await run(step, { env, now: new Date(), database }, context)) && whole;
      return whole;
    } finally {
      await database?.close();
    }
  } finally {
    if (admin !== null) await leaveAdmin(admin);
  }
}

async function run([name, look]: Step, checked: Checked, context: CommandContext): Promise<boolean> {
  let found: readonly Finding[];
  try {
    found = await look(checked);
  } catch (error) {
    found = [broken(redactText(error instanceof Error ? error.message : String(error)))];
  }
  for (const finding of found) tell(context, name, finding);
  return found.every(({ level }) => level !== 'broken');
}

function tell({ say, complain }: CommandContext, name: string, { level, text }: Finding): void {
  const line = `${SIGNS[level]} ${name}: ${text}`;
  if (level === 'broken') complain(line);
  else say(line);
}
