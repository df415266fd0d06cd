import { join } from 'node:path';
import type { Licence } from '../../contracts/about.ts';
import { readIfThere } from '../storage/safe-file.ts';

/** Stands between two chapters of `licences.txt`, as scripts/package/notices.ts writes it. */
const LINE = `\n${'-'.repeat(80)}\n`;
const HEAD = /^(\S+) (\S*) — (.+)$/;

/** The chapters of `licences.txt`: what is no chapter is left out, and a rule inside of a licence parts nothing. */
export function toLicences(page: string): Licence[] {
  const chapters: Licence[] = [];
  for (const chapter of page.split(LINE).slice(1)) {
    const [first = '', ...rest] = chapter.trim().split('\n');
    const head = HEAD.exec(first);
    const last = chapters.at(-1);
    if (head !== null)
      chapters.push({
        name: head[1] ?? '',
        version: head[2] ?? '',
        licence: head[3] ?? '',
        text: rest.join('\n').trim(),
      });
    else if (last !== undefined) chapters[chapters.length - 1] = { ...last, text: `${last.text}${LINE}${chapter}` };
  }
  return chapters;
}

/** The licences that lie in a package beside the program; null where none was made: a checkout. */
export async function readLicences(resources: string): Promise<Licence[] | null> {
  const page = await readIfThere(join(resources, 'notices', 'licences.txt'));
  return page === null ? null : toLicences(page.toString('utf8'));
}
