import { LinkId } from './identifiers.ts';
import { HospitalFile } from './hospital-file.ts';
import { z } from 'zod';
import { none } from './api-row.ts';

/** The signed evidence file of one link, for the Ordre des médecins [R20, X14]. */
export const evidenceRows = {
  'evidence/make': {
    listener: 'medical',
    method: 'POST',
    path: '/api/links/:link/evidence',
    params: z.strictObject({ link: LinkId }),
    input: none,
    output: HospitalFile,
    delivers: 'save',
    patience: 120,
  },
} as const;
