import type { ReactNode } from 'react';
import { toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { Report, ReportNode } from '../decode/report.ts';
import { toDicomDate, toReadable, toUnit } from '../sr/readable.ts';
import { isLeaf, toBlocks } from '../sr/report-blocks.ts';
import type { FindImage } from '../sr/report-reader.tsx';

/** A structured report on paper; an image that it names is named, by its place in the study. */
export function ReportPage({ report, find }: { readonly report: Report; readonly find: FindImage }): ReactNode {
  const about = [
    report.completion === 'PARTIAL' ? words('viewer.report.partial') : '',
    report.keyImages
      ? ''
      : words(report.verification === 'VERIFIED' ? 'viewer.report.verified' : 'viewer.report.unverified'),
    report.author.replaceAll('^', ' ').replace(/\s+/g, ' ').trim(),
    report.written === '' ? '' : toDicomDate(report.written),
  ];
  return (
    <>
      <h2>{report.title || words(report.keyImages ? 'viewer.report.key-images' : 'viewer.report.label')}</h2>
      <p>{about.filter((one) => one !== '').join(' · ')}</p>
      <Nodes nodes={report.nodes} find={find} />
      <p className="note">{words('viewer.not-diagnostic')}</p>
    </>
  );
}

function Nodes({ nodes, find }: { readonly nodes: readonly ReportNode[]; readonly find: FindImage }): ReactNode {
  return toBlocks(nodes).map((block, place) =>
    block.kind === 'section' ? (
      // Nodes have no names of their own; their order is the report's.
      <section key={`s${place}`}>
        {block.node.name === '' ? null : <h2>{block.node.name}</h2>}
        <Nodes nodes={block.node.children} find={find} />
      </section>
    ) : (
      <dl key={`l${place}`} className="facts">
        {block.nodes.map((node, row) => [
          <dt key={`${row}-name`}>{node.name || (node.image ? words('viewer.report.image') : '')}</dt>,
          <dd key={`${row}-value`}>
            {node.image ? (find(node.image)?.label ?? words('viewer.report.image.elsewhere')) : toValue(node)}
            {node.children.some(isLeaf) ? <Nodes nodes={node.children} find={find} /> : null}
          </dd>,
        ])}
      </dl>
    ),
  );
}

function toValue(node: ReportNode): string {
  return node.type === 'NUM' ? `${toDecimalCommas(node.value)} ${toUnit(node.unit)}`.trim() : toReadable(node);
}
