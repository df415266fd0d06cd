import { Role } from '../../contracts/person.ts';
import { toUrls } from '../env.ts';
import { writeInvitation } from '../found-hospital.ts';
import { openAccountBook } from '../postgres/accounts.ts';
import { type Command, CommandRefused } from './command.ts';
import { toAccount } from './init.ts';
import { writeInvitationLetter } from './invitation-letter.ts';
import { maybe, readArguments } from './read-arguments.ts';
import { traceDeed, withAdmin } from './with-admin.ts';

const usage = `passerelle-server invite <login>                                    a new code for an account
passerelle-server invite <login> --role desk --name "<name>"       the same for a new account: desk, helpdesk or director

Earlier codes of the account that enrolled no PC stop working. A physician's account is made by the Director's decision alone.`;

/** Writes the two halves of an invitation, for an account that is there or for a new one of the hospital's own people. */
export const invite: Command = {
  usage,
  run: async ({ args, readEnv, say }) => {
    const { options, words } = readArguments(args, ['role', 'name'], usage);
    const [login, more] = words;
    const [role, name] = [maybe(options.role, usage), maybe(options.name, usage)];
    if (login === undefined || more !== undefined || (role === null) !== (name === null))
      throw new CommandRefused(usage);
    const account = role === null || name === null ? null : toAccount({ role: toStaffRole(role), login, name });
    const env = readEnv();
    const written = await withAdmin(env, async (admin) => {
      const book = await openAccountBook(admin);
      try {
        const known = await book.findAccount(login);
        if (account === null && known === null) throw new CommandRefused(`No account has the login ${login}.`);
        if (account !== null && known !== null) throw new CommandRefused(`The login ${login} is taken.`);
        const person = known ?? account;
        if (person === null) throw new CommandRefused(usage);
        // Durable in the trace before the code exists.
        await traceDeed(env.data, admin, `${known === null ? 'account' : 'invitation'}/by-server#${person.id}`);
        if (known === null) await book.addAccount(person);
        const code = await writeInvitation(book, env.data, login, toUrls(env));
        return writeInvitationLetter(env.data, person, code, new Date());
      } finally {
        await book.close();
      }
    });
    say(`Invitation: ${written.file}`);
    say(`Letter, to print and then delete: ${written.letter}`);
    return 0;
  },
};

function toStaffRole(text: string): Role {
  const role = Role.safeParse(text);
  if (!role.success || role.data === 'physician')
    throw new CommandRefused(
      'A new account is of desk, helpdesk or director: a physician asks for access, and the Director decides.',
    );
  return role.data;
}
