import { addRelease } from '../../../server/command/release-add.ts';
import { toPlaces } from '../../../server/places.ts';
import { openReleaseBook } from '../../../server/postgres/release-book.ts';
import type { TestHospital } from '../support/test-hospital.ts';
import type { SafeKey } from './safe.ts';

/** A hospital's data folder and its database. */
interface FiledAt {
  readonly data: string;
  readonly test: Pick<TestHospital['test'], 'admin'>;
}

/** Files a release on a test's hospital, as the command does. */
export async function fileSigned({ data, test }: FiledAt, key: SafeKey, folder: string) {
  const book = await openReleaseBook(test.admin);
  if (book === null) throw new Error('another has the book');
  const { releases } = toPlaces(data);
  const order = {
    from: folder,
    releases,
    keys: [key.publicKey],
    by: 'Jean Dupont',
    trace: () => () => Promise.resolve(),
  };
  try {
    await addRelease(book, order, { say: () => undefined });
  } finally {
    await book.close();
  }
}

/** Moves the end of a release, past the guard that keeps what was signed as it is. */
export async function expire({ test }: Pick<TestHospital, 'test'>, counter: number): Promise<void> {
  await test.sql(
    `set session_replication_role = replica; update updates.release set expires = now() where counter = ${counter}; set session_replication_role = default`,
  );
}
