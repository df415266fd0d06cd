import { formatDate } from '../../../words/format.ts';
import { words } from '../../../words/words.ts';
import { toFileWithin } from './file-within.ts';
import { readCode, readCodeWord, readPartyName, readTexts, toCodeWord } from './kmehr-codes.ts';
import {
  readIntake,
  readKmehrDate,
  readKmehrPeriod,
  readMedicineName,
  readMedicineRemarks,
} from './kmehr-medication.ts';
import type { FilePart, Reading } from './reading.ts';
import { childrenOf, findAll, findElement, readText, readXml, type XmlElement } from './xml.ts';

const isText = (one: string | null): one is string => one !== null && one !== '';
const kindOf = (transaction: XmlElement): string => readCode(transaction, 'CD-TRANSACTION') ?? '';

function readDay(holder: XmlElement, name = 'date'): string | null {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(readText(findElement(holder, name)) ?? '')?.[0];
  return day === undefined ? null : formatDate(day);
}

/** Items of a transaction, those under its headings too, in their order. */
function itemsOf(transaction: XmlElement): XmlElement[] {
  return transaction.children.flatMap((child): XmlElement[] =>
    typeof child === 'string' ? [] : child.name === 'item' ? [child] : child.name === 'heading' ? itemsOf(child) : [],
  );
}

function toFacts(root: XmlElement, folder: XmlElement): FilePart {
  const patient = findElement(folder, 'patient');
  const name = ['firstname', 'familyname'].flatMap((part) => readText(findElement(patient, part)) ?? []).join(' ');
  const birth = patient === null ? null : readKmehrDate(patient, 'birthdate');
  const header = findElement(root, 'header');
  const rows: readonly (readonly [string, string | null])[] = [
    [words('file.patient'), birth === null ? name : words('file.born', { name, date: birth })],
    [words('file.date'), header === null ? null : readDay(header)],
    [words('file.sender'), readPartyName(findElement(header, 'sender'))],
    [words('file.recipient'), readPartyName(findElement(header, 'recipient'))],
  ];
  return { show: 'facts', rows: rows.flatMap(([label, value]) => (isText(value) ? [{ label, value }] : [])) };
}

/** Why a medicine is taken stands beside it in its transaction, as `medicationuse`. */
function readUses(transaction: XmlElement): string[] {
  return itemsOf(transaction)
    .filter((item) => readCode(item, 'CD-ITEM') !== 'medication')
    .flatMap((item) => childrenOf(item, 'content').flatMap((content) => readTexts(content)));
}

function toMedicationTable(
  title: string,
  items: readonly { readonly item: XmlElement; readonly uses: readonly string[] }[],
): FilePart {
  return {
    show: 'table',
    title,
    head: [words('kmehr.medicine'), words('kmehr.intake'), words('kmehr.period'), words('kmehr.remarks')],
    rows: items.map(({ item, uses }) => [
      readMedicineName(item),
      readIntake(item),
      readKmehrPeriod(item),
      [readMedicineRemarks(item), ...uses].filter(isText).join('\n'),
    ]),
  };
}

function toMedicationParts(title: string, transactions: readonly XmlElement[]): FilePart[] {
  const items = transactions.flatMap((transaction) =>
    itemsOf(transaction)
      .filter((item) => readCode(item, 'CD-ITEM') === 'medication')
      .map((item) => ({ item, uses: readUses(transaction) })),
  );
  return items.length === 0 ? [] : [toMedicationTable(title, items)];
}

function toDescription(item: XmlElement): string {
  const contents = childrenOf(item, 'content');
  const coded = findAll(item, 'cd').flatMap((cd) => cd.attributes['DN'] ?? []);
  const texts = [...contents.flatMap((content) => readTexts(content)), ...readTexts(item)];
  const isProduct = contents.some((content) => findElement(content, 'medicinalproduct') !== null);
  const people = contents.map(readPartyName);
  const said = [
    ...(isProduct ? [readMedicineName(item)] : []),
    readCodeWord(item, 'CD-CONTACT-PERSON'),
    ...people,
    ...findAll(item, 'telecomnumber').map(readText),
    ...contents.flatMap((content) =>
      childrenOf(content, 'cd').map((cd) => (cd.attributes['S'] === 'CD-VACCINEINDICATION' ? readText(cd) : null)),
    ),
    ...texts,
    ...contents.map((content) => readText(findElement(content, 'decimal'))),
    ...contents.map((content) => readText(findElement(content, 'unit'))),
    ...coded,
  ].filter(isText);
  return [...new Set(said)].join('\n');
}

