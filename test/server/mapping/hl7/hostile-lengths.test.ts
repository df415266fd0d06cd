import { expect, test } from 'vitest';
import { demonstrationNumbers } from '../../../../server/hl7/mllp-settings.ts';
import { toFiling } from '../../../../server/mapping/hl7/to-filing.ts';
import { mdm, orUR01 } from '../../../builders/hl7.ts';

const spaces = ' '.repeat(300_000);
const breaks = '\\.br\\'.repeat(300_000);

test.each([
  [
    'a number behind spaces',
    orUR01({ results: [{ value: `${spaces}5.9 mmol`, unit: 'mmol/L', range: `${spaces}3 - x` }] }),
  ],
  [
    'line breaks inside a text',
    orUR01({ section: 'RAD', results: [{ type: 'TX', value: `Thorax${breaks}Conclusion` }] }),
  ],
  ['spaces inside a remark', orUR01({ notes: [`À jeun${spaces}ou non`] })],
  ['spaces inside a letter', mdm('T02', { text: `Cher confrère,${spaces}bien à vous` })],
])('reads %s in the time that its length takes, not in its square [R25]', (_, message) => {
  const started = performance.now();
  const { resources } = toFiling(Buffer.from(message), { numbers: demonstrationNumbers, received: new Date() });
  expect(resources.length).toBeGreaterThan(0);
  // Its square takes minutes.
  expect(performance.now() - started).toBeLessThan(5_000);
});
