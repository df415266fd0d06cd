import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Language } from '../../contracts/language.ts';
import type { Sheet } from './sheet.ts';
import { sheetTemplate } from './sheet-template.ts';

const modules = createRequire(import.meta.url);
const faces = ['400Regular/IBMPlexSans_400Regular.ttf', '700Bold/IBMPlexSans_700Bold.ttf'];
/** Longer than any letter; beyond it the application would stand still while it is made. */
const longest = 120_000;

// A control character has no shape, and a writer of PDF/A refuses what it cannot show.
const clean = (text: string): string => text.toWellFormed().replaceAll(/[^\P{Cc}\n]/gu, ' ');

function toData({ title, head, blocks, foot }: Sheet, lang: Language): string {
  return JSON.stringify({ title, head, blocks, foot, lang }, (_name, value: unknown) =>
    typeof value === 'string' ? clean(value) : value,
  );
}

async function openCompiler() {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  // As bytes: in an installed application they lie inside its archive, where native code reads nothing.
  const fontBlobs = await Promise.all(
    faces.map((face) => readFile(modules.resolve(`@expo-google-fonts/ibm-plex-sans/${face}`))),
  );
  return NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] });
}

let opening: ReturnType<typeof openCompiler> | undefined;

/**
 * A sheet as PDF/A-2a, made on this PC without a line: fonts embedded, tagged, nothing that runs. Null when its writer refuses, because a
 * character has no shape in any font of this PC, or when the sheet is too long: nothing is called PDF/A that is not (adr/0176).
 */
export async function toArchivePdf(sheet: Sheet, language: Language, at: Date): Promise<Uint8Array | null> {
  const data = toData(sheet, language);
  if (data.length > longest) return null;
  opening ??= openCompiler();
  const compiler = await opening;
  try {
    return compiler.pdf(
      { mainFileContent: sheetTemplate, inputs: { data } },
      { pdfStandard: 'a-2a', creationTimestamp: Math.floor(at.getTime() / 1000) },
    );
  } catch {
    return null;
  } finally {
    // What a document says stays in no memory of the compiler.
    compiler.evictCache(0);
  }
}
