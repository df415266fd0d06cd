import { describe, expect, it } from 'vitest';
import {
  confirmFactor,
  createActivationStore,
  startActivation,
} from '../../../../src-renderer/features/activation/activation-store.ts';
import { readPasswordRules } from '../../../../src-renderer/features/activation/password-rules.ts';
import { isWholeCode, toCodeGroups } from '../../../../src-renderer/features/enrolment/invitation-code.ts';
import { physician } from '../../support/samples.ts';
import { createScriptedBridge } from '../../support/scripted-bridge.ts';

describe('the code of the letter', () => {
  it('stands in groups of four, however it is typed or pasted [R06]', () => {
    expect(toCodeGroups('abcd efgh 2345 6789')).toBe('ABCD-EFGH-2345-6789');
    expect(toCodeGroups('ABCD-EFGH-2345-6789')).toBe('ABCD-EFGH-2345-6789');
    expect(toCodeGroups('abcde')).toBe('ABCD-E');
    expect(toCodeGroups('abcd')).toBe('ABCD');
    expect(toCodeGroups('oil0 1')).toBe('0110-1');
    expect(isWholeCode('ABCD-EFGH-2345-6789')).toBe(true);
    expect(isWholeCode('ABCD-EFGH-2345')).toBe(false);
  });
});

describe('the first password', () => {
  const met = (password: string, again = password) =>
    readPasswordRules(password, again, physician)
      .filter((rule) => rule.met)
      .map((rule) => rule.id);

  it('is told live what it still lacks [R07]', () => {
    expect(met('')).toEqual([]);
    expect(met('quatre chevaux')).toEqual(['length', 'person', 'variety', 'same']);
    expect(met('quatre chevaux', 'quatre')).toEqual(['length', 'person', 'variety']);
    expect(met('court')).toEqual(['person', 'variety', 'same']);
    expect(met('docteur lambert')).toEqual(['length', 'variety', 'same']);
    expect(met('10000000001 abc')).toEqual(['length', 'variety', 'same']);
    expect(met('aaaaaaaaaaaaaa')).toEqual(['length', 'person', 'same']);
    expect(met('1234567890123')).toEqual(['length', 'person', 'same']);
  });
});

describe('activation', () => {
  it('goes from the password to the second factor to the recovery codes, each only when the hospital agrees [R07]', async () => {
    const bridge = createScriptedBridge({
      'activation/start': () => 'password-weak',
      'activation/confirm': () => 'otp-wrong',
    });
    const store = createActivationStore();
    expect((await startActivation(store, bridge.ask, 'quatre chevaux')).ok).toBe(false);
    expect(store.getState()).toEqual({ phase: 'password' });

    bridge.answers['activation/start'] = () => ({ otpauth: 'otpauth://totp/x', secret: 'ABCD' });
    await startActivation(store, bridge.ask, 'quatre chevaux');
    expect(store.getState()).toEqual({ phase: 'factor', otpauth: 'otpauth://totp/x', secret: 'ABCD' });

    await confirmFactor(store, bridge.ask, '123456');
    expect(store.getState().phase).toBe('factor');

    bridge.answers['activation/confirm'] = () => ({ recoveryCodes: ['A', 'B'] });
    await confirmFactor(store, bridge.ask, '654321');
    expect(store.getState()).toEqual({ phase: 'codes', recoveryCodes: ['A', 'B'] });
  });
});
