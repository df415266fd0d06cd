import { createHash } from 'node:crypto';
import { openPersonVault } from '../../../src-main/vault/person-vault.ts';
import { hashRaw } from '@node-rs/argon2';

/** Run as a process that is killed: copies one manifest after the other into the vault of argv, seeded, without end. */
const { folder, holder, secret, statementKey, patient, manifests } = JSON.parse(process.argv[2] ?? '{}') as {
  folder: string;
  holder: { person: string; pc: string };
  secret: string;
  statementKey: string;
  patient: string;
  manifests: { version: number; lease: string; count: number }[];
};

/** Content of one item: its number and version, long enough that a write takes a moment. */
const contentOf = (place: number, version: number): Buffer =>
  Buffer.alloc(40_000, `item ${place} version ${version}; `);

const vault = await openPersonVault(
  { folder, holder, secret, password: 'un mot de passe', statementKey, mark: { time: 0, count: 0 }, day: '2026-11-22' },
  (password, { salt }) =>
    hashRaw(password, { salt, memoryCost: 1024, timeCost: 1, parallelism: 1, outputLen: 32, algorithm: 2 }),
);
process.stdout.write('writing\n');
for (const { version, lease, count } of manifests) {
  const contents = Array.from({ length: count }, (_, place) => contentOf(place, version));
  const items = contents.map((bytes, place) => ({
    kind: 'resource' as const,
    ref: `Observation/${place}`,
    version,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  }));
  const { missing } = await vault.compare({
    patient,
    revision: String(version),
    asOf: '2026-11-22T09:00:00.000Z',
    lease,
    items,
    lastVisit: null,
    marks: [],
  });
  await Promise.all(
    missing.map((item) =>
      vault.store(patient, item, contents[Number((item as { ref: string }).ref.split('/')[1])] ?? Buffer.alloc(0)),
    ),
  );
  await vault.settle(patient);
  await vault.saveLedger();
  await vault.texts.save('links', `links of version ${version}`);
}
process.stdout.write('done\n');
