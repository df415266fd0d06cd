import { toShapeText } from './resource-shape-text.ts';
import { openChecks, type Validate } from './validate.ts';

/** Shapes that are remembered; then it begins anew. */
const MOST_SHAPES = 4_096;
/** Longer than that, a shape is not worth remembering. */
const LONGEST_SHAPE = 8_192;
/** Of resources whose shape is known, one in so many is checked whole all the same. */
const SAMPLE = 128;

let opened: Validate | undefined;

/**
 * The validator for what our own mapping made of a message (adr/0172): the JSON schema looks at every resource, the StructureDefinitions at
 * every shape of one, once. What comes as FHIR from outside has `openValidator`.
 */
export function openShapeValidator(): Validate {
  opened ??= makeShapeValidator(openChecks());
  return opened;
}

/** As `openShapeValidator`, with a memory of its own. */
export function makeShapeValidator({ whole, schema }: ReturnType<typeof openChecks>): Validate {
  const valid = new Set<string>();
  let turn = 0;
  return (resource, at) => {
    const shape = toShapeText((resource ?? {}) as Readonly<Record<string, unknown>>);
    if (shape === null || shape.length > LONGEST_SHAPE) return whole(resource, at);
    if (valid.has(shape)) {
      turn += 1;
      if (turn % SAMPLE !== 0) return schema(resource, at);
    }
    const faults = whole(resource, at);
    if (faults.length > 0) {
      // Were a shape ever found valid and one of its resources not, nothing that is remembered could be relied upon.
      if (valid.has(shape)) valid.clear();
      return faults;
    }
    if (valid.size >= MOST_SHAPES) valid.clear();
    valid.add(shape);
    return faults;
  };
}
