import type { OpeningHours } from '../../contracts/helpdesk-numbers.ts';

/** Legal holidays of Belgium, as a hospital would list them in its own file. */
const holidays =
  '2026-11-01 2026-11-11 2026-12-25 ' +
  '2027-01-01 2027-03-29 2027-05-01 2027-05-06 2027-05-17 2027-07-21 2027-08-15 2027-11-01 2027-11-11 2027-12-25 ' +
  '2028-01-01 2028-04-17 2028-05-01 2028-05-25 2028-06-05 2028-07-21 2028-08-15 2028-11-01 2028-11-11 2028-12-25';

/** The helpdesk of the demonstration: every day, shorter on holidays. */
export const helpdeskOpening: OpeningHours = {
  week: Array.from({ length: 7 }, () => [{ from: '08:00', to: '20:00' }]),
  otherDays: holidays.split(' ').map((day) => ({ day, open: [{ from: '10:00', to: '16:00' }] })),
};

/** Its IT department: working days alone. */
export const itOpening: OpeningHours = {
  week: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: '08:00', to: '17:00' }] : [])),
  otherDays: holidays.split(' ').map((day) => ({ day, open: [] })),
};
