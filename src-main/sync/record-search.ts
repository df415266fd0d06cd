import type { z } from 'zod';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { PatientFacts } from '../../contracts/link.ts';
import type { SearchPart, SearchSources, SearchText } from '../../contracts/search.ts';
import { toDocumentView } from '../record/document-view.ts';
import { type SearchSource, toSearchable } from '../record/search-source.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import type { ReadRecord } from './record-reader.ts';
import type { Records } from './records.ts';

type Text = z.infer<typeof SearchText>;
type Part = z.infer<typeof SearchPart>;

/** What the window's search reads of an open record. Nothing of it counts as looked at: nobody has seen it (docs/adr/0157). */
export interface RecordSearch {
  /** What can be searched, as the copy stands now; a record that is not open is `record-not-available`. */
  list(patient: string): Promise<z.infer<typeof SearchSources>>;
  /** The texts of these documents, as many of the first as fit into one answer; what is no longer shown is left out. */
  read(patient: string, documents: readonly string[]): Promise<Text[]>;
  /** Words found in documents are on the screen: kept as a look before they are, once for each opening of the record. */
  look(patient: string): Promise<void>;
}

/** Bytes in one answer: after the first that reaches it the others are asked for again. */
const ENOUGH = 8 << 20;
const LARGEST = 32 << 20;
const LARGEST_OBJECT = 2 << 20;

/** Parts that hold no words of this document itself, or whose bytes nobody reads for their words. */
function toSearched(part: Part): Part[] {
  switch (part.show) {
    case 'study':
    case 'related':
      return [];
    case 'pdf':
      return part.bytes.length > LARGEST ? [tooLarge(part.title)] : [part];
    case 'file':
      return [part.bytes.length > LARGEST ? tooLarge(part.title) : part];
    default:
      return [part];
  }
}

function tooLarge(title: string | null): Part {
  return { show: 'unreadable', title, code: 'document-unreadable', mime: null };
}

function countBytes(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + ('bytes' in part ? part.bytes.length : 1_000), 0);
}

/** Opens the reading for the search over the records that are open. */
export function openRecordSearch(records: Pick<Records, 'read' | 'look'>, vault: VaultClient): RecordSearch {
  /** Openings of a record whose search was looked at. */
  const looked = new WeakSet<object>();

  async function readObjects(patient: string, { objects }: SearchSource): Promise<Part[]> {
    const read: Part[] = [];
    for (const subject of objects) {
      // oxlint-disable-next-line no-await-in-loop -- one at a time leaves the vault to what is on the screen.
      const bytes = await vault.order('read', { patient, subject }).catch((cause: unknown) => {
        if (cause instanceof ExpectedFailure && cause.code === 'not-copied-yet') return null;
        throw cause;
      });
      if (bytes !== null && bytes.length <= LARGEST_OBJECT) read.push({ show: 'object', bytes: new Uint8Array(bytes) });
    }
    return read;
  }

  async function readOne(
    patient: string,
    document: string,
    source: SearchSource,
    { link }: { readonly link: PatientFacts },
  ): Promise<Text> {
    const view = await toDocumentView(source.record, document, {
      link,
      // Earlier results stand in their own documents: a number is found where it was measured.
      history: new Map(),
      readBinary: (ref) => vault.order('read', { patient, subject: ref }),
    });
    const parts = [...view.parts.flatMap(toSearched), ...(await readObjects(patient, source))];
    return { document, stamp: source.stamp, author: view.author, parts };
  }

  const search = ({ record }: ReadRecord) => toSearchable(record);

  return {
    async list(patient) {
      const { sources, awaited } = search((await records.read(patient)).copy);
      return { awaited, sources: [...sources].map(([document, { stamp }]) => ({ document, stamp })) };
    },
    async read(patient, documents) {
      const { link, copy } = await records.read(patient);
      const { sources } = search(copy);
      const texts: Text[] = [];
      let bytes = 0;
      for (const document of documents) {
        const source = sources.get(document);
        if (source === undefined) continue;
        // oxlint-disable-next-line no-await-in-loop -- bounded by what was read before.
        const text = await readOne(patient, document, source, { link: link.patient });
        texts.push(text);
        bytes += countBytes(text.parts);
        if (bytes >= ENOUGH) break;
      }
      // What was hidden or closed meanwhile does not leave any more.
      const after = search((await records.read(patient)).copy).sources;
      return texts.filter(({ document, stamp }) => after.get(document)?.stamp === stamp);
    },
    async look(patient) {
      const { opening } = await records.read(patient);
      if (looked.has(opening)) return;
      await records.look({ patient, object: 'search', action: 'looked-at' });
      looked.add(opening);
    },
  };
}
