import { readFileSync, statSync } from 'node:fs';
import { type HospitalFacts, HospitalFile } from '../contracts/person.ts';

/** What the hospital says of itself: read again when its file was changed, so that a new number needs no restart. */
export interface HospitalFactsFile {
  /** The same object until the file changes. */
  read(): HospitalFacts;
}

/** Opens `hospital.json`, which must be whole now; a later change that cannot be read is told once to `failed`, and the facts before it stay. */
export function openHospitalFacts(path: string, failed: (error: unknown) => void): HospitalFactsFile {
  const stamp = (): string => {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs}/${size}/${ino}`;
  };
  const parse = (): HospitalFacts => HospitalFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  let seen = stamp();
  let facts = parse();
  let told = '';
  return {
    read() {
      try {
        const now = stamp();
        if (now === seen) return facts;
        seen = now;
        facts = parse();
        told = '';
      } catch (error) {
        if (String(error) !== told) failed(error);
        told = String(error);
      }
      return facts;
    },
  };
}
