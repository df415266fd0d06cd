import type { Practice } from '../practice-parts.ts';
import type { AlertsParts } from './alerts.ts';

/** Whose news are told: the open record's, and those of whom the day expects. */
export function toFollowed(
  practice: () => Pick<Practice, 'records' | 'links' | 'agenda'>,
): Pick<AlertsParts, 'isOpen' | 'isExpected'> {
  return {
    isOpen: (patient) =>
      practice()
        .records.read(patient)
        .then(
          () => true,
          () => false,
        ),
    async isExpected(patient) {
      const { links, agenda } = practice();
      const mine = new Set((await links.list()).filter((link) => link.patient.id === patient).map(({ id }) => id));
      return (await agenda.read()).entries.some(({ link }) => link !== null && mine.has(link));
    },
  };
}
