/** One page of a TIFF file as its directory tells it; nothing is decoded yet. */
export interface TiffPage {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly samples: number;
  readonly compression: number;
  readonly photometric: number;
  /** TIFF orientation 1–8: how the rows lie on the page. */
  readonly orientation: number;
  /** Height of a pixel over its width; a fax has tall ones. */
  readonly aspect: number;
  readonly isReversed: boolean;
  readonly options: number;
  readonly predictor: number;
  readonly rowsPerStrip: number;
  readonly strips: readonly Uint8Array[];
  readonly palette: readonly number[];
  readonly jpegTables: Uint8Array | null;
}

/** The pages of a file that are read here, and how many more it says to have. */
export interface TiffFile {
  readonly pages: readonly TiffPage[];
  readonly more: number;
}

const MOST_PAGES = 300;
const MOST_PIXELS = 200_000_000;
const MOST_VALUES = 100_000;
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 13: 4 };

interface Source {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly little: boolean;
}

interface Field {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

function readFields({ view, little }: Source, at: number): Map<number, Field> {
  const fields = new Map<number, Field>();
  const count = view.getUint16(at, little);
  for (let place = 0; place < count; place += 1) {
    const entry = at + 2 + place * 12;
    if (entry + 12 > view.byteLength) break;
    const type = view.getUint16(entry + 2, little);
    const length = view.getUint32(entry + 4, little);
    const size = (SIZES[type] ?? 0) * length;
    const value = size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    if (size > 0 && value + size <= view.byteLength)
      fields.set(view.getUint16(entry, little), { type, count: length, at: value });
  }
  return fields;
}

function readNumbers({ view, little }: Source, field: Field | undefined): number[] {
  if (field === undefined || field.count > MOST_VALUES) return [];
  const size = SIZES[field.type] ?? 1;
  return Array.from({ length: field.count }, (_one, place) => {
    const at = field.at + place * size;
    if (field.type === 5) return view.getUint32(at, little) / (view.getUint32(at + 4, little) || 1);
    return size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at, little) : view.getUint32(at, little);
  });
}

function toPage(source: Source, fields: Map<number, Field>): TiffPage {
  const numbers = (tag: number): number[] => readNumbers(source, fields.get(tag));
  const first = (tag: number, otherwise: number): number => numbers(tag)[0] ?? otherwise;
  const [width, height] = [first(256, 0), first(257, 0)];
  if (width < 1 || height < 1 || width > 65_535 || height > 65_535 || width * height > MOST_PIXELS)
    throw new Error('a page of no size, or of one that nobody prints');
  if (fields.has(322)) throw new Error('tiles are not read');
  const lengths = numbers(279);
  const strips = numbers(273).map((offset, place) =>
    source.bytes.subarray(offset, offset + (lengths[place] ?? source.bytes.length - offset)),
  );
  if (strips.length === 0) throw new Error('a page without its picture');
  const [x, y] = [first(282, 1), first(283, 1)];
  const ratio = x > 0 && y > 0 ? x / y : 1;
  const tables = fields.get(347);
  return {
    width,
    height,
    bitsPerSample: first(258, 1),
    samples: first(277, 1),
    compression: first(259, 1),
    photometric: first(262, 0),
    orientation: first(274, 1),
    aspect: ratio >= 0.4 && ratio <= 2.5 ? ratio : 1,
    isReversed: first(266, 1) === 2,
    options: first(292, 0),
    predictor: first(317, 1),
    rowsPerStrip: Math.min(Math.max(first(278, height), 1), height),
    strips,
    palette: numbers(320),
    jpegTables: tables === undefined ? null : source.bytes.subarray(tables.at, tables.at + tables.count),
  };
}

/** Reads the directories of a TIFF file; throws when it is none or its first page cannot be told. A ring of directories ends where it closes. */
export function readTiff(bytes: Uint8Array): TiffFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint16(0) === 0x4949;
  if (bytes.length < 8 || view.getUint16(2, little) !== 42) throw new Error('no TIFF');
  const source = { bytes, view, little };
  const pages: TiffPage[] = [];
  const seen = new Set<number>();
  let more = 0;
  let at = view.getUint32(4, little);
  while (at !== 0 && at + 6 <= bytes.length && !seen.has(at) && seen.size < 10_000) {
    seen.add(at);
    const fields = readFields(source, at);
    const isThumbnail = ((readNumbers(source, fields.get(254))[0] ?? 0) & 1) === 1;
    if (pages.length >= MOST_PAGES) more += 1;
    else if (!isThumbnail) pages.push(toPage(source, fields));
    const next = at + 2 + view.getUint16(at, little) * 12;
    at = next + 4 <= bytes.length ? view.getUint32(next, little) : 0;
  }
  if (pages.length === 0) throw new Error('a TIFF without a page');
  return { pages, more };
}
