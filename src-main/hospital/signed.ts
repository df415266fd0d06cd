import { createPublicKey, type KeyObject } from 'node:crypto';
import { compactVerify } from 'jose';
import type { z } from 'zod';

/**
 * Reads what the hospital signed (JWS compact, ES256 alone) with its statement key (SPKI PEM); null when the signature or the claims
 * are not what they should be. Nothing inside is believed before that.
 */
export async function readSigned<T>(jws: string, statementKey: string, claims: z.ZodType<T>): Promise<T | null> {
  let key: KeyObject;
  try {
    key = createPublicKey(statementKey);
    const { payload } = await compactVerify(jws, key, { algorithms: ['ES256'] });
    const parsed = claims.safeParse(JSON.parse(Buffer.from(payload).toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
