import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** One test as its file writes it: `text` is its body, with the table of `each` before it. */
export interface WrittenTest {
  /** From the project's root, with slashes. */
  readonly file: string;
  readonly title: string;
  readonly text: string;
}

const root = join(import.meta.dirname, '../..');
const QUOTED = String.raw`(?<quote>['"\x60])(?<title>(?:\\.|(?!\k<quote>)[^\\])*)\k<quote>\s*,`;
const PLAIN = new RegExp(String.raw`\b(?:test|it)(?:\.(?:skip|only))?\(\s*${QUOTED}`, 'g');
const TABLE = new RegExp(String.raw`\b(?:test|it)\.(?:each|skipIf|runIf)\b[^]*?\)\(\s*${QUOTED}`, 'g');

/** Every test of the project by its title, as written: what a template literal fills in stays a placeholder. */
export function listWrittenTests(): readonly WrittenTest[] {
  const folder = join(root, 'test');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:test|spec)\.tsx?$/.test(file))
    .toSorted()
    .flatMap((file) => readTests(join(folder, file)));
}

function readTests(path: string): WrittenTest[] {
  const source = readFileSync(path, 'utf8');
  const found = [PLAIN, TABLE]
    .flatMap((pattern) => [...source.matchAll(pattern)].map((match) => ({ pattern, match })))
    .map(({ pattern, match }) => ({
      // A table of `each` belongs to its test, and what stands before a plain title does not.
      begin: pattern === TABLE ? match.index : match.index + match[0].length,
      end: match.index + match[0].length,
      title: (match.groups?.['title'] ?? '').replace(/\\(['"`])/g, '$1'),
    }))
    .toSorted((a, b) => a.end - b.end);
  const file = relative(root, path).split(sep).join('/');
  return found.map(({ title, begin }, at) => ({
    file,
    title,
    text: source.slice(begin, found[at + 1]?.begin ?? source.length),
  }));
}
