import type { Routes } from '../../deps.ts';
import { reportPc } from '../../store/pc-store.ts';
import { answer } from '../answer.ts';

/** What a PC says of itself over the session of whoever works on it [X16]. */
export const pcReportRoutes: Routes = async (app, { database }) => {
  answer(
    app,
    'pc/report',
    async ({ input, request }) => {
      await reportPc(database, request.caller, input);
      return {};
    },
    // Four lines an hour from each PC would bury the looks that the trace is for.
    {
      config: {
        untraced: 'versions and durations of the PC itself: nothing is read, and nothing in it is about anybody',
      },
    },
  );
};
