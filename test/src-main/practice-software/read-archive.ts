import { inflateSync } from 'node:zlib';

/** What the clauses of ISO 19005-2 that a machine can read find in a PDF without object streams. */
export interface ReadArchive {
  readonly header: string;
  readonly part: string | null;
  readonly conformance: string | null;
  readonly hasId: boolean;
  readonly isEncrypted: boolean;
  readonly isTagged: boolean;
  readonly language: string | null;
  /** Output intent for PDF/A, and the four letters that mark a profile of the ICC. */
  readonly outputIntent: string | null;
  readonly profile: string | null;
  /** Descriptors of fonts, and those that hold no file. */
  readonly fonts: number;
  readonly fontsMissing: number;
  /** Fonts that say how their shapes become letters, and those that do not. */
  readonly withoutUnicode: number;
  /** Keys that a PDF/A may not hold. */
  readonly forbidden: readonly string[];
}

interface Part {
  readonly words: string;
  readonly bytes: Buffer | null;
}

function readParts(pdf: Buffer): Map<string, Part> {
  const text = pdf.toString('latin1');
  const parts = new Map<string, Part>();
  for (const found of text.matchAll(/(?<=^|\n)(\d+) 0 obj\b/g)) {
    const from = found.index + found[0].length;
    const end = text.indexOf('endobj', from);
    const stream = text.indexOf('stream', from);
    const holds = stream > 0 && stream < end;
    const words = text.slice(from, holds ? stream : end);
    const start = holds ? stream + (text[stream + 6] === '\r' ? 8 : 7) : 0;
    const length = Number(/\/Length (\d+)/.exec(words)?.[1] ?? 0);
    const raw = pdf.subarray(start, start + length);
    const packed = /\/Filter\s*\[?\s*\/FlateDecode/.test(words);
    parts.set(found[1] ?? '', { words, bytes: holds ? (packed ? inflateSync(raw) : raw) : null });
  }
  return parts;
}

/** Reads what of PDF/A can be read without a validator; it is no proof of the whole standard. */
export function readArchive(pdf: Uint8Array): ReadArchive {
  const bytes = Buffer.from(pdf);
  const parts = readParts(bytes);
  const text = bytes.toString('latin1');
  const trailer = text.slice(text.lastIndexOf('trailer'));
  const all = [...parts.values()];
  const find = (test: RegExp): Part | undefined => all.find(({ words }) => test.test(words));
  const catalogue = find(/\/Type\s*\/Catalog\b/)?.words ?? '';
  const xmp = find(/\/Type\s*\/Metadata\b/)?.bytes?.toString('utf8') ?? '';
  const intent = find(/\/S\s*\/GTS_PDFA1\b/)?.words ?? catalogue;
  const profile = parts.get(/\/DestOutputProfile (\d+) 0 R/.exec(intent)?.[1] ?? '')?.bytes;
  const descriptors = all.filter(({ words }) => /\/Type\s*\/FontDescriptor\b/.test(words));
  const composite = all.filter(({ words }) => /\/Subtype\s*\/Type0\b/.test(words));
  const keys = ['JavaScript', 'JS', 'Launch', 'EmbeddedFile', 'AA', 'OpenAction', 'XFA', 'Movie', 'Sound', 'LZWDecode'];
  return {
    header: text.slice(0, 8),
    part: /pdfaid:part(?:="|>)(\d)/.exec(xmp)?.[1] ?? null,
    conformance: /pdfaid:conformance(?:="|>)([A-Z])/.exec(xmp)?.[1] ?? null,
    hasId: /\/ID\s*\[/.test(trailer),
    isEncrypted: /\/Encrypt\b/.test(trailer),
    isTagged: /\/MarkInfo/.test(catalogue) && /\/Marked true/.test(text) && /\/StructTreeRoot/.test(catalogue),
    language: /\/Lang\s*\(([^)]+)\)/.exec(catalogue)?.[1] ?? null,
    outputIntent: /\/S\s*\/(GTS_PDFA1)\b/.exec(intent)?.[1] ?? null,
    profile: profile?.toString('latin1', 36, 40) ?? null,
    fonts: descriptors.length,
    fontsMissing: descriptors.filter(({ words }) => !/\/FontFile[23]?\b/.test(words)).length,
    withoutUnicode: composite.filter(({ words }) => !/\/ToUnicode\b/.test(words)).length,
    forbidden: keys.filter((key) => all.some(({ words }) => new RegExp(`/${key}\\b`).test(words))),
  };
}
