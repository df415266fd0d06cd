import { createHash } from 'node:crypto';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { toPicturePdf } from '../../documents/picture-pdf.ts';
import { fileSignedForm, findSignedForm, listForms, readSignedForm } from '../../store/signed-form-store.ts';
import { answer } from '../answer.ts';

/** Twenty pages of a scanner at 300 dpi, in base64. */
const LIMIT = 24 * 1024 * 1024;

/** The signed forms as the practice scanned them: filed by the printed reference, opened again by their physician [R14]. */
export const signedFormRoutes: Routes = async (app, { database, blobs }) => {
  answer(app, 'signed-form/list', async ({ request }) => {
    const [forms] = await Promise.all([
      listForms(database, request.caller),
      request.trace({ kind: 'searched', patient: null, object: 'signed-form/list' }),
    ]);
    return forms;
  });

  answer(
    app,
    'signed-form/file',
    async ({ input, request }) => {
      request.subject = { patient: null, object: 'signed-form/file' };
      const find = (sha256: string | null) => findSignedForm(database, request.caller, input.reference, sha256);
      // Nothing is made for a reference that files nothing. A full form takes no other file, but one of its own again.
      const found = await find(null).catch((error: unknown) => {
        if (error instanceof ExpectedFailure && error.code === 'too-many-attempts') return null;
        throw error;
      });
      const pdf = toPicturePdf(input.pages.map((page) => Buffer.from(page, 'base64')));
      const sha256 = createHash('sha256').update(pdf).digest('hex');
      const { link, patient } = found ?? (await find(sha256));
      const object = `signed-form/file#${link}`;
      request.subject = { patient, object };
      await blobs.put(pdf);
      const pages = input.pages.length;
      const filedAt = await fileSignedForm(database, request.caller, input.reference, { sha256, pages });
      await request.trace({ kind: 'link', patient, object });
      return { link, filedAt: filedAt.toISOString(), pages, sha256 };
    },
    { bodyLimit: LIMIT },
  );

  answer(app, 'signed-form/read', async ({ params, request }) => {
    const object = `signed-form/read#${params.link}`;
    request.subject = { patient: null, object };
    const { patient, sha256, filedAt } = await readSignedForm(database, request.caller, params.link);
    const [pdf] = await Promise.all([blobs.read(sha256), request.trace({ kind: 'link', patient, object })]);
    return { filedAt: filedAt.toISOString(), sha256, pdfBase64: pdf.toString('base64') };
  });
};
