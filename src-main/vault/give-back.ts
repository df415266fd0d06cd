/** What is smaller may lie in Node's pool, beside others. */
const LARGE = Math.max(65_536, Buffer.poolSize);

/**
 * Gives the memory of bytes that nobody reads any more back at once: this process collects so seldom that it would hold a patient's images in
 * plain long after his record was closed. Small ones stay.
 */
export function giveBack(bytes: unknown): void {
  if (!(bytes instanceof Uint8Array) || bytes.byteLength < LARGE || !(bytes.buffer instanceof ArrayBuffer)) return;
  bytes.fill(0);
  bytes.buffer.transfer(0);
}
