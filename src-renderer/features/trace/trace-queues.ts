import type { ReactNode } from 'react';
import type { Queue } from '../../ui/section.tsx';

/** The three places of the section, in their order. */
export const queues = ['questions', 'entries', 'integrity'] as const;
export type TraceQueue = (typeof queues)[number];

/** What each of them hands on to the section around it. */
export interface Frame {
  readonly title: string;
  readonly queues: readonly Queue<TraceQueue>[];
  readonly queue: TraceQueue;
  readonly onQueue: (queue: TraceQueue) => void;
  readonly foot: ReactNode;
}
