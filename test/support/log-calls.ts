import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseSync } from 'vite';
import { readLine, type Syntax, visit } from '../src-renderer/support/window-sources.ts';

const root = join(import.meta.dirname, '../..');

/** One place of the code that writes a line into the log. */
interface LogCall {
  readonly place: string;
  /** The fixed words it may be called by: the event, or the sentence; null where they are not fixed. */
  readonly words: readonly string[] | null;
  /** Names of the facts beside it. */
  readonly facts: readonly string[];
}

/** Every place of a folder that calls one of `methods` of a log; `from` tells which argument names it. */
export function readLogCalls(
  folder: string,
  methods: ReadonlySet<string>,
  from: 'first' | 'last',
  but: readonly string[] = [],
): readonly LogCall[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll(sep, '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !but.some((one) => file.startsWith(one)))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const { program, errors } = parseSync(file, text);
      if (errors.length > 0) throw new Error(`${file} cannot be read`);
      const source = { file, text, program: program as unknown as Syntax };
      const calls: LogCall[] = [];
      visit(source.program, (node) => {
        if (node.type !== 'CallExpression' || !isOfLog(node['callee'] as Syntax, methods)) return;
        const given = node['arguments'] as readonly Syntax[];
        const named = from === 'first' ? given[0] : given.findLast((one) => readWords(one) !== null);
        calls.push({
          place: `${file}:${readLine(source, node)}`,
          words: named === undefined ? null : readWords(named),
          facts: given.flatMap(readFacts),
        });
      });
      return calls;
    });
}

/** `log.write`, `parts.log.write`, `early.log.write`, `request.log.info`. */
function isOfLog(callee: Syntax, methods: ReadonlySet<string>): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const { object, property } = callee as unknown as { object: Syntax; property: Syntax };
  if (!methods.has(String(property['name']))) return false;
  const owner = object.type === 'MemberExpression' ? (object['property'] as Syntax) : object;
  return /^log$|Log$/.test(String(owner['name'])) && owner['name'] !== 'Log';
}

function readWords(node: Syntax): readonly string[] | null {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return [node['value']];
  if (node.type !== 'ConditionalExpression') return null;
  const [yes, no] = [readWords(node['consequent'] as Syntax), readWords(node['alternate'] as Syntax)];
  return yes === null || no === null ? null : [...yes, ...no];
}

function readFacts(node: Syntax): readonly string[] {
  if (node.type !== 'ObjectExpression') return [];
  return (node['properties'] as readonly Syntax[]).flatMap((one) => {
    const name = (one['key'] as Syntax | undefined)?.['name'];
    return typeof name === 'string' ? [name] : [];
  });
}
