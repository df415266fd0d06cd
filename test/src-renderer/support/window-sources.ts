import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseSync } from 'vite';

const root = join(import.meta.dirname, '../../../src-renderer');

/** A node of the syntax tree, of which only what is asked for is known. */
export interface Syntax {
  readonly type: string;
  readonly [part: string]: unknown;
}

/** One file of the window: its path below src-renderer, its text, its syntax. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly program: Syntax;
}

/** Every file of the window outside its catalogues. */
export function readSources(): readonly Source[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith(`words${sep}`))
    .map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const { program, errors } = parseSync(file, text);
      if (errors.length > 0) throw new Error(`${file} cannot be read`);
      return {
        file: relative(root, join(root, file)).replaceAll(sep, '/'),
        text,
        program: program as unknown as Syntax,
      };
    });
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** Visits a tree from above, with the nodes around each, the nearest last. */
export function visit(
  node: Syntax,
  see: (node: Syntax, around: readonly Syntax[]) => void,
  around: readonly Syntax[] = [],
): void {
  see(node, around);
  const inner = [...around, node];
  for (const part of Object.values(node))
    for (const one of Array.isArray(part) ? part : [part]) if (isSyntax(one)) visit(one, see, inner);
}

/** True for a node that runs while its module is imported: it stands in no function and no method. */
export function isAtImport(around: readonly Syntax[]): boolean {
  return !around.some(({ type }) => /^(ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(type));
}

/** Line of a node, counted from one. */
export function readLine({ text }: Source, node: Syntax): number {
  return text.slice(0, Number(node['start'])).split('\n').length;
}
