import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Log, toSafeCause, toSafeFacts } from './log.ts';

const ROTATE_AT = 2_000_000;

/** Writes one JSON line per event into `path`; beyond 2 MB the file becomes `<path>.1`. A log that cannot be written stops nobody. */
export function openLogFile(path: string, now: () => Date = () => new Date()): Log {
  let ready = false;
  return {
    write(event, facts = {}, cause) {
      const line = {
        at: now().toISOString(),
        event,
        ...toSafeFacts(facts),
        ...(cause === undefined ? {} : { cause: toSafeCause(cause) }),
      };
      try {
        if (!ready) mkdirSync(dirname(path), { recursive: true });
        ready = true;
        appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 });
        if (statSync(path).size > ROTATE_AT) renameSync(path, `${path}.1`);
      } catch {
        ready = false;
      }
    },
  };
}
