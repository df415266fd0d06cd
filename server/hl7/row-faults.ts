import { internalRefusal } from './prepare-message.ts';
import type { HL7Condition, RefusalFacts } from './refusal.ts';

const faults: Readonly<Record<string, { readonly condition: HL7Condition; readonly reason: string }>> = {
  'patient-changed': { condition: 205, reason: 'Ce numéro est celui d’un document d’un autre patient.' },
  'exists-already': { condition: 205, reason: 'Ce numéro est déjà pris.' },
  'identifier-taken': {
    condition: 205,
    reason: 'Un autre patient a déjà un de ces numéros : à réunir (A40) ou à corriger.',
  },
  'reference-missing': { condition: 204, reason: 'Le message renvoie à ce qui n’existe pas.' },
  'reference-other-patient': { condition: 204, reason: 'Le message renvoie au document d’un autre patient.' },
};

/** Why the database refused a row (`fault Type`, migrations 0024 and 0061), as the sender and the helpdesk are told. */
export function toFaultRefusal(outcome: string): RefusalFacts {
  const [fault = '', type = ''] = outcome.split(' ');
  const known = faults[fault];
  if (known === undefined) return internalRefusal;
  return { ...internalRefusal, condition: known.condition, reason: `${known.reason} (${type})` };
}
