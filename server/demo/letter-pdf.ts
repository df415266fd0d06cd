import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { type Letter, toLetterData } from './letter.ts';

const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/ibm-plex-sans/package.json'));
const faces = ['400Regular', '400Regular_Italic', '700Bold'].map((face) => join(fonts, face));
let compiler: NodeCompiler | undefined;

/** The letter as PDF/A-2b, fonts embedded; the same letter gives the same bytes. */
export function toLetterPdf(letter: Letter): Buffer {
  compiler ??= NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontPaths: faces }] });
  return compiler.pdf(
    { mainFilePath: join(import.meta.dirname, 'letter.typ'), inputs: { letter: JSON.stringify(toLetterData(letter)) } },
    { pdfStandard: 'a-2b', creationTimestamp: Date.parse(`${letter.day}T12:00:00Z`) / 1000 },
  );
}
