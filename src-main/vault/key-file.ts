import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { readJson, writeJson } from '../storage/safe-file.ts';
import { deriveKey, seal, toContext, unseal } from './sealing.ts';
import { toKeyFilePath, vaultFormat } from './vault-format.ts';

const Derivation = z.strictObject({
  salt: z.base64(),
  memoryCost: z.number().int(),
  timeCost: z.number().int(),
  parallelism: z.number().int(),
});
type Derivation = z.infer<typeof Derivation>;

const KeyFile = z.strictObject({ format: z.literal(vaultFormat), derivation: Derivation, wrapped: z.base64() });
const Keys = z.strictObject({
  /** Names files and folders, and seals the link list and the ledger; lives as long as the vault. */
  names: z.base64(),
  /** Wrap the patients' keys; more than one only between the two ends of a rotation. */
  masters: z.array(z.strictObject({ id: z.uuid(), key: z.base64(), day: z.iso.date() })).min(1),
});

/** One master key; `day` is the local date it was made for. */
export interface Master {
  readonly id: string;
  readonly key: Buffer;
  readonly day: string;
}

/** What an open vault of one person holds in memory. The last master is the one in use. */
export interface OpenKeys {
  readonly names: Buffer;
  masters: Master[];
}

/** argon2id as OWASP advises for interactive use; strength is in the keychain's half too. */
const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

/** argon2id, handed in so that the native module is loaded when a password is there and not before. */
export type Stretch = (
  password: string,
  derivation: { salt: Buffer; memoryCost: number; timeCost: number; parallelism: number },
) => Promise<Buffer>;

/** Key encryption key = HKDF(secret of the keychain ‖ argon2id(password)): neither half opens anything alone. */
async function deriveKek(secret: Buffer, password: string, derivation: Derivation, stretch: Stretch): Promise<Buffer> {
  const salt = Buffer.from(derivation.salt, 'base64');
  const stretched = await stretch(password, { ...derivation, salt });
  const kek = deriveKey(Buffer.concat([secret, stretched]), 'key encryption key');
  stretched.fill(0);
  return kek;
}

const context = (person: string): Buffer => toContext('keys', person);

/** The keys of one person's vault while it is being opened; `save` needs the key encryption key and forgets it on `done`. */
export interface Opening {
  readonly keys: OpenKeys;
  readonly created: boolean;
  save(): Promise<void>;
  done(): void;
}

async function saveKeys(
  folder: string,
  person: string,
  kek: Buffer,
  derivation: Derivation,
  keys: OpenKeys,
): Promise<void> {
  const content = {
    names: keys.names.toString('base64'),
    masters: keys.masters.map(({ id, key, day }) => ({ id, day, key: key.toString('base64') })),
  };
  const wrapped = seal(kek, context(person), Buffer.from(JSON.stringify(content))).toString('base64');
  await writeJson(toKeyFilePath(folder), { format: vaultFormat, derivation, wrapped });
}

/** A new master key of a day. */
export function makeMaster(day: string): Master {
  return { id: randomUUID(), key: randomBytes(32), day };
}

/**
 * Opens the key file of one person, or makes it when there is none (or what lies there is none). A wrong password or a foreign keychain
 * secret is `credentials-wrong`. With `mustExist` nothing is made: `not-copied-yet`.
 */
export async function openKeyFile(
  folder: string,
  person: string,
  secret: Buffer,
  password: string,
  day: string,
  stretch: Stretch,
  mustExist = false,
): Promise<Opening> {
  const file = await readJson(toKeyFilePath(folder), KeyFile);
  if (file === null && mustExist) throw new ExpectedFailure('not-copied-yet');
  const derivation: Derivation = file?.derivation ?? { salt: randomBytes(16).toString('base64'), ...cost };
  const kek = await deriveKek(secret, password, derivation, stretch);
  const keys =
    file === null ? { names: randomBytes(32), masters: [makeMaster(day)] } : unwrap(kek, person, file.wrapped);
  const save = (): Promise<void> => saveKeys(folder, person, kek, derivation, keys);
  if (file === null) await save();
  return { keys, created: file === null, save, done: () => kek.fill(0) };
}

function unwrap(kek: Buffer, person: string, wrapped: string): OpenKeys {
  let plain: Uint8Array;
  try {
    plain = unseal(kek, context(person), Buffer.from(wrapped, 'base64'));
  } catch (cause) {
    throw new ExpectedFailure('credentials-wrong', { cause });
  }
  const content = Keys.parse(JSON.parse(Buffer.from(plain).toString('utf8')));
  plain.fill(0);
  return {
    names: Buffer.from(content.names, 'base64'),
    masters: content.masters.map(({ id, key, day }) => ({ id, day, key: Buffer.from(key, 'base64') })),
  };
}

/** Overwrites every key of an open vault. */
export function wipeKeys(keys: OpenKeys): void {
  keys.names.fill(0);
  for (const master of keys.masters) master.key.fill(0);
}
