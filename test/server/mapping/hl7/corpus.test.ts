import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSharedTestdata } from '../../../support/shared-testdata.ts';
import { corpusOutcomes } from './corpus-outcomes.ts';
import { toOutcome } from './outcome.ts';

const shared = openSharedTestdata();
const TRIAL = /^((?:\xef\xbb\xbf)?MSH(?:[^|]*\|){10})[TD]\|/;

test.skipIf(shared === null)(
  'files or refuses every sample of HL7 v2 and of the Belgian formats as the table says [R22] [R25]',
  () => {
    const root = join(shared ?? '', 'hl7v2');
    const found: Record<string, string> = {};
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { parentPath, name } of files) {
      const path = join(parentPath, name);
      const bytes = readFileSync(path);
      const title = path.slice(root.length + 1).replaceAll('\\', '/');
      found[title] = toOutcome(bytes);
      const text = bytes.toString('latin1');
      if (TRIAL.test(text)) found[`${title} (P)`] = toOutcome(Buffer.from(text.replace(TRIAL, '$1P|'), 'latin1'));
    }
    expect(found).toEqual(corpusOutcomes);
  },
);
