import { walkTour } from '../e2e/tour-steps.ts';
import { test } from './installed-app.ts';

test.use({ hospitalOf: 'installed' });

test('takes a physician through the tour in the app that dpkg installed, by keys alone, its sandbox on [C1]', async ({
  hospital,
  startInstalled,
  userData,
}) => walkTour({ hospital, userData, startApp: ({ args, env }) => startInstalled(args, env) }));
