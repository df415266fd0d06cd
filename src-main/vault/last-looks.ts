import { z } from 'zod';
import type { SealedTexts } from './sealed-texts.ts';

const Looks = z.record(z.string(), z.strictObject({ at: z.number(), series: z.record(z.string(), z.number()) }));

/** When each copy and each of its series was last on the screen, milliseconds since 1970; lost with a crash is at most its last minute. */
export interface LastLooks {
  note(patient: string, series: string | null): void;
  /** 0 for what was not looked at since it was copied. */
  read(patient: string, series?: string): number;
  forget(patient: string): void;
  save(): Promise<void>;
}

/** Opens what is kept of the looks; something unreadable counts as nothing. */
export async function openLastLooks(texts: SealedTexts, now: () => number): Promise<LastLooks> {
  const looks = parse(await texts.read('looks'));
  let changed = false;
  return {
    note(patient, series) {
      const look = looks.get(patient) ?? { at: 0, series: {} };
      look.at = now();
      if (series !== null) look.series[series] = look.at;
      looks.set(patient, look);
      changed = true;
    },
    read(patient, series) {
      const look = looks.get(patient);
      return (series === undefined ? look?.at : look?.series[series]) ?? 0;
    },
    forget(patient) {
      changed = looks.delete(patient) || changed;
    },
    async save() {
      if (!changed) return;
      changed = false;
      await texts.save('looks', JSON.stringify(Object.fromEntries(looks)));
    },
  };
}

function parse(text: string | null): Map<string, z.infer<typeof Looks>[string]> {
  try {
    return new Map(Object.entries(Looks.parse(JSON.parse(text ?? '{}'))));
  } catch {
    return new Map();
  }
}
