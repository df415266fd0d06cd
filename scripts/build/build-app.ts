import { listParts } from './parts.ts';
import { buildIfChanged } from './stamp.ts';

/** Builds what changed of the app, or of the parts named, and says so in one line for each part. */
export async function buildApp(root: string, names: readonly string[] = []): Promise<void> {
  const parts = listParts(root).filter(({ name }) => names.length === 0 || names.includes(name));
  await Promise.all(
    parts.map(async (part) => {
      const started = performance.now();
      const built = await buildIfChanged(root, part);
      if (built) console.log(`• Build: ${part.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    }),
  );
}
