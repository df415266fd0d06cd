import { type AgendaLine, findNumbers, isCancelled, readLine, toWords } from './read-line.ts';
import { findDates, findTimes, toFlat } from './read-moment.ts';

/** Lines of a list that were understood, and the others as they stood. */
export interface ReadList {
  readonly lines: readonly AgendaLine[];
  readonly unread: readonly string[];
}

/** More appointments than a practice has in a month are no agenda. */
const mostRows = 3_000;

type Column = 'time' | 'date' | 'family' | 'given' | 'birth' | 'number' | 'status';

const heads: Readonly<Record<Column, string>> = {
  time: 'heure heuredebut heuredurdv debut begin beginuur beginn uur starttijd tijd tijdstip time starttime start startzeit uhrzeit zeit heurededebut van',
  date: 'date datum jour dag tag day daterdv datedebut datededebut startdate startdatum begindatum beginntam datumbeginn',
  family:
    'nom nomdefamille nompatient patient patientnaam naam achternaam familienaam name lastname surname familyname nachname familienname objet sujet titre onderwerp subject title betreff omschrijving patientname nomduppatient nometprenom naamenvoornaam nomprenom',
  given: 'prenom voornaam vorname firstname givenname forename',
  birth:
    'datedenaissance naissance neele nele geboortedatum geboren birthdate dateofbirth birthday dob ddn geburtsdatum geburtstag datenaissance',
  number:
    'niss insz inss nrn rrn ssin registrenational numeronational nonational numeroderegistrenational numerodregistrenational rijksregisternummer rijksregisternr nationalnumber nationalregisternumber nationalregisternummer numeroniss insznummer',
  status: 'statut status etat staat zustand',
};
const columnOf = new Map(
  Object.entries(heads).flatMap(([column, names]) => names.split(' ').map((name) => [name, column as Column] as const)),
);

/** Cells of a table: quotes as in RFC 4180, any of the usual separators. */
export function toRows(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let place = 0; place < text.length; place += 1) {
    const character = text[place] ?? '';
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === '') {
      quoted = true;
      cell = '';
    } else if (character === separator || character === '\n') {
      row.push(cell.trim());
      cell = '';
      if (character === '\n') {
        rows.push(row);
        row = [];
      }
    } else cell += character;
  }
  rows.push([...row, cell.trim()]);
  return rows.filter((cells) => cells.some((one) => one !== ''));
}

/** The separator that most lines have; a tab wins over the others, a comma loses. */
function findSeparator(text: string): string {
  const lines = text.split('\n', 20).filter((line) => line.trim() !== '');
  const has = (separator: string): boolean =>
    lines.filter((line) => line.includes(separator)).length * 2 > lines.length;
  return ['\t', ';', '|', ','].find(has) ?? '\t';
}

/** Which column says what, when the first row is made of names of columns; null when it is a line like the others. */
function readHead(row: readonly string[]): ReadonlyMap<Column, number> | null {
  const columns = new Map<Column, number>();
  for (const [place, cell] of row.entries()) {
    const column = columnOf.get(toFlat(cell).replace(/[^a-z]/g, ''));
    if (column !== undefined && !columns.has(column)) columns.set(column, place);
  }
  return columns.size > 1 && (columns.has('family') || columns.has('number')) ? columns : null;
}

function readColumns(cells: readonly string[], columns: ReadonlyMap<Column, number>, today: string): AgendaLine | null {
  const cell = (column: Column): string => cells[columns.get(column) ?? -1] ?? '';
  const free = readLine(`${cell('family')} ${cell('given')}`, today);
  const day = findDates(cell('date') || cell('time'), today)[0]?.value ?? null;
  const birth = findDates(cell('birth'), today)[0]?.value ?? null;
  const at =
    findTimes(cell('time').replace(/(?<=\d)T(?=\d)/, ' '))[0] ??
    findTimes(cell('date').replace(/(?<=\d)T(?=\d)/, ' '))[0];
  const number = findNumbers(cell('number')).number ?? free?.number ?? null;
  const words = toWords(`${cell('family')} ${cell('given')}`);
  const births = birth === null ? (free?.births ?? []) : [birth];
  if (words === '' && number === null) return null;
  const line = { at: at?.value ?? null, day, births, number, uid: null, cancelled: isCancelled(cell('status')) };
  return { ...line, words: free?.words ?? words };
}

/** Reads a list as practice software prints, copies or exports it: with a row of names, or each line free. */
export function readTable(text: string, today: string): ReadList {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const rows = toRows(plain, findSeparator(plain)).slice(0, mostRows);
  const columns = readHead(rows[0] ?? []);
  const lines: AgendaLine[] = [];
  const unread: string[] = [];
  for (const cells of columns === null ? rows : rows.slice(1)) {
    const line = columns === null ? readLine(cells.join(' '), today) : readColumns(cells, columns, today);
    if (line === null) unread.push(cells.join(' '));
    else lines.push(line);
  }
  return { lines, unread };
}
