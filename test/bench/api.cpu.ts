import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds of processor that the living children of a postmaster have used; NaN where there is no /proc. */
export function readBackendCpu(postmaster: number): number {
  let sum = 0;
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        if (Number(fields[1]) !== postmaster) continue;
        sum += Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1000;
      } catch {
        // It ended between the two looks.
      }
    }
    return sum;
  } catch {
    return Number.NaN;
  }
}
