import { createHash } from 'node:crypto';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { FiledForm, LinkForm } from '../../contracts/signed-form.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { OpenSession } from './session.ts';

/** The collaborators of the signed forms. */
export interface SignedFormsParts {
  readonly client: () => HospitalClient;
  /** Throws where nobody is signed in, or the window is locked. */
  readonly session: () => OpenSession;
}

/** The signed forms at the hospital; nothing of them is kept on this PC. */
export interface SignedForms {
  list(): Promise<LinkForm[]>;
  file(reference: string, pages: readonly Uint8Array[]): Promise<FiledForm>;
  read(link: string): Promise<{ filedAt: string; bytes: Uint8Array<ArrayBuffer> }>;
}

/** Twenty pages leave a slow line only slowly: milliseconds without a byte. */
const PATIENCE = 60_000;

/** Opens them; each question goes to the hospital. */
export function openSignedForms({ client, session }: SignedFormsParts): SignedForms {
  return {
    async list() {
      session();
      return await client().ask('signed-form/list');
    },
    async file(reference, pages) {
      session();
      const input = { reference, pages: pages.map((page) => Buffer.from(page).toString('base64')) };
      return await client().ask('signed-form/file', { input, timeout: PATIENCE });
    },
    async read(link) {
      session();
      const { filedAt, sha256, pdfBase64 } = await client().ask('signed-form/read', {
        params: { link },
        timeout: PATIENCE,
      });
      const bytes = Buffer.from(pdfBase64, 'base64');
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new ExpectedFailure('document-unreadable');
      return { filedAt, bytes: new Uint8Array(bytes) };
    },
  };
}
