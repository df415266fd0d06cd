import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { CommandRefused } from './command.ts';

/** Options of a command that each take a text, and what stands beside them; a wrong use is the command's usage. */
export function readArguments<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
  usage: string,
): { readonly options: Partial<Record<Name, readonly string[]>>; readonly words: readonly string[] } {
  const options: ParseArgsOptionsConfig = Object.fromEntries(
    names.map((name) => [name, { type: 'string' as const, multiple: true }]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { options: values as Partial<Record<Name, readonly string[]>>, words: positionals };
  } catch (error) {
    throw new CommandRefused(`${error instanceof Error ? error.message : ''}\n${usage}`);
  }
}

/** The one value of an option; refuses several, and none unless it may be absent. */
export function one(values: readonly string[] | undefined, usage: string): string {
  const value = maybe(values, usage);
  if (value === null) throw new CommandRefused(usage);
  return value;
}

/** The one value of an option, or null. */
export function maybe(values: readonly string[] | undefined, usage: string): string | null {
  if (values !== undefined && values.length > 1) throw new CommandRefused(usage);
  const value = values?.[0] ?? null;
  if (value === '') throw new CommandRefused(usage);
  return value;
}
