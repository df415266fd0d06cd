const id = '[0-9a-f]{32}';
const link = new RegExp(`^passerelle://open/?\\?handover=(${id})$`);
const option = new RegExp(`^--hand-over=(${id})$`);
const bare = new RegExp(`^${id}$`);

// `passerelle://open?handover=<id>` to the letter; null for any other.
function readLinkId(text: string): string | null {
  return link.exec(text)?.[1] ?? null;
}

// A link, `--hand-over=<id>`, or `--hand-over <id>` (Chromium may put words between the two).
function findHandOverId(argv: readonly string[]): string | null {
  for (const argument of argv) {
    const found = readLinkId(argument) ?? option.exec(argument)?.[1];
    if (found !== undefined && found !== null) return found;
  }
  return argv.includes('--hand-over') ? (argv.find((one) => bare.test(one)) ?? null) : null;
}

// Well formed or not: the software is told why nothing opens.
function asksForHandOver(argv: readonly string[]): boolean {
  return argv.some((one) => one.startsWith('passerelle:') || /^--hand-over(=|$)/.test(one));
}

/** Eleven digits, with or without what is written between those of a national number. */
const number = /(?<![0-9a-f])\d(?:[\s./_-]?\d){10}(?![0-9a-f])/i;
const holdsNumber = (text: string): boolean =>
  number.test(
    text.replaceAll(/%([2-7][0-9a-f])|\+/gi, (_all, code) =>
      String.fromCodePoint(Number.parseInt(String(code ?? '20'), 16)),
    ),
  );

/** What a command line asks for: a hand-over by its id, or why it is refused. */
export type HandOverCall = { readonly id: string } | { readonly fault: 'invalid' | 'said-in-clear' };

/** Reads a command line; null when it does not mean the practice's software. What it holds beside an id is used and kept nowhere. */
export function readCall(argv: readonly string[]): HandOverCall | null {
  if (!asksForHandOver(argv)) return null;
  const id = findHandOverId(argv);
  if (id !== null) return { id };
  return { fault: argv.some(holdsNumber) ? 'said-in-clear' : 'invalid' };
}
