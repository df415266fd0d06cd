const id = '[0-9a-f]{32}';
const link = new RegExp(`^passerelle://open/?\\?handover=(${id})$`);
const option = new RegExp(`^--hand-over=(${id})$`);
const bare = new RegExp(`^${id}$`);

/** The hand-over that a link names: `passerelle://open?handover=<id>` to the letter, null for any other. */
export function readLinkId(text: string): string | null {
  return link.exec(text)?.[1] ?? null;
}

/** The hand-over that a command line names: a link, `--hand-over=<id>`, or `--hand-over <id>` (Chromium may put words between the two). */
export function findHandOverId(argv: readonly string[]): string | null {
  for (const argument of argv) {
    const found = readLinkId(argument) ?? option.exec(argument)?.[1];
    if (found !== undefined && found !== null) return found;
  }
  return argv.includes('--hand-over') ? (argv.find((one) => bare.test(one)) ?? null) : null;
}

/** True for a command line that means the practice's software, well formed or not: it is told why nothing opens. */
export function asksForHandOver(argv: readonly string[]): boolean {
  return argv.some((one) => one.startsWith('passerelle:') || /^--hand-over(=|$)/.test(one));
}
