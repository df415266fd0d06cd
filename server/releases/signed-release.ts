import { type KeyObject, verify } from 'node:crypto';
import { readRelease, type Release } from '../../contracts/release.ts';

/** A release that the safe signed: what it says, its text and its 64 bytes of signature. */
export interface SignedRelease {
  readonly release: Release;
  readonly text: string;
  readonly signature: Buffer;
}

/** Why a text is no release of ours, as a sentence. */
export class ReleaseRefused extends Error {}

const LONGEST = 16_384;
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/;

/** Verifies the signature (base64) over the very bytes by one of these keys, and only then reads them. Throws `ReleaseRefused`. */
export function openSignedRelease(bytes: Buffer, signature: string, keys: readonly KeyObject[]): SignedRelease {
  const encoded = signature.trim();
  if (!SIGNATURE.test(encoded)) throw new ReleaseRefused('release.sig is no ed25519 signature in base64.');
  if (bytes.length > LONGEST) throw new ReleaseRefused('release.txt is longer than a release ever is.');
  const signed = Buffer.from(encoded, 'base64');
  if (!keys.some((key) => verify(null, bytes, key, signed)))
    throw new ReleaseRefused(
      'release.sig is not the signature of release.txt by any key in UPDATE_KEYS: the text was altered, or another key signed it.',
    );
  const text = bytes.toString('latin1');
  const release = readRelease(text);
  if (release === null) throw new ReleaseRefused('release.txt is signed, but cannot be read as a release.');
  return { release, text, signature: signed };
}
