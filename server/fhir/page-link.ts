import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Position } from '../store/search-store.ts';

/** What a next link carries: the search again, from where, and for which session alone. */
export interface NextPage {
  readonly type: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly posted: boolean;
  readonly after: Position;
  /** SHA-256 of the session token, hex. */
  readonly session: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Seals and opens next links: opaque (a search may hold a national number), and good for nobody else. */
export interface PageLinks {
  seal(page: NextPage): string;
  /** Null when the link is not ours, of another session, or too old. */
  open(sealed: string, session: string, now: number): NextPage | null;
}

/** AES-256-GCM by a key derived from the hospital's. */
export function openPageLinks(secret: Buffer): PageLinks {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'passerelle/fhir-page-link', 32));
  return {
    seal: (page) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(JSON.stringify(page), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open: (text, session, now) => {
      const sealed = Buffer.from(text, 'base64url');
      if (sealed.length < 29) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      try {
        const plain = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
        const page = JSON.parse(plain.toString('utf8')) as NextPage;
        return page.session === session && page.until > now ? page : null;
      } catch {
        return null;
      }
    },
  };
}
