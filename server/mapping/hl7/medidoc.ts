import { toPlainText } from './message.ts';
import type { ForeignDocument } from './foreign-facts.ts';
import { refuse } from './refuse.ts';
import { toBirthDate, toInstant } from './time.ts';

const place = (segment: string) => ({ segment, occurrence: 1, field: null });
/** Columns of a name line: the surname has 24. */
const SURNAME = 24;

/**
 * MEDIDOC: a letterhead of nine lines (sender's number, name, address, service, moment, addressee), then for each patient `#A` with the
 * national number, name, birth date, sex (X woman, Y man), and its reports from `#R` to `#R/`, of which the first line `!…` is the title.
 */
export function readMedidoc(text: string): ForeignDocument {
  const lines = text.split(/\r\n?|\n/).map((line) => toPlainText(line).trimEnd());
  const starts = lines.flatMap((line, index) => (/^#A(?!\/)/.test(line) ? [index] : []));
  const [start] = starts;
  if (start === undefined) return refuse(place('#A'), 100, 'L’enregistrement #A (patient) manque.');
  if (!lines.some((line) => /^#R(?!\/)/.test(line)))
    return refuse(place('#R'), 100, 'Le fichier ne contient aucun rapport (#R).');
  if (starts.length > 1)
    return refuse(
      { ...place('#A'), occurrence: 2 },
      205,
      'Le fichier concerne plusieurs patients : il faut un fichier par patient.',
    );
  const name = lines[start + 1] ?? '';
  const [family, given] = [name.slice(0, SURNAME).trim(), name.slice(SURNAME).trim()];
  const sex = lines[start + 3]?.trim().toUpperCase();
  const at = /^\d{8}(\d{4})?$/;
  const moment =
    lines
      .slice(0, start)
      .findLast((line) => at.test(line.trim()))
      ?.trim() ?? '';
  const birth = lines[start + 2]?.trim() ?? '';
  const born = at.test(birth) ? toBirthDate(birth, place('#A')) : null;
  const reference = lines[start + 5]?.trim() ?? '';
  const national = lines[start]?.slice(2).trim() ?? '';
  return {
    nationals: national === '' ? [] : [national],
    place: place('#A'),
    patient: {
      ...((family !== '' || given !== '') && {
        name: [{ ...(family !== '' && { family }), ...(given !== '' && { given: [given] }) }],
      }),
      ...((sex === 'X' || sex === 'Y') && { gender: sex === 'X' ? ('female' as const) : ('male' as const) }),
      ...(born !== null && { birthDate: born }),
    },
    number: reference === '' || reference.startsWith('#') ? null : { authority: lines[0] ?? '', value: reference },
    title: lines.find((line) => /^!\S/.test(line))?.slice(1) ?? 'Rapport',
    type: lines.some((line) => line.startsWith('#Ra'))
      ? { coding: [{ system: 'http://loinc.org', code: '11502-2' }], text: 'Résultats de laboratoire' }
      : { text: 'Rapport' },
    date: moment === '' ? null : toInstant(moment, place('#A')),
    author: lines[1] ?? '',
    docStatus: 'final',
  };
}
