import { ExpectedFailure } from '../../contracts/failure.ts';

/** Longest side of a picture taken, in pixels: A4 at 600 dpi. */
const LONGEST = 7_100;
/** A4 in PDF points. */
const [SHORT, LONG] = [595, 842] as const;

interface Picture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
  readonly isGrey: boolean;
}

/**
 * One PDF with a picture a page, A4 upright or lying. It holds nothing but the pictures: the same ones give the same bytes, and no text,
 * script or link of whoever sent them. Refuses `document-unreadable` for what is no JPEG of one or three colours.
 */
export function toPicturePdf(jpegs: readonly Buffer[]): Buffer {
  const pictures = jpegs.map(readPicture);
  const objects: Buffer[] = [];
  const add = (...parts: readonly (string | Buffer)[]): void => {
    objects.push(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))));
  };
  const stream = (dictionary: string, bytes: Buffer): (string | Buffer)[] => [
    `<< ${dictionary} /Length ${bytes.length} >>\nstream\n`,
    bytes,
    '\nendstream',
  ];
  const kids = pictures.map((_one, place) => `${3 + place * 3} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count ${pictures.length} /Kids [${kids}] >>`);
  for (const [place, { bytes, width, height, isGrey }] of pictures.entries()) {
    const [pageWidth, pageHeight] = width > height ? [LONG, SHORT] : [SHORT, LONG];
    const scale = Math.min(pageWidth / width, pageHeight / height);
    const [across, up] = [width * scale, height * scale];
    const at = 3 + place * 3;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageWidth} ${pageHeight}] ` +
        `/Resources << /XObject << /P ${at + 1} 0 R >> >> /Contents ${at + 2} 0 R >>`,
    );
    const colour = isGrey ? 'DeviceGray' : 'DeviceRGB';
    add(
      ...stream(
        `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /${colour} /BitsPerComponent 8 /Filter /DCTDecode`,
        bytes,
      ),
    );
    const corner = [(pageWidth - across) / 2, (pageHeight - up) / 2];
    const drawing = `q ${[across, 0, 0, up, ...corner].map((value) => value.toFixed(2)).join(' ')} cm /P Do Q`;
    add(...stream('', Buffer.from(drawing, 'latin1')));
  }
  return toFile(objects);
}

function toFile(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  let length = parts[0]?.length ?? 0;
  const offsets = objects.map((object, place) => {
    const whole = Buffer.concat([Buffer.from(`${place + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    const offset = length;
    parts.push(whole);
    length += whole.length;
    return offset;
  });
  const count = objects.length + 1;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Size and colours as the frame header says them (JPEG, ITU-T T.81: SOF0 and SOF2, eight bits). What follows the end of the picture is cut off. */
function readPicture(bytes: Buffer): Picture {
  const refuse = (): never => {
    throw new ExpectedFailure('document-unreadable');
  };
  const end = bytes.lastIndexOf(Buffer.from([0xff, 0xd9]));
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8 || end < 0) return refuse();
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return refuse();
    const marker = bytes[at + 1] ?? 0;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || marker === 0xda || marker === 0xd9) return refuse();
    if (marker === 0xc0 || marker === 0xc2) {
      const [bits, height, width, colours] = [
        bytes[at + 4],
        bytes.readUInt16BE(at + 5),
        bytes.readUInt16BE(at + 7),
        bytes[at + 9],
      ];
      const isSize = width > 0 && height > 0 && Math.max(width, height) <= LONGEST;
      if (bits !== 8 || !isSize || (colours !== 1 && colours !== 3)) return refuse();
      return { bytes: bytes.subarray(0, end + 2), width, height, isGrey: colours === 1 };
    }
    at += 2 + length;
  }
  return refuse();
}
