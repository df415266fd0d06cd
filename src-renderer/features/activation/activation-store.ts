import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Result } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';

/** Where the activation stands. The codes stay on the screen until the person says they are noted, whatever the app does next. */
export type ActivationState =
  | { readonly phase: 'password' }
  | { readonly phase: 'factor'; readonly otpauth: string; readonly secret: string }
  | { readonly phase: 'codes'; readonly recoveryCodes: readonly string[] };

export type ActivationStore = StoreApi<ActivationState>;

/** A fresh activation; it lives above the stages, since confirming the second factor already changes the stage. */
export function createActivationStore(): ActivationStore {
  return createStore<ActivationState>(() => ({ phase: 'password' }));
}

/** Sends the password; on success the second factor's secret is there. */
export async function startActivation(
  store: ActivationStore,
  ask: Bridge['ask'],
  password: string,
): Promise<Result<unknown>> {
  const result = await ask('activation/start', { password });
  if (result.ok) store.setState({ phase: 'factor', ...result.value }, true);
  return result;
}

/** Confirms the second factor; on success the recovery codes are there, for this once. */
export async function confirmFactor(store: ActivationStore, ask: Bridge['ask'], otp: string): Promise<Result<unknown>> {
  const result = await ask('activation/confirm', { otp });
  if (result.ok) store.setState({ phase: 'codes', recoveryCodes: result.value.recoveryCodes }, true);
  return result;
}
