/** What is used of tesseract-wasm, whose `exports` hide its own types. */
declare module 'tesseract-wasm' {
  export interface OCREngine {
    loadModel(model: ArrayBuffer | Uint8Array): void;
    loadImage(image: ImageBitmap | ImageData): void;
    clearImage(): void;
    getText(): string;
    destroy(): void;
  }
  export function createOCREngine(options: { readonly wasmBinary: Uint8Array }): Promise<OCREngine>;
}