/** What a colleague looks for first; the other kinds follow in their own order. */
const FIRST = ['allergy', 'adr', 'medication', 'problem', 'healthissue', 'diagnosis', 'risk', 'vaccine', 'treatment'];
const toRank = (kind: string): number => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);

function toItemTables(transaction: XmlElement): FilePart[] {
  const groups = Map.groupBy(itemsOf(transaction), (item) => readCode(item, 'CD-ITEM') ?? '');
  const ordered = [...groups].toSorted(([one], [other]) => toRank(one) - toRank(other));
  return ordered.map(([kind, items]) => {
    const title = toCodeWord('item', kind) ?? (kind === '' ? words('kmehr.other') : kind);
    if (kind === 'medication')
      return toMedicationTable(
        title,
        items.map((item) => ({ item, uses: [] })),
      );
    return {
      show: 'table',
      title,
      head: [words('kmehr.what'), words('kmehr.since'), words('kmehr.until'), words('kmehr.state')],
      rows: items.map((item) => [
        toDescription(item),
        readKmehrDate(item, 'beginmoment') ?? '',
        readKmehrDate(item, 'endmoment') ?? '',
        readCodeWord(findElement(item, 'lifecycle'), 'CD-LIFECYCLE') ?? '',
      ]),
    };
  });
}

function toTransactionParts(transaction: XmlElement): FilePart[] {
  const kind = kindOf(transaction);
  const title = toCodeWord('transaction', kind) ?? kind;
  const rows = [
    [words('file.document'), title],
    [words('file.date'), readDay(transaction)],
    [words('file.author'), readPartyName(findElement(transaction, 'author'))],
    [
      words('file.state'),
      readText(findElement(transaction, 'isvalidated')) === 'false' ? words('kmehr.not-validated') : null,
    ],
  ] as const;
  const texts = [...readTexts(transaction), ...readTexts(transaction, 'text-with-layout')];
  const files = findAll(transaction, 'lnk').filter(
    (lnk) => lnk.attributes['TYPE'] === 'multimedia' && readText(lnk) !== null,
  );
  return [
    { show: 'facts', rows: rows.flatMap(([label, value]) => (isText(value) ? [{ label, value }] : [])) },
    ...(texts.length === 0 ? [] : [{ show: 'text', title: null, text: texts.join('\n') } as const]),
    ...toItemTables(transaction),
    ...files.map((lnk) => toFileWithin(readText(lnk), lnk.attributes['MEDIATYPE'] ?? null)),
  ];
}

const SCHEME: ReadonlySet<string> = new Set(['medicationscheme', 'medicationschemeelement', 'treatmentsuspension']);

/** A KMEHR message as tables a colleague reads: who, the scheme of medication as one list, then each transaction by its kinds of items. Throws when it is none. */
export function readKmehr(text: string): Reading {
  const root = readXml(text);
  if (root.name !== 'kmehrmessage') throw new Error('no KMEHR');
  const parts = childrenOf(root, 'folder').flatMap((folder): FilePart[] => {
    const transactions = childrenOf(folder, 'transaction');
    const ofKind = (kind: string): XmlElement[] => transactions.filter((one) => kindOf(one) === kind);
    return [
      toFacts(root, folder),
      ...toMedicationParts(words('kmehr.transaction.medicationscheme'), ofKind('medicationschemeelement')),
      ...toMedicationParts(words('kmehr.transaction.treatmentsuspension'), ofKind('treatmentsuspension')),
      ...transactions.filter((one) => !SCHEME.has(kindOf(one))).flatMap(toTransactionParts),
    ];
  });
  if (parts.length === 0) throw new Error('a KMEHR without a folder');
  return { parts, cut: false };
}
