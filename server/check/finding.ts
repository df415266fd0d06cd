import type { ServerEnv } from '../env.ts';
import type { Inspection } from '../postgres/inspect.ts';

/** One thing that a check found; `broken` ends with what to do. */
export interface Finding {
  readonly level: 'good' | 'doubtful' | 'broken';
  readonly text: string;
}

/** What the checks look at. */
export interface Checked {
  readonly env: ServerEnv;
  readonly now: Date;
  /** Null when the database cannot be reached. */
  readonly database: Inspection | null;
}

/** Shorthands for the three levels. */
export const good = (text: string): Finding => ({ level: 'good', text });
export const doubtful = (text: string): Finding => ({ level: 'doubtful', text });
export const broken = (text: string): Finding => ({ level: 'broken', text });
