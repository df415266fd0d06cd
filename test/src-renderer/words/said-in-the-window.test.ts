import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAtImport, readLine, readSources, type Source, type Syntax, visit } from '../support/window-sources.ts';

const sources = readSources();

/** Functions of words/ whose answer depends on the language. */
const speaking = new Set(
  'words readFailureSentence formatDate formatShortDate formatMoment formatSince formatNumber toDecimalCommas readLanguage readLocale readSentences'.split(
    ' ',
  ),
);

/** What is read aloud or shown of a property of an element. */
const said = new Set(
  'aria-label aria-description aria-roledescription aria-valuetext title label placeholder alt hint consequence text description heading'.split(
    ' ',
  ),
);

const isName = (node: unknown, names: ReadonlySet<string>): boolean =>
  typeof node === 'object' && node !== null && names.has(String((node as { name?: unknown }).name));

/** Two letters side by side; a physician's title and the key `Ctrl` are the same in every language here. */
const isSentence = (text: string): boolean => /\p{L}{2}/u.test(text.replaceAll(/\b(Dr|Ctrl)\b/g, ''));

const french = /[éèêàçùôîâûœ]|(?<=\s|^)(le|la|les|des|du|une|est|vous|votre|pour|dans|avec|aucune?)\s/i;

function literal(node: Syntax): string | null {
  if (node.type === 'JSXText') return String(node['value']);
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type === 'TemplateElement') return (node['value'] as { raw: string }).raw;
  return null;
}

function find(see: (node: Syntax, around: readonly Syntax[], source: Source) => boolean): string[] {
  return sources.flatMap((source) => {
    const found: string[] = [];
    visit(source.program, (node, around) => {
      if (see(node, around, source))
        found.push(
          `${source.file}:${readLine(source, node)} ${source.text.slice(Number(node['start']), Number(node['start']) + 60)}`,
        );
    });
    return found;
  });
}

describe('what the window says', () => {
  it('is never put into words while a module is imported, when the language is not known yet [X17]', () => {
    expect(
      // main.tsx has fetched the language before it draws.
      find(
        (node, around, { file }) =>
          node.type === 'CallExpression' &&
          isName(node['callee'], speaking) &&
          isAtImport(around) &&
          file !== 'main.tsx',
      ),
    ).toEqual([]);
  });

  it('is said by no worker that was not told the language: a worker has a catalogue of its own, in French [X17]', () => {
    const texts = new Map(sources.map(({ file, text }) => [file, text]));
    /** Files that a file runs, itself included; words/ stands for itself. */
    const reach = (file: string, seen: Set<string>): Set<string> => {
      if (seen.has(file)) return seen;
      seen.add(file);
      for (const [, from = ''] of (texts.get(file) ?? '').matchAll(
        /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)';/gms,
      ))
        reach(posix.join(posix.dirname(file), from), seen);
      return seen;
    };
    const workers = [...texts.keys()].filter((file) => file.endsWith('worker.ts'));
    const mute = workers.filter(
      (file) => reach(file, new Set()).has('words/words.ts') && !(texts.get(file) ?? '').includes('await speak('),
    );
    expect(mute).toEqual([]);
    expect(workers.filter((file) => reach(file, new Set()).has('words/words.ts')).length).toBeGreaterThan(0);
  });

  it('is said anew by what is drawn only when its properties change: such a part asks for the language [X17]', () => {
    const silent = sources.filter(({ file, text }) => {
      const memos = text.split(/\bmemo\(/).length - 1;
      const asked = text.split(/\buseLanguage\(\)/).length - 1;
      return file.endsWith('.tsx') && /\b(words|format\w+)\(/.test(text) && memos > asked;
    });
    expect(silent.map(({ file }) => file)).toEqual([]);
  });

  it('stands in the catalogue, never between tags or in a property that is shown or read aloud [X17]', () => {
    const isShown = (node: Syntax, around: readonly Syntax[]): boolean => {
      if (node.type === 'JSXText') return true;
      const nearest = around.findLastIndex(({ type }) =>
        /^(JSXAttribute|JSXElement|JSXFragment|CallExpression|ArrowFunctionExpression|BinaryExpression|MemberExpression)$/.test(
          type,
        ),
      );
      const holder = around[nearest];
      if (holder === undefined) return false;
      if (holder.type === 'JSXAttribute') return isName(holder['name'], said);
      return holder.type === 'JSXElement' || holder.type === 'JSXFragment';
    };
    expect(
      find((node, around) => {
        const text = literal(node);
        return text !== null && isSentence(text) && isShown(node, around);
      }),
    ).toEqual([]);
  });

  it('holds no French word outside the catalogue, but for what reads the titles of French documents [X17]', () => {
    // Parts of the body as the hospital's titles name them: what it reads, not what it says.
    const readers = new Set(['viewer/photographs/pairing.ts']);
    expect(
      find((node, _around, { file }) => {
        const text = literal(node);
        return text !== null && node.type !== 'JSXText' && french.test(text) && !readers.has(file);
      }),
    ).toEqual([]);
  });
});
