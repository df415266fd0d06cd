import { ExpectedFailure } from '../../../contracts/failure.ts';
import { LONGEST_RECEIPT, type ReceiptLine } from '../../../contracts/receipt.ts';
import type { Caller } from '../../caller.ts';
import type { Routes } from '../../deps.ts';
import { type Receipt, toReceiptPdf } from '../../documents/receipt.ts';
import { toBrusselsDay } from '../../domain/brussels.ts';
import { readPhysician } from '../../store/link-store.ts';
import { readOwnReceipt, readReceipt, readReceiptSubject, type ReceiptQuestion } from '../../store/receipt-store.ts';
import { answer } from '../answer.ts';

const SHOWN = 100;
const LONGEST_DAY = 5_000;

/** Who looked at what and when, for the patient [X09]. */
export const receiptRoutes: Routes = async (app, { database, clock, settings }) => {
  /** The whole period, or as many of its last days as one document holds. */
  async function collect(
    read: (question: ReceiptQuestion) => Promise<ReceiptLine[]>,
    from: string | null,
    to: string,
  ): Promise<Pick<Receipt, 'from' | 'to' | 'cut' | 'lines'>> {
    const lines = await read({ from, to, limit: LONGEST_RECEIPT + 1 });
    if (lines.length <= LONGEST_RECEIPT) return { from, to, cut: false, lines };
    // The oldest day that came is perhaps not whole.
    const first = toBrusselsDay(new Date(lines.at(-1)?.at ?? 0));
    const whole = lines.filter(({ at }) => toBrusselsDay(new Date(at)) > first);
    const start = whole.at(-1);
    // One day alone is more than that: it stays whole.
    if (start === undefined)
      return { from: first, to: first, cut: true, lines: await read({ from: first, to: first, limit: LONGEST_DAY }) };
    return { from: toBrusselsDay(new Date(start.at)), to, cut: true, lines: whole };
  }

  async function toFile(caller: Caller, patient: string, receipt: Omit<Receipt, 'patient'>) {
    const subject = await readReceiptSubject(database, caller, patient);
    if (subject === null) throw new ExpectedFailure('not-found');
    const pdf = toReceiptPdf(settings.hospital, { ...receipt, patient: subject }, clock.now());
    return { name: 'releve-des-consultations.pdf', type: 'application/pdf' as const, base64: pdf.toString('base64') };
  }

  answer(app, 'receipt/read', async ({ params: { patient }, request }) => {
    request.subject = { patient, object: 'receipt/read' };
    const question = { from: null, to: toBrusselsDay(clock.now()), limit: SHOWN };
    const lines = await readReceipt(database, request.caller, patient, question);
    await request.trace({ kind: 'oversight', patient, object: 'receipt/read' });
    return lines;
  });

  answer(app, 'receipt/print', async ({ params: { patient }, input: { from, to }, request }) => {
    request.subject = { patient, object: 'receipt/print' };
    const today = toBrusselsDay(clock.now());
    if (from !== null && from > (to ?? today)) throw new ExpectedFailure('input-invalid');
    const read = (question: ReceiptQuestion) => readReceipt(database, request.caller, patient, question);
    const collected = await collect(read, from, to ?? today);
    await request.trace({ kind: 'oversight', patient, object: 'receipt/print' });
    return toFile(request.caller, patient, { ...collected, physician: null });
  });

  answer(app, 'receipt/make-own', async ({ params: { patient }, request }) => {
    request.subject = { patient, object: 'receipt/make-own' };
    const read = (question: ReceiptQuestion) => readOwnReceipt(database, request.caller, patient, question);
    const collected = await collect(read, null, toBrusselsDay(clock.now()));
    await request.trace({ kind: 'searched', patient, object: 'receipt/make-own' });
    const { name } = await readPhysician(database, request.caller);
    return toFile(request.caller, patient, { ...collected, physician: name });
  });
};
