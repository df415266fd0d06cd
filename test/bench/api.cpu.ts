import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of /proc/…/stat in microseconds: 100 a second on every Linux. */
const TICK = 10_000;

/** Microseconds of processor that the children of a postmaster have used, those that ended too; NaN where there is no /proc. */
export function readBackendCpu(postmaster: number): number {
  try {
    const own = readStat(postmaster);
    let sum = (Number(own[13]) + Number(own[14])) * TICK;
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        if (Number(readStat(Number(pid))[1]) !== postmaster) continue;
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

/** Fields of a process from its state on. */
function readStat(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
}
