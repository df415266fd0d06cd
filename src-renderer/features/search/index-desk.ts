import type { IndexAnswer, IndexQuestion, Snippets } from './index-messages.ts';
import type { Query } from './query.ts';
import { listPages, toSnippet } from './snippet.ts';
import { createTextIndex } from './text-index.ts';

/** As many as stand on the screen at once, and a few more. */
const FIRST = 24;
/** Between two lots of snippets the next search gets its turn. */
const LOT = 100;
const MOST_SNIPPETS = 1_000;

/** Answers what an index is asked; `later` gives others their turn. Only the last search goes on. */
export function createIndexDesk(
  answer: (answer: IndexAnswer) => void,
  later: (work: () => void) => void,
): (question: IndexQuestion) => void {
  const index = createTextIndex();
  let current = 0;

  function toSnippets(documents: readonly string[], query: Query): Snippets {
    return documents.flatMap((document) => {
      const snippet = toSnippet(index.readText(document), query);
      return snippet === null ? [] : [[document, snippet] as const];
    });
  }

  function goOn(id: number, documents: readonly string[], query: Query): void {
    if (documents.length === 0) return;
    later(() => {
      if (id !== current) return;
      answer({ is: 'snippets', id, snippets: toSnippets(documents.slice(0, LOT), query) });
      goOn(id, documents.slice(LOT), query);
    });
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
      case 'search': {
        const { id, typed, order } = question;
        current = id;
        const found = index.search(typed);
        if (found === null) {
          answer({ is: 'nothing-typed', id });
          return;
        }
        const { documents, query } = found;
        const ordered = order.filter((document) => documents.has(document)).slice(0, MOST_SNIPPETS);
        answer({ is: 'found', id, documents, query, snippets: toSnippets(ordered.slice(0, FIRST), query) });
        goOn(id, ordered.slice(FIRST), query);
        return;
      }
      case 'pages': {
        const found = index.search(question.typed);
        const pages = found === null ? [] : listPages(index.readText(question.document), found.query);
        answer({ is: 'pages', id: question.id, pages });
      }
    }
  };
}
