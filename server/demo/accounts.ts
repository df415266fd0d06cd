import type { Person } from '../../contracts/person.ts';
import { doctors } from './hospital.ts';
import { demoId } from './identity.ts';
import { people, toNiss } from './people.ts';

/** The demonstration's accounts, made by `server/init.ts`. Nobody has a password before the invitation was used; the physician has no link yet. */
export const accounts = [
  {
    id: demoId('account/lambert'),
    role: 'physician',
    login: doctors.lambert.nihdi,
    name: 'Dr Claire Lambert',
    nihdi: doctors.lambert.nihdi,
  },
  {
    id: demoId('account/wery'),
    role: 'director',
    login: 'bernard.wery',
    name: 'Dr Bernard Wéry',
    nihdi: doctors.wery.nihdi,
  },
  { id: demoId('account/desk'), role: 'desk', login: 'guichet', name: 'Isabelle Fontaine', nihdi: null },
  { id: demoId('account/helpdesk'), role: 'helpdesk', login: 'helpdesk', name: 'Mehdi Colard', nihdi: null },
] as const satisfies readonly Person[];

const toTourPatient = (key: 'dubois' | 'muller') => ({
  id: demoId(`patient/${key}`),
  niss: toNiss(key),
  family: people[key].family,
  given: people[key].given[0] ?? '',
  birthDate: people[key].birthDate,
});

/** What the tour does: who signs in, the patient whose link it makes (CT, letters, laboratory), and a second one still to be linked (MR). */
export const tour = {
  login: doctors.lambert.nihdi,
  patient: toTourPatient('dubois'),
  second: toTourPatient('muller'),
} as const;
