import { ExpectedFailure } from '../../../contracts/failure.ts';
import { MessageResult } from '../../../contracts/message.ts';
import type { Routes } from '../../deps.ts';
import type { MessageFormat } from '../../hl7/filing.ts';
import { emptyHeader, readMessageHeader } from '../../hl7/message-header.ts';
import { requireSystem } from '../../store/require-system.ts';

const LIMIT = 64 * 1024 * 1024;

/** Content types of the second door, and what each is kept as. */
const formats: Readonly<Record<string, MessageFormat>> = {
  'application/hl7-v2': 'hl7-v2',
  'application/edi-hl7v2': 'hl7-v2',
  'x-application/hl7-v2+er7': 'hl7-v2',
  'application/healthone': 'healthone',
  'application/medidoc': 'medidoc',
  'application/kmehr+xml': 'kmehr',
};

/** The inbox by HTTP: one message a request, under a system certificate; the answer says what the acknowledgement would [R25]. */
export const inboxRoutes: Routes = async (app, { database, inbox, clock }) => {
  for (const type of Object.keys(formats))
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: LIMIT }, (_request, body, done) => done(null, body));

  app.post(
    '/api/inbox',
    {
      bodyLimit: LIMIT,
      // Before the body is read: nobody but a system makes the server work for it. The gate asks again.
      onRequest: async ({ caller }) => requireSystem(database, caller),
    },
    async (request, reply) => {
      request.subject = { patient: null, object: 'inbox' };
      const [type = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
      const format = formats[type.trim()];
      if (format === undefined || !(request.body instanceof Buffer)) throw new ExpectedFailure('input-invalid');
      const result = await inbox.submit({
        door: 'post',
        format,
        header: format === 'hl7-v2' ? readMessageHeader(request.body) : emptyHeader,
        raw: request.body,
        oversized: null,
        refused: null,
        received: clock.now(),
        caller: request.caller,
      });
      // The inbox has traced the message with its patient.
      request.traced = true;
      return reply.code(result.state === 'failed' ? 422 : 200).send(MessageResult.parse(result));
    },
  );
};
