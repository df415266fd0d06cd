import type { AnalyteKey } from '../analytes.ts';
import type { Story } from '../chart.ts';
import type { PersonKey } from '../people.ts';
import { benali } from './benali.ts';
import { delacroix } from './delacroix.ts';
import { dibartolomeo } from './dibartolomeo.ts';
import { dubois } from './dubois.ts';
import { elamrani } from './elamrani.ts';
import { homonym } from './homonym.ts';
import { kovalenko } from './kovalenko.ts';
import { lefebvre } from './lefebvre.ts';
import { muller } from './muller.ts';
import { nguyen } from './nguyen.ts';
import { petit } from './petit.ts';
import { vandenbroucke } from './vandenbroucke.ts';
import { vanderstraeten } from './vanderstraeten.ts';

/** What a patient's record is made from. */
export interface PatientStory {
  /** Ordinary laboratory values, around which open results are drawn. */
  readonly usual: Partial<Record<AnalyteKey, number>>;
  readonly story: Story;
}

/** Every patient's story, in the order of feeding. */
export const stories: Readonly<Record<PersonKey, PatientStory>> = {
  dubois,
  muller,
  delacroix,
  nguyen,
  vandenbroucke,
  petit,
  elamrani,
  kovalenko,
  vanderstraeten,
  dibartolomeo,
  lefebvre,
  benali,
  homonym,
};
