const fonts = import.meta.glob<string>('../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
  query: '?url',
  import: 'default',
  eager: true,
});
const decoders = import.meta.glob<string>('../../../node_modules/pdfjs-dist/wasm/{jbig2,openjpeg,qcms_bg}.wasm', {
  query: '?url',
  import: 'default',
  eager: true,
});

const byName = new Map(
  [...Object.entries(fonts), ...Object.entries(decoders)].map(([path, url]) => [path.split('/').at(-1), url]),
);

/** Hands pdf.js the standard fonts and image decoders that are part of the window; nothing else can be fetched. */
export class PdfData {
  async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const url = byName.get(filename);
    if (url === undefined) throw new Error('not part of the window');
    const answer = await fetch(url);
    return new Uint8Array(await answer.arrayBuffer());
  }
}
