import { Rollout } from '../../contracts/updates.ts';
import { toPlaces } from '../places.ts';
import { type Decision, openReleaseBook, type ReleaseBook } from '../postgres/release-book.ts';
import { type Command, type CommandContext, CommandRefused } from './command.ts';
import { one, readArguments } from './read-arguments.ts';
import { addRelease } from './release-add.ts';
import { listReleases } from './release-list.ts';
import { traceDeed, withAdmin } from './with-admin.ts';

const usage = `passerelle-server release add <folder> --operator "<your name>"     verifies what the safe signed, and files it
passerelle-server release list                                      every release, and whether its packages are there
passerelle-server release push <counter> --ring pilot|everyone --percentage <1 to 100> [--required-from <date>] --operator "<your name>"
passerelle-server release pause|resume|withdraw <counter> --operator "<your name>"

Adding a release offers it to nobody: the helpdesk pushes it in the application, or push does here. Each deed is traced.`;

const REFUSALS: Readonly<Record<string, string>> = {
  'not-found': 'No release has this counter: passerelle-server release list names those there are.',
  conflict: 'This release is withdrawn, expired or was not pushed yet.',
  'input-invalid': 'A release cannot be required from a date on which it has expired.',
};

/** Releases of the program on the hospital's server: takes what the safe signed, and decides how far each goes. */
export const release: Command = {
  usage,
  run: async (context) => {
    const { options, words } = readArguments(context.args, ['operator', 'ring', 'percentage', 'required-from'], usage);
    const [deed, subject, more] = words;
    if (more !== undefined || (deed === 'list') !== (subject === undefined)) throw new CommandRefused(usage);
    const by = deed === 'list' ? '' : toBy(one(options.operator, usage));
    const decision = deed === 'list' || deed === 'add' ? null : toDecision(deed, options);
    const env = context.readEnv();
    if (deed === 'add' && env.updateKeys.length === 0)
      throw new CommandRefused('UPDATE_KEYS is not set: nothing says whose signature counts, and no release is taken.');
    await withAdmin(env, async (admin) => {
      const book = await openReleaseBook(admin);
      if (book === null) throw new CommandRefused('Another release command is at work: wait for its end.');
      const trace = (object: string) => () => traceDeed(env.data, admin, object);
      const { releases } = toPlaces(env.data);
      try {
        if (deed === 'list') await listReleases(book, releases, context);
        else if (decision === null)
          await addRelease(book, { from: subject ?? '', releases, keys: env.updateKeys, by, trace }, context);
        else await decide(book, toCounter(subject), decision, { by, trace }, context);
      } finally {
        await book.close();
      }
    });
    return 0;
  },
};

async function decide(
  book: ReleaseBook,
  counter: number,
  decision: Decision,
  { by, trace }: { readonly by: string; trace(object: string): () => Promise<void> },
  { say }: CommandContext,
): Promise<void> {
  const far = decision.deed === 'push' ? `/${decision.ring}/${decision.percentage}` : '';
  const answer = await book.decide(counter, decision, by, trace(`release/${decision.deed}#${counter}${far}`));
  if (answer !== 'done') throw new CommandRefused(REFUSALS[answer.refused] ?? answer.refused);
  say(`Release ${counter}: ${decision.deed} done. PCs learn it at their next question.`);
}

function toDecision(deed: string | undefined, options: Partial<Record<string, readonly string[]>>): Decision {
  if (deed === 'pause' || deed === 'resume' || deed === 'withdraw') return { deed };
  if (deed !== 'push') throw new CommandRefused(usage);
  const required = options['required-from']?.[0];
  const requiredFrom = required === undefined ? null : new Date(required);
  if (requiredFrom !== null && Number.isNaN(requiredFrom.getTime()))
    throw new CommandRefused(`${required} is no date: write 2026-11-30 or 2026-11-30T18:00:00Z.`);
  const read = Rollout.safeParse({
    ring: one(options['ring'], usage),
    percentage: Number(one(options['percentage'], usage)),
    requiredFrom: requiredFrom?.toISOString() ?? null,
  });
  if (!read.success) throw new CommandRefused(usage);
  return { deed, ring: read.data.ring, percentage: read.data.percentage, requiredFrom };
}

function toCounter(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,8}$/.test(text)) throw new CommandRefused(usage);
  return Number(text);
}

/** As the deeds name whoever ran a command on the server's own machine (adr/0141). */
function toBy(operator: string): string {
  const name = operator.trim();
  if (name.length < 3 || name.length > 80) throw new CommandRefused('--operator wants your name, 3 to 80 characters.');
  return `${name}, sur le serveur de l’hôpital`;
}
