import { parseArgs } from 'node:util';
import { readPassphrase } from './read-passphrase.ts';
import { SignRefused } from './sign-refused.ts';
import { signRelease } from './sign-release.ts';
import { openUpdateKey, writeUpdateKey } from './update-key.ts';

/** How the command is used. */
export const usage = `npm run release -- key <folder>
npm run release -- sign --key <file> --counter <n> --expires <date> [--version <v>] --out <new folder> <package>…

key: makes the pair that signs releases. The .key.age file goes into the safe, the .pem into every package (PASSERELLE_UPDATE_KEYS) and
onto the hospitals' servers (UPDATE_KEYS). sign: on a machine without a network; its folder is what passerelle-server release add takes.
The passphrase is typed, or read from --passphrase-file <file>; never an argument.`;

/** Runs `key` or `sign`; `say` is handed each line for whoever ran it. Throws `SignRefused` with a sentence. */
export async function runRelease(
  args: readonly string[],
  { say, now, version: usual }: { say(line: string): void; readonly now: Date; readonly version: string },
): Promise<void> {
  const { values, words } = parse(args);
  const [deed, ...rest] = words;
  const file = values['passphrase-file'] ?? null;
  if (deed === 'key') {
    const [folder, more] = rest;
    if (folder === undefined || more !== undefined) throw new SignRefused(usage);
    const { keyFile, publicFile } = await writeUpdateKey(folder, await readPassphrase(file, true));
    say(`Private key, for the safe: ${keyFile}`);
    say(`Public key, for packages and servers: ${publicFile}`);
    return;
  }
  if (deed !== 'sign') throw new SignRefused(usage);
  const counter = toCounter(values.counter);
  const expires = toExpiry(values.expires);
  if (values.key === undefined) throw new SignRefused('Say which key signs: --key <file>.');
  if (values.out === undefined) throw new SignRefused('Say where the release goes: --out <new folder>.');
  const { key } = values;
  const order = {
    counter,
    version: values.version ?? null,
    usual,
    made: now,
    expires,
    packages: rest,
    out: values.out,
  };
  const {
    version,
    packages,
    expires: until,
  } = await signRelease(() => openUpdateKey(key, () => readPassphrase(file, false)), order);
  say(`Release ${counter} of version ${version}, until ${until}: ${values.out}`);
  for (const { kind, file: name, sha256 } of packages) say(`  ${kind}  ${name}  ${sha256}`);
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    key: text,
    counter: text,
    expires: text,
    version: text,
    out: text,
    'passphrase-file': text,
  };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values, words: positionals };
  } catch (error) {
    throw new SignRefused(`${error instanceof Error ? error.message : ''}\n${usage}`, { cause: error });
  }
}

function toCounter(text: string | undefined): number {
  if (text === undefined)
    throw new SignRefused('Say the counter: --counter <n>, higher than that of every release before; a way back too.');
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new SignRefused(`${text} is no counter: a whole number from 1 to 999999999.`);
  return Number(text);
}

/** A day counts to its end, in UTC. */
function toExpiry(text: string | undefined): Date {
  if (text === undefined)
    throw new SignRefused('Say until when it may be installed: --expires <date>, such as 2027-03-31.');
  const isDay = /^20\d\d-\d\d-\d\d$/.test(text);
  const date = new Date(isDay ? `${text}T23:59:59Z` : text);
  const isWritten = isDay || /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
  if (!isWritten || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text.slice(0, 10))
    throw new SignRefused(`${text} is no date: write 2027-03-31, or 2027-03-31T18:00:00Z.`);
  return date;
}
