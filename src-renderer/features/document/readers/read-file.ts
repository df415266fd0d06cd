import type { FileFormat } from '../../../../contracts/file-format.ts';
import { readCda } from './cda.ts';
import { readHealthone } from './healthone.ts';
import { readKmehr } from './kmehr.ts';
import { readMedidoc } from './medidoc.ts';
import type { Reading } from './reading.ts';
import { readRtf } from './rtf.ts';

/** Formats that become text, tables and facts; scans are drawn page by page instead. */
export type TextFormat = Exclude<FileFormat, 'tiff' | 'image'>;

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** Reads a file into the parts that the pane shows; throws when it is not of its format. Pure, and run in a worker. */
export function readFile(format: TextFormat, bytes: Uint8Array): Reading {
  switch (format) {
    case 'rtf':
      return readRtf(bytes);
    case 'cda':
      return readCda(decode(bytes));
    case 'kmehr':
      return readKmehr(decode(bytes));
    case 'healthone':
      return readHealthone(decode(bytes));
    case 'medidoc':
      return readMedidoc(decode(bytes));
  }
}
