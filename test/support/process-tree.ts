import { readdirSync, readFileSync } from 'node:fs';

/** What Linux says about one process of a tree. */
export interface ProcessFacts {
  readonly pid: number;
  /** Chromium's `--type=`; `browser` for the first process. */
  readonly type: string;
  readonly uid: number;
  /** 0 none, 2 a filter on system calls. */
  readonly seccomp: number;
  readonly noNewPrivileges: boolean;
  readonly commandLine: string;
}

/** The process and all that descend from it, as /proc shows them now. */
export function readProcessTree(pid: number): readonly ProcessFacts[] {
  return [readFacts(pid), ...readChildren(pid).flatMap((child) => readProcessTree(child))];
}

function readChildren(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}

function readFacts(pid: number): ProcessFacts {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return {
    pid,
    type: /--type=([a-z-]+)/.exec(commandLine)?.[1] ?? 'browser',
    uid: field('Uid'),
    seccomp: field('Seccomp'),
    noNewPrivileges: field('NoNewPrivs') === 1,
    commandLine,
  };
}
