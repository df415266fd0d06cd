import { createRequire } from 'node:module';
import {
  Codecs,
  type WasmLoaders,
  type WasmModule,
  type WasmOptions,
} from '../../../src-renderer/viewer/decode/codecs.ts';

const require = createRequire(import.meta.url);

const from = (script: string, binary: string) => (options: Pick<WasmOptions, 'print' | 'printErr'>) => {
  const factory: (options: WasmOptions) => Promise<WasmModule> = require(script);
  return factory({ ...options, locateFile: () => require.resolve(binary) });
};

const loaders: WasmLoaders = {
  jpeg: from(
    '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
    '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm',
  ),
  'jpeg-ls': from('@cornerstonejs/codec-charls/decodewasmjs', '@cornerstonejs/codec-charls/decodewasm'),
  'jpeg-2000': from('@cornerstonejs/codec-openjpeg/decodewasmjs', '@cornerstonejs/codec-openjpeg/decodewasm'),
  htj2k: from('@cornerstonejs/codec-openjph/wasmjs', '@cornerstonejs/codec-openjph/wasm'),
};

/** The window's own codecs, their builds taken from node_modules. */
export function openNodeCodecs(): Codecs {
  return new Codecs(loaders);
}
