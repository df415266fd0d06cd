import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FailureCode, failureCodes } from '../../contracts/failure.ts';
import type { Role } from '../../contracts/person.ts';
import { type RefusalStep, refusals } from '../../contracts/refusal.ts';
import { httpStatus } from '../../server/outcome.ts';
import { calledSentences } from '../../src-renderer/words/fr/failure-called.ts';
import { readFailureSentence } from '../../src-renderer/words/failure-sentence.ts';
import { type FailureSentence, failureSentences } from '../../src-renderer/words/fr/failure.ts';
import { listWrittenTests } from '../support/test-titles.ts';
import { refusalProofs } from './refusal-proofs.ts';

const page = join(import.meta.dirname, '../../docs/refusals.md');
const tests = listWrittenTests();
const steps: Readonly<Record<FailureCode, RefusalStep>> = refusals;
// A code that was just added has none yet: the first test says so by name.
const proofs: Readonly<Partial<Record<FailureCode, string | { readonly unmet: string }>>> = refusalProofs;

describe('every refusal', () => {
  it('has a test that meets it where people do, or says why it has none [X03]', () => {
    const faults = failureCodes.flatMap((code) => {
      const proof = proofs[code];
      if (proof === undefined) return [`${code}: no proof`];
      if (typeof proof !== 'string') return proof.unmet.length > 20 ? [] : [`${code}: no reason`];
      const named = tests.filter(({ title }) => title === proof);
      if (named.length === 0) return [`${code}: no test is called « ${proof} »`];
      const meets = new RegExp(`['"\`]${code}['"\`]`);
      return named.some(({ text }) => meets.test(text)) ? [] : [`${code}: « ${proof} » does not name it`];
    });
    expect(faults).toEqual([]);
  });

  it('sends nobody to himself, and names whom to call where its sentence does [X03]', () => {
    for (const code of failureCodes) {
      const { call, met } = steps[code];
      const said = (role: Role | null): string => readFailureSentence(code, role).next;
      if (met === 'anybody' && call !== null) expect([code, said(call)]).not.toEqual([code, said(null)]);
      if (met === 'anybody' || met === 'hospital') {
        expect([code, said('helpdesk')]).not.toEqual([code, expect.stringMatching(/appelez le helpdesk/i)]);
        expect([code, said('director')]).not.toEqual([code, expect.stringMatching(/à la direction médicale/i)]);
      }
      const { next } = failureSentences[code];
      expect([code, call]).toEqual([
        code,
        /helpdesk/.test(next) ? 'helpdesk' : /direction médicale/.test(next) ? 'director' : null,
      ]);
    }
  });

  it('speaks of copies to physicians alone: nobody at the hospital has any [X03]', () => {
    const met = failureCodes.filter((code) => steps[code].met === 'anybody' || steps[code].met === 'hospital');
    for (const role of ['director', 'desk', 'helpdesk', null] as const)
      for (const code of met) {
        const { what, next } = readFailureSentence(code, role);
        expect([code, role, `${what} ${next}`]).not.toEqual([code, role, expect.stringMatching(/(?<!re)copi(e|é)/i)]);
      }
    for (const code of ['offline', 'server-unavailable'] as const)
      expect(readFailureSentence(code, 'physician').next).toMatch(/déjà copié reste lisible/);
  });

  it('stands in docs/refusals.md with its status, its sentence, its next step and its test [X03]', () => {
    const wanted = toPage();
    if (process.env['WRITE_DOCS'] === '1') writeFileSync(page, wanted);
    expect(existsSync(page) ? readFileSync(page, 'utf8') : '').toBe(wanted);
  });
});

function toPage(): string {
  const rows = failureCodes.map((code) => {
    const { met, deed, call } = steps[code];
    const { what, next, physician } = failureSentences[code] as FailureSentence;
    const own = code in calledSentences ? calledSentences[code as keyof typeof calledSentences] : null;
    const others = [
      own === null ? [] : [`${call}: ${own}`],
      physician === undefined ? [] : [`physician: ${physician}`],
    ];
    const said = [next, ...others.flat().map((other) => `(${other})`)].join(' ');
    const proof = proofs[code];
    const shown = typeof proof === 'string' ? proof : `none: ${proof?.unmet ?? ''}`;
    return `| \`${code}\` | ${httpStatus[code]} | ${met} | ${what} | ${said} | ${deed} | ${call ?? ''} | ${shown} |`;
  });
  return `# Every "no", and what to do next

One row for each code of \`contracts/failure.ts\`: its HTTP status (\`server/outcome.ts\`), who can meet it, its sentence and next step
(\`src-renderer/words/fr/failure.ts\`), the deed and whom to call (\`contracts/refusal.ts\`: the window puts the button and the telephone number
beside the sentence), and the test that meets it (\`test/contracts/refusal-proofs.ts\`). Made from these by
\`WRITE_DOCS=1 npx vitest run test/contracts/refusals.test.ts\`; the same test fails when they differ, when a code has no next step, and when no
test meets it.

Hidden and never existed, unknown and not linked are one answer each: \`record-not-available\`, \`document-not-available\`, \`not-found\` and
\`link-not-possible\` say the same words in the same bytes (\`test/server/leaks\`).

| code | HTTP | met by | what happened | what to do now | deed | call | test that meets it |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}
