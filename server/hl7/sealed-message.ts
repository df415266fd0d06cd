import { seal, unseal } from '../domain/identity-codes.ts';

/** A message's bytes as the database keeps them: encrypted, and bound to the message's id. */
export function sealMessage(key: Buffer, id: string, raw: Buffer): Buffer {
  return seal(key, raw, toContext(id));
}

/** Undoes `sealMessage`; throws when key, id or one bit differs. */
export function unsealMessage(key: Buffer, id: string, sealed: Buffer): Buffer {
  return unseal(key, sealed, toContext(id));
}

const toContext = (id: string): string => `message/${id}`;
