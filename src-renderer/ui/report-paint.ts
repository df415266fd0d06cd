import type { Paint } from '../../contracts/pc-report.ts';
import type { Bridge } from '../../contracts/ipc.ts';
import { reportFault } from './report-fault.ts';

const LONGEST = 600_000;

/** Tells, once the frame that shows the answer was drawn, how long that took since `clicked` (`performance.now()`); numbers alone [X16]. */
export function reportPaint(ask: Bridge['ask'], what: Paint['what'], clicked: number): void {
  // The first callback comes before the frame is drawn, the second after it.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const milliseconds = Math.min(LONGEST, Math.max(0, Math.round(performance.now() - clicked)));
      ask('app/report-paint', { what, milliseconds }).catch(reportFault);
    }),
  );
}
