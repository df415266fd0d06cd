// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { LaboratoryPart } from '../../../../src-renderer/features/document/laboratory-part.tsx';
import { toAntibiogram, withoutAntibiogram } from '../../../../src-renderer/features/document/laboratory-germs.ts';
import { mount, readText } from '../../support/mount.tsx';
import { cultures } from '../../support/preview/sample-history.ts';
import { buildRow } from '../../support/samples.ts';

test('an antibiogram is a table of germs and antibiotics: letter, word and concentration, what was not tested said so [X12]', async () => {
  const panels = [{ name: 'Hémoculture', rows: cultures }];
  await mount(<LaboratoryPart part={{ show: 'laboratory', performer: null, panels }} at="2026-11-20" />);
  const table = [...document.querySelectorAll('table')].find((one) =>
    one.caption?.textContent?.startsWith('Antibiogramme'),
  );
  const rows = [...(table?.rows ?? [])].map((row) =>
    [...row.cells].map((cell) => cell.textContent?.replaceAll('\u00a0', ' ')),
  );
  expect(rows).toEqual([
    ['Antibiotique', 'Escherichia coli', 'Staphylococcus aureus'],
    ['Amoxicilline', 'R résistant · CMI > 32 mg/l', 'non testé'],
    ['Céfuroxime', 'R résistant · CMI > 64 mg/l', 'non testé'],
    ['Pipéracilline-tazobactam', 'I forte exposition ou intermédiaire · CMI 8 mg/l', 'non testé'],
    ['Méropénem', 'S sensible · CMI ≤ 0,25 mg/l', 'non testé'],
    ['Amikacine', 'S sensible · CMI 4 mg/l', 'S sensible · CMI 2 mg/l'],
    ['Oxacilline', 'non testé', 'S sensible'],
    ['Érythromycine', 'non testé', 'R résistant · CMI > 8 mg/l'],
  ]);
  expect(readText()).toContain('Souche productrice de BLSE');
});

test('an antibiogram takes away no line that it does not show, and there is none without a susceptibility [X12]', () => {
  const count = (rows: typeof cultures): number => rows.reduce((sum, row) => sum + 1 + count([...row.members]), 0);
  const shown = toAntibiogram(cultures);
  const cells = (shown?.lines ?? []).flatMap(({ cells: some }) => some.filter((cell) => cell !== null)).length;
  // One line more goes: the bare heading above the second germ's lines.
  expect(count([...withoutAntibiogram(cultures)]) + cells + 1).toBe(count(cultures));
  expect(toAntibiogram([buildRow({ flag: 'H' })])).toBeNull();
});
