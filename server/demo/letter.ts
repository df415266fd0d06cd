import { toAge, toFrenchDate, toShortDate } from './calendar.ts';
import { type DoctorKey, doctors, hospital, toDoctorName } from './hospital.ts';
import { type DemoPerson, type PersonKey, people } from './people.ts';

/** One block of a letter's body. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

/** A letter or report before it becomes PDF, HTML or text. */
export interface Letter {
  readonly title: string;
  readonly patient: PersonKey;
  readonly day: string;
  readonly author: DoctorKey;
  readonly addressee: DoctorKey;
  /** A letter ends with a formula of courtesy, a report with its signature alone. */
  readonly courteous: boolean;
  /** `#` heading, `-` list item, `|` table row; paragraphs are parted by an empty line; `{âge}` is the patient's age on the day. */
  readonly body: string;
}

/** Everything the template prints, as data: nothing of a letter is ever read as markup. */
export interface LetterData {
  readonly title: string;
  /** Year, month, day. */
  readonly date: readonly number[];
  readonly author: string;
  readonly specialty: string;
  readonly service: string;
  readonly contact: readonly string[];
  readonly hospital: string;
  readonly address: readonly string[];
  readonly patient: { readonly name: string; readonly facts: readonly string[] };
  readonly addressee: readonly string[];
  readonly place: string;
  readonly closing: string;
  readonly validated: string;
  readonly footer: string;
  readonly blocks: readonly Block[];
}

/** French spacing: a non-breaking space before `: ; ? ! %`, inside « » and between a figure and its unit. */
export function toTypography(text: string): string {
  return text
    .replace(/ ([:;?!%»])/g, '\u00a0$1')
    .replace(/« /g, '«\u00a0')
    .replace(/(\d) (?=(mg|g|kg|mmol|ml|mm|cm|µg|ng|l|UI|mmHg|bpm|min|h|ans|mois|jours)\b)/g, '$1\u00a0')
    .replaceAll("'", '’');
}

/** Blocks of a body written in the small markup of `Letter.body`. */
export function toBlocks(body: string): Block[] {
  return body
    .trim()
    .split(/\n\s*\n/)
    .flatMap((chunk): Block[] => {
      const lines = chunk.split('\n').map((line) => toTypography(line.trim()));
      const blocks: Block[] = [];
      if (lines[0]?.startsWith('# ')) blocks.push({ kind: 'heading', text: lines.shift()?.slice(2) ?? '' });
      if (lines.length === 0) return blocks;
      if (lines.every((line) => line.startsWith('- ')))
        return [...blocks, { kind: 'list', items: lines.map((line) => line.slice(2)) }];
      if (lines.every((line) => line.startsWith('|'))) {
        return [
          ...blocks,
          {
            kind: 'table',
            rows: lines.map((line) =>
              line
                .split('|')
                .slice(1, -1)
                .map((cell) => cell.trim()),
            ),
          },
        ];
      }
      return [...blocks, { kind: 'paragraph', text: lines.join(' ') }];
    });
}

/** `DUBOIS Marie, Louise`: the family name in capitals, as registers print it. */
export function toRegisterName({ family, given }: DemoPerson): string {
  return `${family.toLocaleUpperCase('fr')} ${given.join(', ')}`;
}

