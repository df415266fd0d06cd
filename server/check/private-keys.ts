import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertPrivate } from '../config/secret-file.ts';
import { toPlaces } from '../places.ts';

/** Refuses a hospital one of whose keys other accounts of this machine can read. */
export function assertPrivateKeys(data: string): void {
  const { secrets, pki, systemKey } = toPlaces(data);
  for (const folder of [secrets, pki, join(pki, 'offline')])
    for (const name of existsSync(folder) ? readdirSync(folder) : [])
      if (name.endsWith('.key')) assertPrivate(join(folder, name));
  if (existsSync(systemKey)) assertPrivate(systemKey);
}
