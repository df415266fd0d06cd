/** The decode worker: one message in, one frame or one refusal out. Nothing is kept between two frames but the compiled codecs. */
import charls from '@cornerstonejs/codec-charls/decodewasmjs';
import charlsUrl from '@cornerstonejs/codec-charls/decodewasm?url';
import turbo from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import turboUrl from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm?url';
import openjpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import openjpegUrl from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import openjph from '@cornerstonejs/codec-openjph/wasmjs';
import openjphUrl from '@cornerstonejs/codec-openjph/wasm?url';
import { Codecs, type WasmModule, type WasmOptions } from './codecs.ts';
import type { DecodeAnswer, DecodeQuestion } from './decode-messages.ts';
import { readContent, toReason } from './decode.ts';
import { limits } from './limits.ts';
import { toBuffers } from './stored-object.ts';

const from =
  (factory: (options: WasmOptions) => Promise<WasmModule>, url: string) =>
  (options: Pick<WasmOptions, 'print' | 'printErr'>) =>
    factory({ ...options, locateFile: () => new URL(url, self.location.href).href });

const codecs = new Codecs({
  jpeg: from(turbo, turboUrl),
  'jpeg-ls': from(charls, charlsUrl),
  'jpeg-2000': from(openjpeg, openjpegUrl),
  htj2k: from(openjph, openjphUrl),
});

self.addEventListener('message', (event: MessageEvent<DecodeQuestion>) => {
  const question = event.data;
  if (question.kind === 'warm') for (const codec of question.codecs) void codecs.warm(codec).catch(() => undefined);
  else void answer(question);
});

async function answer(question: Extract<DecodeQuestion, { kind: 'decode' }>): Promise<void> {
  const transfer: Transferable[] = [];
  let result: DecodeAnswer;
  try {
    const content = await readContent(new Uint8Array(question.bytes), question.frame, question.expected, codecs);
    // A file without more frames ends here: bytes that went back would be refuse there, and be collected at the window's expense.
    const back = question.keep && (content.frame?.facts.frames ?? 1) > 1 ? question.bytes : null;
    if (back) transfer.push(back);
    transfer.push(...(content.frame ? [content.frame.pixels.values.buffer] : toBuffers(content.object)));
    result = { id: question.id, bytes: back, replace: codecs.heap > limits.codecHeap, ok: true, ...content };
  } catch (error) {
    result = { id: question.id, bytes: null, replace: codecs.poisoned, ok: false, ...toReason(error) };
  }
  self.postMessage(result, { transfer });
  if (!question.bytes.detached) giveBack(question.bytes);
}

/**
 * Gives a file's bytes back to the system now: this thread collects so seldom that it would hold a patient's images long after the record
 * was closed. Sent into a channel that is shut at once, they are nobody's; detaching them alone would leave them with the browser.
 */
function giveBack(bytes: ArrayBuffer): void {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(null, [bytes]);
  port1.close();
  port2.close();
}
