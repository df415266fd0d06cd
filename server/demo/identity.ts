import { createHash } from 'node:crypto';

/** Deterministic FHIR id of a demonstration resource: the same name gives the same UUID (RFC 9562 version 8) for ever. */
export function demoId(name: string): string {
  const hash = createHash('sha256').update(`passerelle-demo/${name}`).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** Deterministic DICOM UID under the UUID root 2.25 (PS3.5 B.2). */
export function demoUid(name: string): string {
  return `2.25.${BigInt(`0x${demoId(name).replaceAll('-', '')}`)}`;
}

/** Fictitious national register number in which everything is given: `date` is YYYYMMDD as printed (month 00 or bis months allowed), `counter` odd for a man. */
export function toDemoNiss(date: string, counter: number): string {
  const nine = `${date.slice(2)}${String(counter).padStart(3, '0')}`;
  const number = Number(Number(date.slice(0, 4)) >= 2000 ? `2${nine}` : nine);
  return `${nine}${String(97 - (number % 97)).padStart(2, '0')}`;
}

/** Repeatable numbers in [0, 1) from a name (mulberry32): believable scatter that never changes between two runs. */
export function demoRandom(name: string): () => number {
  let state = createHash('sha256').update(name).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
