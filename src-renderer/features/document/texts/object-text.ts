import { readPart10 } from '../../../viewer/decode/part10.ts';
import type { ReportNode } from '../../../viewer/decode/report.ts';
import { readStoredObject } from '../../../viewer/decode/stored-object.ts';
import { toReadable, toUnit } from '../../../viewer/sr/readable.ts';
import type { Reading } from '../readers/reading.ts';

function* readNodes(nodes: readonly ReportNode[]): Generator<string> {
  for (const node of nodes) {
    if (node.type === 'UIDREF') continue;
    yield [node.name, toReadable(node), toUnit(node.unit)].filter((word) => word !== '').join(' ');
    yield* readNodes(node.children);
  }
}

/** What a structured report (PS3.3 A.35) or a document inside a DICOM file says; nothing for images and curves. Throws for what is no DICOM. */
export async function readObjectText(bytes: Uint8Array): Promise<Reading> {
  const object = readStoredObject(await readPart10(bytes));
  if (object?.kind === 'report') {
    const text = [object.title, object.author.replaceAll('^', ' '), ...readNodes(object.nodes)].join('\n');
    return { parts: [{ show: 'text', title: null, text }], cut: false };
  }
  if (object?.kind !== 'document') return { parts: [], cut: false };
  return object.mime === 'application/pdf'
    ? { parts: [{ show: 'pdf', title: object.title, bytes: object.bytes }], cut: false }
    : { parts: [{ show: 'file', format: 'cda', title: object.title, bytes: object.bytes }], cut: false };
}
