import { expect, it } from 'vitest';
import { toLines } from '../../../src-main/practice-software/html-lines.ts';

it('a letter in HTML keeps its figures as words: a power of ten is no other number, a limit keeps its sign [X07]', () => {
  expect(toLines('<p>GB 12,4 &times; 10<sup>9</sup>/l, 10<sup class="x"> -3 </sup>, &lt;&nbsp;0,5 mg</p>')).toBe(
    'GB 12,4 × 10⁹/l, 10⁻³, < 0,5 mg',
  );
  expect(toLines('le 1<sup>er</sup> mai<br>H<sub>2</sub>O')).toBe('le 1er mai\nH2O');
});

it('a letter in HTML says no script, style or comment, and one cell after the other [X07]', () => {
  const page = '<style>p{}</style><script>x</script><!-- y --><table><tr><td>K</td><td>5,9</td></tr></table>';
  expect(toLines(page)).toBe('K\t5,9');
});
