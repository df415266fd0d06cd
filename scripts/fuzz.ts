import { join } from 'node:path';
import { root } from './check/step.ts';
import { runUnprivileged } from './session/run-unprivileged.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';

// `npm run fuzz [-- --seed N --count N --first N hl7 fhir …]`: spoils what enters in every way it knows, by a seed, and tells what became of
// it. `--count` is shared out among the subjects by the weights below; ends with 1 when something was handled wrongly.
const WEIGHTS: Readonly<Record<string, number>> = {
  hl7: 20,
  fhir: 10,
  dicom: 20,
  stow: 5,
  pdf: 10,
  html: 10,
  rtf: 10,
  cda: 8,
  tiff: 7,
};

interface Wish {
  readonly seed: number;
  readonly count: number;
  readonly first: number;
  readonly subjects: readonly string[];
}

function readWish(args: readonly string[]): Wish {
  const numbers = new Map<string, number>();
  const subjects: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    const name = /^--(seed|count|first)$/.exec(word)?.[1];
    if (name === undefined) subjects.push(word);
    else {
      at += 1;
      const value = Number(args[at]);
      if (!Number.isInteger(value) || value < 0) throw new Error(`${word} wants a whole number.`);
      numbers.set(name, value);
    }
  }
  const known = Object.keys(WEIGHTS);
  const unknown = subjects.filter((subject) => !known.includes(subject));
  if (unknown.length > 0) throw new Error(`There is no subject ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  const today = Number(new Date().toISOString().slice(0, 10).replaceAll('-', ''));
  return {
    seed: numbers.get('seed') ?? Number(process.env['FUZZ_SEED'] ?? today),
    count: numbers.get('count') ?? 10_000,
    first: numbers.get('first') ?? 0,
    subjects: subjects.length > 0 ? subjects : known,
  };
}

async function fuzz({ seed, count, first, subjects }: Wish): Promise<number> {
  if (subjects.includes('html')) {
    ensureSystemPackages(['app', 'virtual']);
    await resolveElectron(root);
  }
  const whole = subjects.reduce((sum, subject) => sum + (WEIGHTS[subject] ?? 0), 0);
  const shares = subjects.map((subject) => `${subject}=${Math.ceil((count * (WEIGHTS[subject] ?? 0)) / whole)}`);
  console.log(`seed ${seed}, from ${first}: ${shares.join(' ')}`);
  const file = join(root, 'test', 'fuzz', 'run.ts');
  const command = [process.execPath, ...process.execArgv, file, String(seed), String(first), ...shares] as const;
  return runUnprivileged([...command], { processes: 'own', cwd: root, stdio: 'inherit' });
}

process.exitCode = await Promise.resolve()
  .then(() => fuzz(readWish(process.argv.slice(2))))
  .catch((error: unknown) => {
    console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  });
