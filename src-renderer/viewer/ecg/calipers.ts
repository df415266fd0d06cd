/** A point of the paper, mm. */
export type PaperPoint = readonly [x: number, y: number];

/** Two points on the paper; the arrows move the `held` one. */
export interface Calipers {
  readonly from: PaperPoint;
  readonly to: PaperPoint;
  readonly held: 'from' | 'to';
}

/** What a pair of calipers measures. `rate` is null below 20 ms, where it means nothing. */
export interface CaliperReading {
  readonly ms: number;
  readonly rate: number | null;
  readonly millivolts: number;
}

/** Time, rate and amplitude between the two points; the amplitude is signed, upwards positive. */
export function toReading({ from, to }: Calipers, speed: number, gain: number): CaliperReading {
  const ms = (Math.abs(to[0] - from[0]) / speed) * 1000;
  return { ms, rate: ms >= 20 ? 60_000 / ms : null, millivolts: (from[1] - to[1]) / gain };
}

/** Moves the held point, kept on the paper. */
export function moveHeld(calipers: Calipers, dx: number, dy: number, width: number, height: number): Calipers {
  const [x, y] = calipers[calipers.held];
  const moved: PaperPoint = [Math.min(Math.max(x + dx, 0), width), Math.min(Math.max(y + dy, 0), height)];
  return { ...calipers, [calipers.held]: moved };
}

/** Calipers to start with by the keyboard: one second wide, in the middle of the paper. */
export function placeCalipers(width: number, height: number, speed: number): Calipers {
  const y = Math.round(height / 2);
  const x = Math.round(width / 2 - speed / 2);
  return { from: [x, y], to: [x + speed, y], held: 'to' };
}
