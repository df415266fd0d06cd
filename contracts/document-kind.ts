/** What a line of the timeline can be, in the order of the filters; a plain list, so that the window's first paint needs no schema. */
export const documentKinds = [
  'laboratory',
  'imaging',
  'letter',
  'report',
  'photograph',
  'stay',
  'appointment',
  'allergy',
  'medication',
  'condition',
] as const;
