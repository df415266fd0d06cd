import { type ReactNode, useEffect, useRef } from 'react';
import type { Printout } from '../../contracts/print.ts';
import { type Album, openAlbum } from './album.ts';

/** Puts what stands at a place of the screen on paper; null where nothing of it belongs there. Throws `NotReady` while it is on its way. */
export type ReadPaper = (album: Album) => ReactNode | Promise<ReactNode>;

/** Something on the screen is still being opened: a paper without it would be a paper that lacks it. */
export class NotReady extends Error {}

const shown = new Map<Element, { readonly read: ReadPaper }>();

interface OnPaperProps {
  readonly read: ReadPaper;
  /** Whether it is of the open document, or of the whole record: then the paper holds nothing that is of the document alone. */
  readonly of?: 'document' | 'record';
}

/** Marks a place of the screen with what it is on paper; it shows nothing itself. */
export function OnPaper({ read, of = 'document' }: OnPaperProps): ReactNode {
  const mark = useRef<HTMLSpanElement>(null);
  const latest = useRef({ read });
  useEffect(() => {
    latest.current.read = read;
  });
  useEffect(() => {
    const element = mark.current;
    if (element === null) return undefined;
    shown.set(element, latest.current);
    return () => {
      shown.delete(element);
    };
  }, []);
  return <span ref={mark} hidden data-on-paper={of} />;
}

/** True for what can be seen, or would be by scrolling: what a tab or a fold hides is not printed. */
function isShown(element: Element | null): boolean {
  return element?.checkVisibility() ?? false;
}

/** Everything under `root` as it goes on paper, in the order of the screen; null where there is nothing to print. Throws `NotReady`. */
export async function readScreen(root: Element): Promise<Printout | null> {
  if ([...root.querySelectorAll('[data-waiting]')].some(isShown)) throw new NotReady();
  const all = [...root.querySelectorAll('[data-on-paper]')].filter((mark) => isShown(mark.parentElement));
  const ofRecord = all.filter((mark) => mark.getAttribute('data-on-paper') === 'record');
  // Under the title of the whole record, a conclusion of one document would bear neither its date nor its state.
  const marks = ofRecord.length > 0 ? ofRecord : all;
  const album = openAlbum();
  const nodes: ReactNode[] = [];
  for (const mark of marks) {
    // oxlint-disable-next-line no-await-in-loop -- pictures are numbered in the order of the pages, and one page at a time is drawn.
    const node = await shown.get(mark)?.read(album);
    if (node !== null && node !== undefined) nodes.push(node);
  }
  if (nodes.length === 0) return null;
  const { renderToStaticMarkup } = await import('react-dom/server');
  const html = renderToStaticMarkup(
    nodes.map((node, place) => (
      // Parts have no name but their place on the screen.
      <section key={place} className="part">
        {node}
      </section>
    )),
  );
  return { html, ...album.read() };
}
