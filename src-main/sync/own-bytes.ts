/** The bytes in a buffer of their own where theirs holds more of something else: a message takes its whole buffer along. */
export function toOwnBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength * 2 < bytes.buffer.byteLength ? new Uint8Array(bytes) : bytes;
}
