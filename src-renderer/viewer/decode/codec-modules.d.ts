/** The part of the emscripten builds that is used here; the packages carry no types. */
declare module '@cornerstonejs/codec-*js' {
  const factory: (options: import('./codecs.ts').WasmOptions) => Promise<import('./codecs.ts').WasmModule>;
  export default factory;
}
