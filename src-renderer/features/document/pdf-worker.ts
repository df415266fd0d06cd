/** The parser of PDF in a worker of its own: what a hostile file does there stops there. */
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
