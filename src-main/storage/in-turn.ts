/** Does one work at a time, in the order handed over; a work that fails is its own caller's, and the next one begins all the same. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Opens a line of works in which nobody stands yet. */
export function openTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
