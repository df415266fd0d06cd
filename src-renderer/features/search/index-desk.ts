import type { IndexAnswer, IndexQuestion, Snippets } from './index-messages.ts';
import { listPages, toSnippet } from './snippet.ts';
import { createTextIndex, type Found } from './text-index.ts';

/** As many as stand on the screen at once, and a few more. */
const FIRST = 14;
/** Between two lots of snippets the next search gets its turn. */
const LOT = 40;
const MOST_SNIPPETS = 400;
/** What is out of sight waits for so many milliseconds: whoever types on is not kept waiting for it. */
const PAUSE = 120;

/** Answers what an index is asked; `later` gives others their turn, and so many milliseconds. Only the last search goes on. */
export function createIndexDesk(
  answer: (answer: IndexAnswer) => void,
  later: (work: () => void, milliseconds: number) => void,
): (question: IndexQuestion) => void {
  const index = createTextIndex();
  let current = 0;
  let order: readonly string[] = [];

  function toSnippets(documents: readonly string[], { query, find }: Found): Snippets {
    return documents.flatMap((document) => {
      const snippet = toSnippet(index.readText(document), query.length, find);
      return snippet === null ? [] : [[document, snippet] as const];
    });
  }

  function goOn(id: number, documents: readonly string[], found: Found, pause = 0): void {
    if (documents.length === 0) return;
    later(() => {
      if (id !== current) return;
      answer({ is: 'snippets', id, snippets: toSnippets(documents.slice(0, LOT), found) });
      goOn(id, documents.slice(LOT), found);
    }, pause);
  }

  return (question) => {
    switch (question.ask) {
      case 'put':
        for (const { document, head, text } of question.texts) index.put(document, head, text);
        return;
      case 'remove':
        // What is on its way to the screen may speak of them.
        current = -1;
        for (const document of question.documents) index.remove(document);
        return;
      case 'order':
        order = question.order;
        return;
      case 'search': {
        const { id, typed } = question;
        current = id;
        const found = index.search(typed);
        if (found === null) {
          answer({ is: 'nothing-typed', id });
          return;
        }
        const { documents, query } = found;
        const ordered = order.filter((document) => documents.has(document)).slice(0, MOST_SNIPPETS);
        answer({ is: 'found', id, documents, query, snippets: toSnippets(ordered.slice(0, FIRST), found) });
        goOn(id, ordered.slice(FIRST), found, PAUSE);
        return;
      }
      case 'pages': {
        const found = index.search(question.typed);
        const pages = found === null ? [] : listPages(index.readText(question.document), found.find);
        answer({ is: 'pages', id: question.id, pages });
      }
    }
  };
}
