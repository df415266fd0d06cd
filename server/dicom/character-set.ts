import { TextDecoder } from 'node:util';
const LABELS: Readonly<Record<string, string>> = {
  '': 'windows-1252',
  'ISO_IR 6': 'windows-1252',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 192': 'utf-8',
  'ISO 2022 IR 87': 'iso-2022-jp',
  'ISO 2022 IR 149': 'euc-kr',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/**
 * Decoder of Specific Character Set (0008,0005), PS3.3 C.12.1.1.2. Of several sets the one that is no plain ASCII is taken. A
 * byte that does not belong becomes U+FFFD: text is never lost because of one.
 */
export function toTextDecoder(specificCharacterSet: string): TextDecoder {
  const terms = specificCharacterSet.split('\\').map((term) => term.trim());
  const known = terms.map((term) => LABELS[term] ?? LABELS[term.replace(/^ISO 2022 IR /, 'ISO_IR ')]);
  const label = known.find((one) => one !== undefined && one !== 'windows-1252') ?? 'windows-1252';
  return new TextDecoder(label);
}
