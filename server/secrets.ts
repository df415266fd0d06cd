import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Secrets } from './deps.ts';
import { generateKeyPair } from './pki/keys.ts';

const KEY_BYTES = 32;
const files = {
  codeKey: 'codes.key',
  totpKey: 'second-factors.key',
  traceKey: 'trace-state.key',
  nissIndexKey: 'niss-index.key',
  nissCipherKey: 'niss-cipher.key',
  doorKey: 'doors.key',
  messageKey: 'messages.key',
} as const satisfies Record<keyof Secrets, string>;
const HEAD_KEY = 'trace-head.key';

/** Secrets as routes get them, and the key that signs the trace's heads, which they do not get. */
export interface ServerSecrets extends Secrets {
  readonly headKeyPem: string;
}

/** Makes each missing key of `folder`, readable by this account alone. */
export async function createSecrets(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of Object.values(files)) {
    const path = join(folder, name);
    if (!existsSync(path)) writeFileSync(path, randomBytes(KEY_BYTES), { mode: 0o600 });
  }
  const head = join(folder, HEAD_KEY);
  if (!existsSync(head)) writeFileSync(head, (await generateKeyPair()).pem, { mode: 0o600 });
}

/** Reads every key; a missing or short one ends the start. */
export function readSecrets(folder: string): ServerSecrets {
  const read = (name: string): Buffer => {
    const bytes = readFileSync(join(folder, name));
    if (bytes.length !== KEY_BYTES) throw new Error(`${name} has not ${KEY_BYTES} bytes.`);
    return bytes;
  };
  return {
    codeKey: read(files.codeKey),
    totpKey: read(files.totpKey),
    traceKey: read(files.traceKey),
    nissIndexKey: read(files.nissIndexKey),
    nissCipherKey: read(files.nissCipherKey),
    doorKey: read(files.doorKey),
    messageKey: read(files.messageKey),
    headKeyPem: readFileSync(join(folder, HEAD_KEY), 'utf8'),
  };
}
