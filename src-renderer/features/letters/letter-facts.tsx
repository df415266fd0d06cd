import type { CodeLetter, LetterCourse, PatientLetter } from '../../../contracts/letter.ts';
import { Facts } from '../../ui/facts.tsx';
import { formatDate, formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { isToPatient } from './letter-queues.ts';

/** What is known of a letter: what it says, and who did what with it when. */
export function LetterFacts({ letter }: { letter: PatientLetter | CodeLetter }) {
  return (
    <Facts facts={[...(isToPatient(letter) ? toPatientFacts(letter) : toCodeFacts(letter)), ...toCourse(letter)]} />
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  // Two lines of an address may be the same: their place tells them apart.
  return lines.map((line, place) => <div key={`${place}-${line}`}>{line}</div>);
}

function toPatientFacts({ kind, address, physician, signedOn, validUntil }: PatientLetter) {
  return [
    { label: words('letter.fact.kind'), value: words(`letter.kind.${kind}`) },
    { label: words('letter.fact.address'), value: address.length === 0 ? null : <Lines lines={address} /> },
    { label: words('letter.fact.physician'), value: physician },
    { label: words('letter.fact.signed'), value: formatDate(signedOn) },
    { label: words('letter.fact.until'), value: formatDate(validUntil) },
  ];
}

function toCodeFacts({ reason, address, nihdi, approvedBy, codeEndsAt, state }: CodeLetter) {
  return [
    { label: words('letter.column.reason'), value: words(`letter.reason.${reason}`) },
    { label: words('letter.fact.nihdi'), value: nihdi },
    { label: words('letter.fact.address'), value: address.length === 0 ? null : <Lines lines={address} /> },
    { label: words('letter.fact.approved'), value: approvedBy },
    {
      label: words('letter.fact.code'),
      value: codeEndsAt === null || state === 'cancelled' ? null : formatDate(toLastDay(codeEndsAt)),
    },
  ];
}

/** A code ends at the midnight that ends its last day. */
function toLastDay(end: string): Date {
  return new Date(Date.parse(end) - 1);
}

function toCourse(letter: LetterCourse) {
  const by = (at: string | null, who: string | null) =>
    at === null ? null : who === null ? formatMoment(at) : words('letter.by', { when: formatMoment(at), who });
  return [
    { label: words('letter.fact.queued'), value: formatMoment(letter.queuedAt) },
    { label: words('letter.fact.printed'), value: by(letter.printedAt, letter.printedBy) },
    { label: words('letter.fact.prints'), value: letter.prints > 1 ? String(letter.prints) : null },
    { label: words('letter.fact.posted'), value: by(letter.postedAt, letter.postedBy) },
    { label: words('letter.fact.registered'), value: letter.registered },
    { label: words('letter.fact.cancelled'), value: by(letter.cancelledAt, letter.cancelledBy) },
    {
      label: words('letter.fact.cancel-reason'),
      // The hospital's own reason is a word of the program.
      value: letter.cancelReason === 'replaced' ? words('letter.replaced') : letter.cancelReason,
    },
  ];
}