/** What the letter prints, whatever its form. */
export function toLetterData(letter: Letter): LetterData {
  const person: DemoPerson = people[letter.patient];
  const author = doctors[letter.author];
  const addressee = doctors[letter.addressee];
  const born = person.gender === 'female' ? 'Née' : 'Né';
  const birth = person.birthDate.length === 4 ? `en ${person.birthDate}` : `le ${toShortDate(person.birthDate)}`;
  const dear = addressee.gender === 'female' ? 'Chère Consœur' : 'Cher Confrère';
  return {
    title: toTypography(letter.title),
    date: letter.day.split('-').map(Number),
    author: toDoctorName(letter.author),
    specialty: author.specialty,
    service: author.specialty,
    contact: [toDoctorName(letter.author), `Tél. ${author.phone}`, `INAMI ${author.nihdi}`],
    hospital: hospital.name,
    address: hospital.address,
    patient: {
      name: toRegisterName(person),
      facts: [
        `${born} ${birth} (${toAge(person.birthDate, letter.day)}\u00a0ans)`,
        `${person.street}, ${person.city.join(' ')}`,
        `Dossier ${person.number}`,
      ],
    },
    addressee:
      letter.addressee === 'lambert'
        ? [toDoctorName(letter.addressee), addressee.specialty, 'Rue de la Fontaine 6', '7999 Saint-Exemple']
        : [toDoctorName(letter.addressee), addressee.specialty, hospital.name],
    place: `Saint-Exemple, le ${toFrenchDate(letter.day)}`,
    closing: letter.courteous ? `Je vous prie d’agréer, ${dear}, l’expression de mes sentiments confraternels.` : '',
    validated: `Validé électroniquement le ${toFrenchDate(letter.day)}`,
    footer: 'Hôpital de démonstration : personnes, numéros et données sont fictifs.',
    blocks: toBlocks(letter.body.replaceAll('{âge}', String(toAge(person.birthDate, letter.day)))),
  };
}

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

function toBlockHtml(block: Block): string {
  if (block.kind === 'heading') return `<h2>${escape(block.text)}</h2>`;
  if (block.kind === 'paragraph') return `<p>${escape(block.text)}</p>`;
  if (block.kind === 'list') return `<ul>${block.items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>`;
  const [head = [], ...rows] = block.rows;
  const cells = (row: readonly string[], tag: 'td' | 'th'): string =>
    `<tr>${row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<table border="1" cellpadding="4" cellspacing="0"><thead>${cells(head, 'th')}</thead><tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table>`;
}

/** The letter as a small HTML page, as a hospital's text processor makes one. */
export function toLetterHtml(letter: Letter): string {
  const data = toLetterData(letter);
  const lines = (texts: readonly string[]): string => texts.map(escape).join('<br>');
  return [
    '<!DOCTYPE html>',
    `<html lang="fr"><head><meta charset="utf-8"><title>${escape(data.title)}</title></head><body>`,
    `<p><strong>${escape(data.hospital)}</strong><br>${lines(data.address)}</p>`,
    `<p><strong>${escape(data.service)}</strong><br>${lines(data.contact)}</p>`,
    `<p>${lines(data.addressee)}</p>`,
    `<p>${escape(data.place)}</p>`,
    `<h1>${escape(data.title)}</h1>`,
    `<p><strong>${escape(data.patient.name)}</strong><br>${lines(data.patient.facts)}</p>`,
    ...data.blocks.map(toBlockHtml),
    data.closing === '' ? '' : `<p>${escape(data.closing)}</p>`,
    `<p><strong>${escape(data.author)}</strong><br>${escape(data.specialty)}<br><small>${escape(data.validated)}</small></p>`,
    `<hr><p><small>${escape(data.footer)}</small></p>`,
    '</body></html>\n',
  ].join('\n');
}

/** The letter as plain text, a table's columns padded. */
export function toLetterText(letter: Letter): string {
  const data = toLetterData(letter);
  const block = (one: Block): string => {
    if (one.kind === 'heading') return one.text.toLocaleUpperCase('fr');
    if (one.kind === 'paragraph') return one.text;
    if (one.kind === 'list') return one.items.map((item) => `- ${item}`).join('\n');
    const widths = one.rows[0]?.map((_, column) => Math.max(...one.rows.map((row) => row[column]?.length ?? 0))) ?? [];
    return one.rows
      .map((row) =>
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('   ')
          .trimEnd(),
      )
      .join('\n');
  };
  return `${[
    `${data.hospital}\n${data.service}\n${data.contact.join(' · ')}`,
    data.addressee.join('\n'),
    data.place,
    data.title.toLocaleUpperCase('fr'),
    `${data.patient.name}\n${data.patient.facts.join('\n')}`,
    ...data.blocks.map(block),
    ...(data.closing === '' ? [] : [data.closing]),
    `${data.author}\n${data.specialty}\n${data.validated}`,
    data.footer,
  ].join('\n\n')}\n`;
}
