/**
 * Header by which an enrolled PC proves itself on the open listener before its body is read: its certificate (DER), the second of signing and
 * the signature (ECDSA P-256/SHA-256, IEEE P1363), base64url, joined by full stops. It opens nothing: it says whose budget a request counts in.
 */
export const pcProofHeader = 'x-passerelle-pc';

/** What a PC signs: this request, now, and nothing that a hospital could be shown as anything else. */
export function toProofText(method: string, path: string, seconds: number): string {
  return `passerelle-open-1\n${method} ${path}\n${seconds}`;
}
