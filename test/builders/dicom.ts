import { type DicomElement, toDicomFile, toShorts, toText } from '../../server/demo/dicom-file.ts';

/** What a test may want to decide about an instance; everything else has a plain default. */
export interface DicomWish {
  readonly patientId?: string;
  /** DICOM person name, `DUBOIS^Marie`. */
  readonly patientName?: string;
  /** YYYYMMDD. */
  readonly birthDate?: string;
  readonly sex?: 'F' | 'M' | 'O';
  readonly modality?: string;
  readonly sopClass?: string;
  readonly study?: string;
  readonly series?: string;
  readonly instance?: string;
  readonly studyDate?: string;
  readonly studyDescription?: string;
  readonly seriesDescription?: string;
  readonly accession?: string;
  readonly number?: number;
  readonly rows?: number;
  readonly columns?: number;
  /** Stored values, row by row, 0 to 4095; a ramp by default. */
  readonly pixels?: readonly number[];
  /** Image Position (Patient); z = number in mm by default. */
  readonly position?: readonly [number, number, number];
  /** Elements added to, or put in the place of, the ordinary ones. */
  readonly elements?: readonly DicomElement[];
}

/** A small, valid, uncompressed CT instance (explicit VR little endian, 8 × 8, 12 bits in 16) as Part 10 bytes. */
export function aDicomInstance(wish: DicomWish = {}): Uint8Array<ArrayBuffer> {
  const { rows = 8, columns = 8, number = 1 } = wish;
  const pixels = Buffer.alloc(rows * columns * 2);
  for (let index = 0; index < rows * columns; index += 1) {
    pixels.writeUInt16LE(wish.pixels?.[index] ?? (index * 16) % 4096, index * 2);
  }
  const study = wish.study ?? '2.25.1001';
  const series = wish.series ?? `${study}.1`;
  const plain: DicomElement[] = [
    toText('00080005', 'CS', 'ISO_IR 192'),
    toText('00080008', 'CS', 'ORIGINAL', 'PRIMARY', 'AXIAL'),
    toText('00080016', 'UI', wish.sopClass ?? '1.2.840.10008.5.1.4.1.1.2'),
    toText('00080018', 'UI', wish.instance ?? `${series}.${number}`),
    toText('00080020', 'DA', wish.studyDate ?? '20260312'),
    toText('00080030', 'TM', '101500'),
    toText('00080050', 'SH', wish.accession ?? 'ACC-1'),
    toText('00080060', 'CS', wish.modality ?? 'CT'),
    toText('00080090', 'PN', ''),
    toText('00081030', 'LO', wish.studyDescription ?? 'Scanner de test'),
    toText('0008103e', 'LO', wish.seriesDescription ?? 'Coupes de test'),
    toText('00100010', 'PN', wish.patientName ?? 'TEST^Patient'),
    toText('00100020', 'LO', wish.patientId ?? 'HOSP-0001'),
    toText('00100030', 'DA', wish.birthDate ?? '19550312'),
    toText('00100040', 'CS', wish.sex ?? 'F'),
    toText('00180050', 'DS', '1'),
    toText('00185100', 'CS', 'HFS'),
    toText('0020000d', 'UI', study),
    toText('0020000e', 'UI', series),
    toText('00200010', 'SH', '1'),
    toText('00200011', 'IS', '1'),
    toText('00200013', 'IS', String(number)),
    toText('00200032', 'DS', ...(wish.position ?? [0, 0, number]).map(String)),
    toText('00200037', 'DS', '1', '0', '0', '0', '1', '0'),
    toText('00200052', 'UI', `${study}.9`),
    toShorts('00280002', 1),
    toText('00280004', 'CS', 'MONOCHROME2'),
    toShorts('00280010', rows),
    toShorts('00280011', columns),
    toText('00280030', 'DS', '1', '1'),
    toShorts('00280100', 16),
    toShorts('00280101', 12),
    toShorts('00280102', 11),
    toShorts('00280103', 0),
    toText('00281050', 'DS', '40'),
    toText('00281051', 'DS', '400'),
    toText('00281052', 'DS', '-1024'),
    toText('00281053', 'DS', '1'),
    { tag: '7fe00010', vr: 'OW', value: pixels },
  ];
  const wished = new Set(wish.elements?.map((element) => element.tag));
  return toDicomFile('1.2.840.10008.1.2.1', [
    ...plain.filter((element) => !wished.has(element.tag)),
    ...(wish.elements ?? []),
  ]);
}

/** `count` slices of one series, one millimetre apart, in order. */
export function aDicomSeries(count: number, wish: DicomWish = {}): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: count }, (_, index) => aDicomInstance({ ...wish, number: index + 1 }));
}

/** STOW-RS body (multipart/related, PS3.18 8.6.1.2) and its content type for these instances. */
export function aStowRequest(instances: readonly Uint8Array[]): { contentType: string; body: Buffer } {
  const boundary = 'passerelle-test-boundary';
  const parts = instances.flatMap((bytes) => [
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return {
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}
