import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

let compiler: NodeCompiler | undefined;

/**
 * Finished forms, one page each, as one file to print: every page is drawn from the very bytes that are handed in. `at` is the only date
 * in it.
 */
export function joinPdfs(forms: readonly { readonly pdf: Buffer }[], at: Date): Buffer {
  compiler ??= NodeCompiler.create({ workspace: import.meta.dirname });
  const names = forms.map((_form, place) => `form-${place + 1}.pdf`);
  try {
    for (const [place, { pdf }] of forms.entries())
      compiler.mapShadow(join(import.meta.dirname, names[place] ?? ''), pdf);
    return compiler.pdf(
      { mainFilePath: join(import.meta.dirname, 'batch.typ'), inputs: { data: JSON.stringify(names) } },
      { creationTimestamp: Math.floor(at.getTime() / 1000) },
    );
  } finally {
    compiler.resetShadow();
    compiler.evictCache(0);
  }
}
