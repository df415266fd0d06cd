import type { Segment } from './message.ts';
import { toNote } from './notes.ts';
import { toResultName } from './observation.ts';
import type { RawResult } from './requests.ts';

/** A report written as lines: its whole text, and the part that is its conclusion. '' for none. */
export interface ReportText {
  readonly text: string;
  readonly conclusion: string;
}

/** OBX-3 of a conclusion: HL7's suffix IMP, LOINC's impression and conclusions, or the word itself. */
function isConclusion(obx: Segment): boolean {
  const name = obx.first(3);
  return (
    name.part(1, 2).toUpperCase() === 'IMP' ||
    ['19005-8', '55110-1'].includes(name.part(1)) ||
    /^(conclusions?|impression|besluit)\b/i.test(name.part(2) || name.part(1))
  );
}

/** Puts the lines of a report together; parts of several names stand under their names. */
export function toReportText(lines: readonly RawResult[]): ReportText {
  const sections: { name: string; conclusion: boolean; lines: string[]; key: string }[] = [];
  for (const line of lines) {
    const key = toResultName(line);
    const note = toNote(line.notes);
    const text = [...line.obx.all(5).map((value) => value.text().trimEnd()), ...(note === '' ? [] : [note])];
    const last = sections.at(-1);
    if (last?.key === key) last.lines.push(...(text.length === 0 ? [''] : text));
    else
      sections.push({ key, name: line.obx.first(3).part(2) || key, conclusion: isConclusion(line.obx), lines: text });
  }
  const written = sections.flatMap((section) => {
    const text = section.lines.join('\n').replace(/^\n+/, '').trimEnd();
    return text === '' ? [] : [{ ...section, text }];
  });
  const named = new Set(written.map(({ name }) => name)).size > 1;
  return {
    text: written.map(({ name, text }) => (named ? `${name}\n${text}` : text)).join('\n\n'),
    conclusion: written.flatMap(({ conclusion, text }) => (conclusion ? [text] : [])).join('\n\n'),
  };
}
