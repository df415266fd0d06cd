import type { Routes } from '../../deps.ts';
import { answer } from '../answer.ts';
import { toBudget } from './budgets.ts';

/** Questions a minute from one network that no PC signed: a practice asks when its line comes back, and every ten minutes. */
const STRANGERS = 120;

/** What the hospital says of itself; nothing of it is secret, the public page hands the same out. */
export const factsRoutes: Routes = async (app, { settings }) => {
  answer(app, 'hospital/facts', async () => settings.hospital, {
    config: { ...toBudget(STRANGERS), untraced: 'names nobody but the hospital' },
  });
};
