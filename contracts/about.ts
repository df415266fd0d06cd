import { z } from 'zod';
import { none } from './api-row.ts';

/** How the running program was made. */
const buildKinds = ['release', 'test-package', 'checkout'] as const;

/** The work of others inside Passerelle: one package, its version, the name of its licence and the licence's own words. */
const Licence = z.strictObject({ name: z.string(), version: z.string(), licence: z.string(), text: z.string() });
export type Licence = z.infer<typeof Licence>;

/** What the window says of the program itself, at any stage and without the hospital. */
export const aboutIpc = {
  /** `counter` orders releases: 0 for what was installed by hand. */
  'about/read': {
    input: none,
    output: z.strictObject({ build: z.enum(buildKinds), counter: z.number().int().min(0) }),
  },
  /** Every licence of what the package contains; null where no package was made of this program. */
  'about/read-licences': { input: none, output: z.strictObject({ licences: z.array(Licence).nullable() }) },
} as const;
