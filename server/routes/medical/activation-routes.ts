import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { hashCode, makeRecoveryCodes, seal, toRecoveryCode, unseal } from '../../domain/identity-codes.ts';
import { findStep, makeTotpSecret, toBase32, toOtpauth } from '../../domain/one-time-code.ts';
import { hashPassword, isWeak } from '../../domain/password.ts';
import { beginActivation, countAttempt, finishActivation, readActivation } from '../../store/identity-store.ts';
import { answer } from '../answer.ts';

/** The first password and second factor of a person, on the PC that the letter's code enrolled. */
export const activationRoutes: Routes = async (app, { database, secrets, settings, clock }) => {
  answer(app, 'activation/start', async ({ input, request }) => {
    const { certificate } = request.caller;
    await countAttempt(database, certificate, 'activation');
    if (isWeak(input.password, [settings.hospital.name])) throw new ExpectedFailure('password-weak');
    const secret = makeTotpSecret();
    const login = await beginActivation(
      database,
      certificate,
      hashCode(secrets.codeKey, 'invitation', input.code),
      await hashPassword(input.password),
      seal(secrets.totpKey, secret, 'totp'),
    );
    await request.trace({ kind: 'identity', patient: null, object: 'activation/start' });
    return { otpauth: toOtpauth(secret, login, settings.hospital.name), secret: toBase32(secret) };
  });

  answer(app, 'activation/confirm', async ({ input, request }) => {
    const { certificate } = request.caller;
    await countAttempt(database, certificate, 'activation');
    const codeHash = hashCode(secrets.codeKey, 'invitation', input.code);
    const secret = unseal(secrets.totpKey, await readActivation(database, certificate, codeHash), 'totp');
    const step = findStep(secret, input.otp, clock.now());
    if (step === null) throw new ExpectedFailure('otp-wrong');
    const recoveryCodes = makeRecoveryCodes();
    const hashes = recoveryCodes.map((code) => hashCode(secrets.codeKey, 'recovery', toRecoveryCode(code) ?? code));
    await finishActivation(database, certificate, codeHash, step, hashes);
    await request.trace({ kind: 'identity', patient: null, object: 'activation/confirm' });
    return { recoveryCodes: [...recoveryCodes] };
  });
};
