import type { ReportNode } from '../decode/report.ts';

/** A run of simple statements, or a section with its own heading. */
export type ReportBlock =
  | { readonly kind: 'rows'; readonly nodes: readonly ReportNode[] }
  | { readonly kind: 'section'; readonly node: ReportNode };

/** Identifiers say nothing to a reader; everything else is shown. */
export function isLeaf(node: ReportNode): boolean {
  return node.type !== 'UIDREF';
}

/** The nodes of one level in the order of the report, simple ones gathered. */
export function toBlocks(nodes: readonly ReportNode[]): readonly ReportBlock[] {
  const blocks: ReportBlock[] = [];
  let rows: ReportNode[] = [];
  const close = (): void => {
    if (rows.length > 0) blocks.push({ kind: 'rows', nodes: rows });
    rows = [];
  };
  for (const node of nodes) {
    if (node.type !== 'CONTAINER') {
      if (isLeaf(node)) rows.push(node);
      continue;
    }
    close();
    blocks.push({ kind: 'section', node });
  }
  close();
  return blocks;
}
