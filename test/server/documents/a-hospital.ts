import type { HospitalFacts } from '../../../contracts/person.ts';

/** Whose name stands on the papers of these tests. */
export const hospital: HospitalFacts = {
  name: 'Hôpital des essais',
  address: ['Rue des Essais 1', '7000 Essai'],
  director: 'Dr Direction',
  helpdesk: { name: 'Helpdesk', phone: '065 00 00 01', hours: '8 h – 18 h' },
  itDepartment: { name: 'Informatique', phone: '065 00 00 02', hours: '8 h – 17 h' },
};
