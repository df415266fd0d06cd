import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Clock, Secrets } from '../deps.ts';
import { hashCode, toRecoveryCode, unseal } from './identity-codes.ts';
import { findStep } from './one-time-code.ts';
import { isPassword } from './password.ts';

/** What the database told of an account; all null when there is none. */
export interface StoredFactors {
  readonly person: string | null;
  readonly password_hash: string | null;
  readonly totp_secret: Buffer | null;
  readonly activated: boolean | null;
  readonly invited_here?: boolean;
}

/** Both factors were right: whose they are and which one is to be used up. */
export interface CheckedFactors {
  readonly person: string;
  readonly factor: { readonly step: number } | { readonly recovery: Buffer };
}

/**
 * Compares both factors. An account that does not exist costs the same time and gives the same answer as a wrong password; that
 * it was never activated is told on the PC of its own invitation alone.
 */
export async function checkFactors(
  stored: StoredFactors | null,
  typed: { readonly password: string; readonly otp: string },
  secrets: Secrets,
  clock: Clock,
): Promise<CheckedFactors> {
  const right = await isPassword(stored?.password_hash ?? null, typed.password);
  if (stored !== null && stored.person !== null && stored.activated === false && stored.invited_here === true)
    throw new ExpectedFailure('account-not-activated');
  if (!right || stored === null || stored.person === null || stored.totp_secret === null)
    throw new ExpectedFailure('credentials-wrong');
  const { person } = stored;
  const recovery = toRecoveryCode(typed.otp);
  if (recovery !== null) return { person, factor: { recovery: hashCode(secrets.codeKey, 'recovery', recovery) } };
  const secret = unseal(secrets.totpKey, stored.totp_secret, 'totp');
  const step = findStep(secret, typed.otp, clock.now());
  if (step === null) throw new ExpectedFailure('otp-wrong');
  return { person, factor: { step } };
}
