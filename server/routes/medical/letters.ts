import type { HospitalFile } from '../../../contracts/hospital-file.ts';
import type { Routes } from '../../deps.ts';
import { toAccessLettersPdf } from '../../documents/access-letter.ts';
import { toCodeLetterPdf } from '../../documents/code-letter.ts';
import { hashCode, makeInvitationCode } from '../../domain/identity-codes.ts';
import {
  cancelCodeLetter,
  listCodeLetters,
  postCodeLetter,
  printCodeLetter,
  readCodeLetter,
} from '../../store/code-letter-store.ts';
import { cancelLetter, listLetters, postLetters, printLetters } from '../../store/letter-store.ts';
import { answer } from '../answer.ts';

/** The desk's letters: to patients of each access [R16], to physicians with their one-time code [R02]. */
export const letterRoutes: Routes = async (app, { database, clock, pki, secrets, settings }) => {
  answer(app, 'letter/list', async ({ request }) => {
    request.subject = { patient: null, object: 'letter/list' };
    const [lists, codes] = await Promise.all([
      listLetters(database, request.caller),
      listCodeLetters(database, request.caller),
    ]);
    await request.trace({ kind: 'oversight', patient: null, object: 'letter/list' });
    return { ...lists, codes };
  });

  // Marked first, made afterwards: what comes to nothing on the way is printed again, and nobody else prints it meanwhile.
  answer(app, 'letter/print', async ({ input, request }) => {
    request.subject = { patient: null, object: 'letter/print' };
    const letters = await printLetters(database, request.caller, input.letters);
    const again = new Set(input.letters.filter(({ prints }) => prints > 0).map(({ id }) => id));
    await Promise.all(
      letters.map(({ id, patient }) =>
        request.trace({ kind: 'link', patient, object: `letter/${again.has(id) ? 'reprint' : 'print'}#${id}` }),
      ),
    );
    return toFile('courriers.pdf', toAccessLettersPdf(settings.hospital, letters));
  });

  answer(app, 'letter/post', async ({ input, request }) => {
    request.subject = { patient: null, object: 'letter/post' };
    const posted = await postLetters(database, request.caller, input.letters, input.registered);
    await Promise.all(
      posted.map(({ id, patient }) => request.trace({ kind: 'link', patient, object: `letter/post#${id}` })),
    );
    return {};
  });

  answer(app, 'letter/cancel', async ({ params, input, request }) => {
    const object = `letter/cancel#${params.letter}`;
    request.subject = { patient: null, object };
    const patient = await cancelLetter(database, request.caller, params.letter, input.reason);
    await request.trace({ kind: 'link', patient, object });
    return {};
  });

  answer(app, 'code-letter/print', async ({ params: { letter }, input: { prints }, request }) => {
    const object = `code-letter/print#${letter}`;
    request.subject = { patient: null, object };
    const text = await readCodeLetter(database, request.caller, letter, prints);
    const code = makeInvitationCode();
    const pdf = toCodeLetterPdf(settings.hospital, text, { code, rootPem: pki.rootPem }, clock.now());
    const hash = hashCode(secrets.codeKey, 'invitation', code);
    await printCodeLetter(database, request.caller, letter, prints, { hash, validUntil: text.validUntil });
    await request.trace({ kind: 'identity', patient: null, object });
    return toFile('courrier.pdf', pdf);
  });

  answer(app, 'code-letter/post', async ({ params: { letter }, input, request }) => {
    const object = `code-letter/post#${letter}`;
    request.subject = { patient: null, object };
    await postCodeLetter(database, request.caller, letter, input.registered);
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });

  answer(app, 'code-letter/cancel', async ({ params: { letter }, input, request }) => {
    const object = `code-letter/cancel#${letter}`;
    request.subject = { patient: null, object };
    await cancelCodeLetter(database, request.caller, letter, input.reason);
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });
};

function toFile(name: string, pdf: Buffer): HospitalFile {
  return { name, type: 'application/pdf', base64: pdf.toString('base64') };
}
