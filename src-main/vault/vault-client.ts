import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron/main';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Log } from '../log/log.ts';
import type { VaultAnswer, VaultNews, VaultOrder, VaultOrders } from './protocol.ts';

/** The vault process as the main process sees it. */
export interface VaultClient {
  order<O extends VaultOrder>(order: O, input: VaultOrders[O]['input']): Promise<VaultOrders[O]['output']>;
  /** Gives the vault one end of a channel to the window. */
  connect(patient: string, study: string, port: MessagePortMain): void;
  stop(): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(cause: unknown): void;
}

/**
 * Starts the vault process at the first order and again after it died; `died` is told then, since every key is gone with it. Orders in
 * flight are refused as `vault-locked`.
 */
export function openVaultClient(
  script: string,
  log: Log,
  hear: (news: VaultNews) => void,
  died: () => void,
): VaultClient {
  let child: UtilityProcess | null = null;
  let lastId = 0;
  /** The app is quitting: a process started now would keep it alive. */
  let stopped = false;
  const pending = new Map<number, Pending>();

  function settle(answer: VaultAnswer): void {
    const waiting = pending.get(answer.id);
    pending.delete(answer.id);
    if (answer.ok) {
      waiting?.resolve(answer.value);
      return;
    }
    if (answer.code !== 'bug') {
      waiting?.reject(new ExpectedFailure(answer.code));
      return;
    }
    const bug = new Error('vault process');
    if (answer.cause !== undefined) bug.stack = answer.cause;
    waiting?.reject(bug);
  }

  function start(): UtilityProcess {
    const started = utilityProcess.fork(script, [], { serviceName: 'passerelle-vault', stdio: 'ignore' });
    started.on('message', (message: VaultAnswer | VaultNews) => {
      if ('news' in message) hear(message);
      else settle(message);
    });
    started.once('exit', (code) => {
      if (child !== started) return;
      child = null;
      log.write('vault/exited', { status: code });
      for (const waiting of pending.values()) waiting.reject(new ExpectedFailure('vault-locked'));
      pending.clear();
      died();
    });
    return started;
  }

  return {
    order(order, input) {
      if (stopped) return Promise.reject(new ExpectedFailure('vault-locked'));
      child ??= start();
      const target = child;
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve: resolve as Pending['resolve'], reject });
        target.postMessage({ id, order, input });
      });
    },
    connect(patient, study, port) {
      if (stopped) return;
      child ??= start();
      lastId += 1;
      child.postMessage({ id: lastId, order: 'pixels', input: { patient, study } }, [port]);
    },
    stop() {
      stopped = true;
      const last = child;
      child = null;
      last?.kill();
    },
  };
}
