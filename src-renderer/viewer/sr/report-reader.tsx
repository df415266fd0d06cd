import { Image as ImageIcon } from 'lucide-react';
import type { ImageReference, Report, ReportNode } from '../decode/report.ts';
import { OnPaper } from '../../print/on-paper.tsx';
import { toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { ReportPage } from '../paper/report-page.tsx';
import { toDicomDate, toReadable, toUnit } from './readable.ts';
import { isLeaf, toBlocks } from './report-blocks.ts';
import css from './report.module.css';

/** Where a referenced image stands in this study, and how to get there; null when it is not in it. */
export type FindImage = (image: ImageReference) => { readonly label: string; readonly open: () => void } | null;

/** A structured report as a document, or a key object selection as its list of images. */
export function ReportReader({
  report,
  find,
}: {
  readonly report: Report;
  readonly find: FindImage;
}): React.ReactElement {
  return (
    // The scrolling text takes the focus, so that the arrows and Page keys scroll it.
    <div className={css['scroll']} tabIndex={0} role="region" aria-label={words('viewer.report.label')}>
      <OnPaper read={() => <ReportPage report={report} find={find} />} />
      <article className={css['report']}>
        <h2>{report.title || words(report.keyImages ? 'viewer.report.key-images' : 'viewer.report.label')}</h2>
        <p className={css['state']}>
          {report.completion === 'PARTIAL' && <strong>{words('viewer.report.partial')}</strong>}
          {!report.keyImages && (
            <span>
              {words(report.verification === 'VERIFIED' ? 'viewer.report.verified' : 'viewer.report.unverified')}
            </span>
          )}
          {report.author !== '' && <span>{toPerson(report.author)}</span>}
          {report.written !== '' && <span>{toDicomDate(report.written)}</span>}
        </p>
        <Nodes nodes={report.nodes} depth={0} find={find} />
      </article>
    </div>
  );
}

function toPerson(name: string): string {
  return name.replaceAll('^', ' ').replace(/\s+/g, ' ').trim();
}

interface NodesProps {
  readonly nodes: readonly ReportNode[];
  readonly depth: number;
  readonly find: FindImage;
}

function Nodes({ nodes, depth, find }: NodesProps): React.ReactElement {
  return (
    <>
      {toBlocks(nodes).map((block, place) =>
        block.kind === 'section' ? (
          // Nodes have no names of their own; their order is the report's.
          <section key={`s${place}`} className={css['section']}>
            {block.node.name !== '' && <Heading depth={depth}>{block.node.name}</Heading>}
            <Nodes nodes={block.node.children} depth={depth + 1} find={find} />
          </section>
        ) : (
          <dl key={`l${place}`} className={css['rows']}>
            {block.nodes.map((node, row) => (
              <Row key={`${row}-${node.name}`} node={node} depth={depth} find={find} />
            ))}
          </dl>
        ),
      )}
    </>
  );
}

function Heading({ depth, children }: { readonly depth: number; readonly children: string }): React.ReactElement {
  if (depth === 0) return <h3>{children}</h3>;
  return depth === 1 ? <h4>{children}</h4> : <h5>{children}</h5>;
}

function Row({ node, depth, find }: { readonly node: ReportNode; readonly depth: number; readonly find: FindImage }) {
  return (
    <div className={css['row']} data-type={node.type}>
      <dt>{node.name || (node.image ? words('viewer.report.image') : '')}</dt>
      <dd>
        {node.image ? <ImageLink image={node.image} find={find} /> : <Value node={node} />}
        {node.children.some(isLeaf) && <Nodes nodes={node.children} depth={depth + 1} find={find} />}
      </dd>
    </div>
  );
}

function Value({ node }: { readonly node: ReportNode }): React.ReactElement {
  if (node.type !== 'NUM') return <span className={css['text']}>{toReadable(node)}</span>;
  return (
    <span className={css['number']}>
      {toDecimalCommas(node.value)} {toUnit(node.unit)}
    </span>
  );
}

function ImageLink({ image, find }: { readonly image: ImageReference; readonly find: FindImage }): React.ReactElement {
  const found = find(image);
  if (!found) return <span className={css['absent']}>{words('viewer.report.image.elsewhere')}</span>;
  return (
    <button type="button" className={css['link']} onClick={found.open}>
      <ImageIcon size={16} aria-hidden />
      <span>{found.label}</span>
    </button>
  );
}
