import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPlaces } from './places.ts';
import { type Admin, leaveAdmin, openAdmin } from './postgres/admin.ts';
import { emptyDatabase, findOccupied } from './postgres/load.ts';

/** Where a hospital is to lie. */
export interface Place {
  /** Folder, absolute. */
  readonly data: string;
  /** Administrator's URL of a PostgreSQL; null: one is made in the folder. */
  readonly databaseUrl: string | null;
}

/** Why a hospital cannot be founded or restored there; one sentence. */
export class PlaceTaken extends Error {}

const UNFINISHED = 'unfinished';

/** Refuses a place where anything lies already: a folder that is not empty, a database with anything in it. */
export async function assertEmptyPlace({ data, databaseUrl }: Place): Promise<void> {
  const first = existsSync(data) ? readdirSync(data)[0] : undefined;
  if (first !== undefined)
    throw new PlaceTaken(`${data} is not empty (${first} is there): nothing is written over a hospital.`);
  if (databaseUrl !== null) await assertEmptyDatabase(await openAdmin(toPlaces(data).postgres, databaseUrl));
}

/** Fills an empty place; what fails leaves it as empty as it was, and what is killed leaves a mark that no server starts over. */
export async function fillEmptyPlace<T>(place: Place, work: (admin: Admin) => Promise<T>): Promise<T> {
  await assertEmptyPlace(place);
  const { data } = place;
  const wasThere = existsSync(data);
  let admin: Admin | null = null;
  let isOurs = false;
  try {
    mkdirSync(data, { recursive: true, mode: 0o755 });
    writeFileSync(join(data, UNFINISHED), '', { mode: 0o600 });
    admin = await openAdmin(toPlaces(data).postgres, place.databaseUrl);
    await assertEmptyDatabase(admin);
    isOurs = true;
    const value = await work(admin);
    rmSync(join(data, UNFINISHED));
    await leaveAdmin(admin);
    return value;
  } catch (error) {
    if (admin !== null) {
      if (isOurs) await emptyDatabase(admin.connection);
      if (!admin.adopted) await admin.stop();
    }
    for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true, force: true });
    if (!wasThere) rmSync(data, { recursive: true, force: true });
    throw error;
  }
}

/** Refuses a folder that was never filled to its end. */
export function assertFinished(data: string): void {
  if (existsSync(join(data, UNFINISHED)))
    throw new PlaceTaken(
      `${data} holds a hospital that was not founded or restored to its end: empty the folder and begin again.`,
    );
}

async function assertEmptyDatabase(admin: Admin): Promise<void> {
  const found = await findOccupied(admin.connection);
  if (found !== null)
    throw new PlaceTaken(`The database is not empty (${found} is there): nothing is written over a hospital.`);
}
