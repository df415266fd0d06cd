import { type Eviction, toEvictions } from './eviction.ts';
import type { RoomOrder } from './protocol.ts';
import type { PersonVault } from './vault-shape.ts';

/**
 * Gives up what the order allows. The record on the screen is given up for nobody; whoever is expected today is given up, after everybody
 * else, for the record on the screen alone, and of those already seen the images for whoever is still to come.
 */
export async function giveUp(vault: PersonVault, order: RoomOrder, onScreen: string | null): Promise<Eviction[]> {
  const { bytes, patient, series, need, expected, seen } = order;
  const isOnScreen = need === 'screen' || (need === 'copy' && patient === onScreen);
  const isExpected = patient !== null && expected.includes(patient);
  const evictions = toEvictions(await vault.weigh(), {
    bytes,
    patient,
    kept: [
      ...(onScreen === null || onScreen === patient ? [] : [onScreen]),
      ...(isOnScreen ? [] : expected),
      ...(isOnScreen || isExpected ? [] : seen),
    ],
    thinned: isOnScreen || isExpected ? seen : [],
    last: isOnScreen ? [...seen, ...expected.toReversed()] : [],
    own: need === 'screen' ? (series ?? '') : null,
  });
  for (const eviction of evictions) await vault.evict(eviction);
  return evictions;
}
