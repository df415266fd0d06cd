/** The index of the open record, in a worker of its own: it ends with the record, and searching never keeps the window waiting. */
import { createIndexDesk } from './index-desk.ts';
import type { IndexQuestion } from './index-messages.ts';

const desk = createIndexDesk(
  (answer) => self.postMessage(answer),
  (work, milliseconds) => setTimeout(work, milliseconds),
);
self.addEventListener('message', ({ data }: MessageEvent<IndexQuestion>) => desk(data));
