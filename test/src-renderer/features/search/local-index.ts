import type { OpenIndex } from '../../../../src-renderer/features/search/index-messages.ts';
import { createIndexDesk } from '../../../../src-renderer/features/search/index-desk.ts';

/** The index of the window in this thread: the same desk, without the worker around it. */
export const openLocalIndex: OpenIndex = (hear) => {
  let isOpen = true;
  const desk = createIndexDesk(
    (answer) => queueMicrotask(() => (isOpen ? hear(structuredClone(answer)) : undefined)),
    (work) => setTimeout(work, 0),
  );
  return {
    post: (question) => desk(structuredClone(question)),
    close() {
      isOpen = false;
    },
  };
};
