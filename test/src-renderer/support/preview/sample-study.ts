import type { PixelAnswer, PixelQuestion, StudySummary } from '../../../../contracts/imaging.ts';

/** Rows and columns of a slice. */
const side = 256;
const study = '2.25.770001';
const count = { chest: 6, scout: 1 };
const long = new Set(['OB', 'OW']);
const encoder = new TextEncoder();

/** Images for the preview, drawn here: a chest in six slices and its scout; nobody's. */
export const sampleStudy: StudySummary = {
  studyInstanceUid: study,
  description: 'Scanner du thorax sans injection',
  date: '2026-11-20',
  patient: { name: 'DUBOIS Marie', birthDate: '1955-03-12', sex: 'female', dicomPatientIds: ['HOSP-0001'] },
  series: [
    aSeries(1, 'Thorax, fenêtre pulmonaire', count.chest),
    aSeries(2, 'Topogramme de repérage', count.scout),
    aSeries(3, 'Reconstructions coronales du parenchyme', 2),
  ],
};

function aSeries(number: number, description: string, slices: number): StudySummary['series'][number] {
  const uid = `${study}.${number}`;
  return {
    seriesInstanceUid: uid,
    modality: 'CT',
    description,
    number,
    instances: Array.from({ length: slices }, (_one, place) => ({
      sopInstanceUid: `${uid}.${place + 1}`,
      frames: 1,
      instanceNumber: place + 1,
    })),
  };
}

/** Answers a viewer as the vault would; every other question of the port is left alone. */
export function openSamplePort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', ({ data }: MessageEvent<PixelQuestion>) => {
    if (data.kind !== 'read') return;
    const answer: PixelAnswer = { id: data.id, bytes: aSlice(data.sopInstanceUid) };
    port1.postMessage(answer);
  });
  port1.start();
  return port2;
}

/** A slice by its UID as a Part 10 file: explicit VR little endian, 12 bits in 16. */
function aSlice(uid: string): ArrayBuffer {
  const [number = '1', series = '1'] = uid.split('.').toReversed();
  const elements = [
    text('00080005', 'CS', 'ISO_IR 192'),
    text('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    text('00080018', 'UI', uid),
    text('00080020', 'DA', '20261120'),
    text('00080060', 'CS', 'CT'),
    text('00100010', 'PN', 'DUBOIS^Marie'),
    text('00100020', 'LO', 'HOSP-0001'),
    text('00100030', 'DA', '19550312'),
    text('00100040', 'CS', 'F'),
    text('00180050', 'DS', '5'),
    text('0020000d', 'UI', study),
    text('0020000e', 'UI', `${study}.${series}`),
    text('00200013', 'IS', number),
    text('00200032', 'DS', `-128\\-128\\${Number(number) * 5}`),
    text('00200037', 'DS', '1\\0\\0\\0\\1\\0'),
    text('00200052', 'UI', `${study}.9`),
    short('00280002', 1),
    text('00280004', 'CS', 'MONOCHROME2'),
    short('00280010', side),
    short('00280011', side),
    text('00280030', 'DS', '1\\1'),
    short('00280100', 16),
    short('00280101', 12),
    short('00280102', 11),
    short('00280103', 0),
    text('00281050', 'DS', '40'),
    text('00281051', 'DS', '400'),
    text('00281052', 'DS', '-1024'),
    text('00281053', 'DS', '1'),
    element('7fe00010', 'OW', drawChest(Number(number))),
  ];
  const meta = [
    element('00020001', 'OB', Uint8Array.of(0, 1)),
    text('00020002', 'UI', '1.2.840.10008.5.1.4.1.1.2'),
    text('00020003', 'UI', uid),
    text('00020010', 'UI', '1.2.840.10008.1.2.1'),
    text('00020012', 'UI', '2.25.330021944276150894637311725601842215733'),
  ];
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, sizeOf(meta), true);
  return join([new Uint8Array(128), encoder.encode('DICM'), element('00020000', 'UL', length), ...meta, ...elements]);
}

/** Two lungs in soft tissue, a little other in each slice. */
function drawChest(number: number): Uint8Array {
  const values = new Uint16Array(side * side);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const [dx, dy] = [(x - side / 2) / (side * 0.45), (y - side / 2) / (side * 0.38)];
      const lung = Math.hypot((Math.abs(dx) - 0.48) / 0.3, dy / (0.55 + number * 0.02)) < 1;
      const body = Math.hypot(dx, dy) < 1;
      values[y * side + x] = !body ? 24 : lung ? 180 + ((x * 7 + y * 13) % 60) : 1054 + ((x * y) % 40);
    }
  return new Uint8Array(values.buffer);
}

function text(tag: string, vr: string, value: string): Uint8Array {
  const bytes = encoder.encode(value);
  return element(tag, vr, bytes.length % 2 === 0 ? bytes : encoder.encode(`${value}${vr === 'UI' ? '\0' : ' '}`));
}

function short(tag: string, value: number): Uint8Array {
  return element(tag, 'US', Uint8Array.of(value % 256, value >> 8));
}

function element(tag: string, vr: string, value: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(long.has(vr) ? 12 : 8));
  head.setUint16(0, Number.parseInt(tag.slice(0, 4), 16), true);
  head.setUint16(2, Number.parseInt(tag.slice(4), 16), true);
  head.setUint8(4, vr.charCodeAt(0));
  head.setUint8(5, vr.charCodeAt(1));
  if (long.has(vr)) head.setUint32(8, value.length, true);
  else head.setUint16(6, value.length, true);
  return new Uint8Array(join([new Uint8Array(head.buffer), value]));
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function join(parts: readonly Uint8Array[]): ArrayBuffer {
  const whole = new Uint8Array(sizeOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}
