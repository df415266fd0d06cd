import { test } from './hospital.ts';
import { walkTour } from './tour-steps.ts';

test.use({ hospitalOf: 'tour' });

test('takes a physician from the invitation to a CT that stays when the line is cut, by keys alone [R03] [R04] [R09] [R12] [R13] [R22] [R23] [C2] [C3] [C4] [X10] [X17]', async ({
  hospital,
  startApp,
  userData,
}) => walkTour({ hospital, startApp, userData }));
