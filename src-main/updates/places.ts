import { dirname, join } from 'node:path';

/** Where what belongs to updates lies on this PC. */
export interface UpdatePlaces {
  /** Folder of the public keys that came with the package. */
  readonly keys: string;
  /** The program and its arguments before the deed: pkexec and root's helper. */
  readonly helper: readonly [string, ...string[]];
  /** Folder of root's: `state` and `counter`, readable by everyone. */
  readonly root: string;
  /** What starts the app: the launcher, which takes part in the trial of a new version. */
  readonly launcher: string;
}

/** What the places are found by. */
export interface AroundPlaces {
  /** `process.resourcesPath`. */
  readonly resources: string;
  readonly executable: string;
  /** `Passerelle`, or `Passerelle-test`. */
  readonly product: string;
  /** Reads a variable of the environment; null in a release, which takes none. */
  readonly told: (name: string) => string | null;
}

/** The places that the packages agree on (adr/0182). A test build may be told of another helper, which is then run without pkexec, and of another folder of root's. */
export function findPlaces({ resources, executable, product, told }: AroundPlaces): UpdatePlaces {
  const name = product.toLowerCase();
  const other = told('PASSERELLE_UPDATE_HELPER');
  return {
    keys: join(resources, 'update', 'keys'),
    helper: other === null ? ['/usr/bin/pkexec', join(resources, 'update', 'helper')] : [other],
    root: told('PASSERELLE_UPDATE_STATE') ?? `/var/lib/${name}`,
    launcher: join(dirname(executable), name),
  };
}
