import { hashRaw } from '@node-rs/argon2';
import type { Stretch } from '../../../src-main/vault/key-file.ts';

/** argon2id as the vault process does it, cheaper; by itself, so that a process that is killed starts quickly. */
export const quickStretch: Stretch = (password, { salt }) =>
  hashRaw(password, { salt, memoryCost: 1024, timeCost: 1, parallelism: 1, outputLen: 32, algorithm: 2 });
