import type { traceCheckWords as french } from '../fr/trace-check.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the trace's verification on screen, and of its signed heads. */
export const traceCheckWords = {
  'trace.check.about':
    'Each entry is chained to the one before. The check recalculates every chain and compares it with the signed heads kept outside the database.',
  'trace.check.start': 'Verify the trace',
  'trace.check.start.about':
    'Reads the whole trace again in small parts; the hospital keeps working. Your check is recorded.',
  'trace.check.again': 'Verify again',
  'trace.check.running': 'Verifying…',
  'trace.check.running.figures': '{checked} entries of {total}',
  'trace.check.none': 'No check since the server started.',
  'trace.check.failed':
    'The check begun on {at} could not finish: nothing is said of the trace. Try again; if it happens again, call the IT department.',
  'trace.check.whole.title': 'The trace is intact',
  'trace.check.whole':
    '{entries, plural, one {# entry verified} other {# entries verified}} in {writers, plural, one {# chain} other {# chains}}, up to entry {place} of {at}.',
  'trace.check.empty': 'The trace is empty.',
  'trace.check.heads':
    '{count, plural, =0 {No head is kept.} one {Compared with one kept head.} other {Compared with # kept heads.}}',
  'trace.check.given': 'The head {name} of {at} was found again: everything it covered is still there, unchanged.',
  'trace.check.given.fault': 'Compared with the head {name} that you gave.',
  'trace.check.altered.title': 'The trace has been altered',
  'trace.check.altered':
    '{entries, plural, one {# entry read} other {# entries read}} in {writers, plural, one {# chain} other {# chains}}. Restart nothing, keep your printed heads, and tell the data protection officer and the IT department.',
  'trace.check.faults': 'What is wrong, and where',
  'trace.check.ended': 'Check finished on {at}.',
  'trace.check.where': 'chain {writer}, entry {entry}',
  'trace.check.where.writer': 'chain {writer}',
  'trace.check.where.line': 'log of heads, line {line}',
  'trace.check.where.at': '{where}, dated {at}',
  'trace.fault.writer-missing': 'A whole chain has disappeared.',
  'trace.fault.writer-altered': 'The seal of a chain no longer matches its state.',
  'trace.fault.entry-altered': 'An entry has been altered, or one was removed before it.',
  'trace.fault.entry-replaced': 'The entry is not the one a head was signed on: the past has been rewritten.',
  'trace.fault.entry-missing':
    'An entry covered by a signed head has disappeared: the trace has gone back to an older state.',
  'trace.fault.tail-cut':
    'The end of a chain does not match: {count, plural, one {# entry of difference} other {# entries of difference}}.',
  'trace.fault.entries-added':
    '{count, plural, one {# entry belongs to no chain, or is missing} other {# entries belong to no chain, or are missing}}.',
  'trace.fault.head-unsigned': 'A head is not signed by the hospital.',
  'trace.fault.head-contradicted': 'Two signed heads contradict each other.',
  'trace.fault.log-cut': 'The log of heads has been cut: a line does not follow the one before.',
  'trace.fault.head-unknown':
    'No kept head bears the number typed. If it is right, the log of heads has been rewritten.',
  'trace.head.title': 'Compare with a printed head',
  'trace.head.label': 'Number of the last printed head (optional)',
  'trace.head.hint': 'Twenty characters, as on the sheet; or choose the saved file.',
  'trace.head.wrong': 'The number of a head has twenty letters and digits.',
  'trace.head.file': 'Choose the file of a head…',
  'trace.head.file.chosen': 'File chosen: {name}',
  'trace.head.file.drop': 'Do not use this file',
  'trace.head.today': "Today's head",
  'trace.head.today.about':
    'A head signs the state of all chains. Kept on paper, outside the IT department, it proves later that nothing was rewritten.',
  'trace.head.print': "Print today's head",
  'trace.head.print.about': 'One page with the number to type here later.',
  'trace.head.save': "Save today's head",
  'trace.head.save.about': 'The signed file, to verify without this screen too.',
  'trace.head.refused': 'No head is signed: the trace does not verify. Start “Verify the trace”.',
  'trace.head.printed': "Today's head has gone to the printer.",
  'trace.head.saved': 'Head saved: {name}.',
} as const satisfies Sentences<typeof french>;
