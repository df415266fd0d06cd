import type { Manifest } from '../../contracts/mirror.ts';
import type { VaultClient } from './vault-client.ts';
import type { VaultOrders } from './protocol.ts';

/** The same vault; `purged` hears of every copy that is ordered to be destroyed, by whomever (null: all of them). */
export function watchPurges(vault: VaultClient, purged: (patient: string | null) => void): VaultClient {
  return {
    ...vault,
    order(order, input) {
      if (order === 'purge') purged((input as VaultOrders['purge']['input']).patient);
      return vault.order(order, input);
    },
  };
}

/** The same vault; `compared` hears of every manifest with which a copy was compared. */
export function watchComparisons(vault: VaultClient, compared: (manifest: Manifest) => void): VaultClient {
  return {
    ...vault,
    async order(order, input) {
      const answer = await vault.order(order, input);
      if (order === 'compare') compared(input as Manifest);
      return answer;
    },
  };
}
