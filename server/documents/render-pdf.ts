import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/ibm-plex-sans/package.json'));
const faces = ['400Regular', '500Medium', '700Bold'].map((face) => join(fonts, face));
/** Results of this many documents stay in the compiler's memory, so that names do not stay there for days. */
const remembered = 4;
let compiler: NodeCompiler | undefined;

/**
 * A typst template of this folder as PDF/A-2b, fonts embedded. `data` reaches it as text, never as markup; `at` is the only
 * date in the file, so that the same call gives the same bytes.
 */
export function renderPdf(
  template:
    | 'consent'
    | 'access-letter'
    | 'code-letter'
    | 'claim-letter'
    | 'evidence-summary'
    | 'receipt'
    | 'trace-head'
    | 'conditions'
    | 'regulations',
  data: object,
  at: Date,
): Buffer {
  compiler ??= NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontPaths: faces }] });
  try {
    return compiler.pdf(
      { mainFilePath: join(import.meta.dirname, `${template}.typ`), inputs: { data: JSON.stringify(data) } },
      { pdfStandard: 'a-2b', creationTimestamp: Math.floor(at.getTime() / 1000) },
    );
  } finally {
    compiler.evictCache(remembered);
  }
}
