import { openOsKeychain } from '../../../src-main/secrets/os-keychain.ts';
import { ExpectedFailure } from '../../../contracts/failure.ts';

/** Run inside a D-Bus session of its own: asks the real keychain what argv says and prints one JSON line. */
const [, , wish = 'usable'] = process.argv;
const keychain = openOsKeychain('essai', { write: () => undefined });

async function probe(): Promise<unknown> {
  if (wish === 'usable') return await keychain.assertUsable();
  if (wish === 'write') return await keychain.write('nom', `-----BEGIN PRIVATE KEY-----\n${'x'.repeat(230)}\n`);
  if (wish === 'remove') return await keychain.remove('nom');
  return await keychain.read('nom');
}

const answer = await probe().then(
  (value) => ({ ok: true, value: value ?? null }),
  (cause: unknown) => ({ ok: false, code: cause instanceof ExpectedFailure ? cause.code : String(cause) }),
);
process.stdout.write(`${JSON.stringify(answer)}\n`);
process.exit();
