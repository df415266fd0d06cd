import type { DataSet } from 'dicom-parser';

/** Defined terms of Specific Character Set (PS3.3 C.12.1.1.2) and the decoder that reads each. */
const decoders: Readonly<Record<string, string>> = {
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  'ISO_IR 87': 'iso-2022-jp',
  'ISO_IR 159': 'iso-2022-jp',
  'ISO_IR 149': 'euc-kr',
  'ISO_IR 58': 'gb18030',
  GB18030: 'gb18030',
  GBK: 'gb18030',
};

/** Escape sequences of ISO 2022. */
const escapes = new RegExp(`${String.fromCharCode(27)}[$]?[()\\-./]?[0-9A-Za-z]`, 'g');

/** Reads text elements of one data set (and of its items) in the character set it declares. */
export type ReadText = (dataSet: DataSet, tag: string) => string;

/**
 * The reader for a file's texts. Of several declared sets the first that is not ASCII is taken, and escapes that it does not know are
 * dropped (PS3.5 6.1.2.5): names and findings of Belgian systems are Latin 1 or UTF-8.
 */
export function openText(root: DataSet): ReadText {
  const terms = (root.string('x00080005') ?? '')
    .split('\\')
    .map((term) => term.trim().replace('ISO 2022 IR', 'ISO_IR'));
  const label = terms.map((term) => decoders[term]).find((found) => found !== undefined) ?? 'windows-1252';
  const decoder = new TextDecoder(label);
  return (dataSet, tag) => {
    const element = dataSet.elements[tag];
    if (element === undefined || element.length === 0) return '';
    const end = Math.min(element.dataOffset + element.length, dataSet.byteArray.length);
    const text = decoder.decode(dataSet.byteArray.subarray(element.dataOffset, end) as Uint8Array);
    const plain = label === 'iso-2022-jp' ? text : text.replace(escapes, '');
    return plain.replace(/\0/g, '').trim();
  };
}

/** Code Meaning (0008,0104) of the first item of a code sequence, else its Code Value; empty when there is none. */
export function readCodeMeaning(dataSet: DataSet, sequence: string, read: ReadText): string {
  const item = dataSet.elements[sequence]?.items?.[0]?.dataSet;
  if (item === undefined) return '';
  return read(item, 'x00080104') || read(item, 'x00080100') || read(item, 'x00080119');
}

/** Items of a sequence as data sets. */
export function readItems(dataSet: DataSet, sequence: string): readonly DataSet[] {
  return (dataSet.elements[sequence]?.items ?? []).flatMap(({ dataSet: item }) => (item ? [item] : []));
}

/** Decimal strings of one element; empty when one of them is no number. */
export function readDecimals(dataSet: DataSet, tag: string): readonly number[] {
  const text = dataSet.string(tag)?.replace(/\0/g, '').trim() ?? '';
  const numbers = text === '' ? [] : text.split('\\').map(Number);
  return numbers.every(Number.isFinite) ? numbers : [];
}
