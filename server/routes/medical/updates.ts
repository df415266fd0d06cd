import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import rateLimit from '@fastify/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { Sha256 } from '../../../contracts/identifiers.ts';
import type { Routes } from '../../deps.ts';
import { readRange } from '../../releases/byte-range.ts';
import { openDownloads } from '../../releases/downloads.ts';
import { toPackagePath } from '../../releases/release-files.ts';
import { askUpdate, readUpdatePackage, reportUpdate } from '../../store/release-store.ts';
import { answer } from '../answer.ts';

/** Questions a minute of one PC: it asks a few times an hour, and a package that is cut comes in many pieces. */
const PER_MINUTE = 120;
const Params = z.strictObject({ sha256: Sha256 });

/**
 * Updates, for a PC by its certificate alone: what it is offered, the package with `Range`, how it ended. The database says anew at each
 * request what this PC may have; a session, when one is sent, is not looked at [C6].
 */
export const updateRoutes: Routes = async (app, { database, releases, log }) => {
  await app.register(rateLimit, {
    max: PER_MINUTE,
    timeWindow: '1 minute',
    keyGenerator: ({ caller }) => caller.certificate.toString('hex'),
  });
  const downloads = openDownloads();

  answer(
    app,
    'update/ask',
    async ({ input, request }) => {
      request.subject = { patient: null, object: 'update/ask' };
      const offered = await askUpdate(database, request.caller, input);
      if (offered === null) return { offer: null };
      await request.trace({ kind: 'identity', patient: null, object: `update/offer#${offered.counter}` });
      return {
        offer: {
          release: offered.content,
          signature: offered.signature.toString('base64'),
          requiredFrom: offered.required_from?.toISOString() ?? null,
        },
      };
    },
    // Each PC asks all day; what it is offered, takes and makes of it is traced.
    { config: { untraced: 'the version of the PC itself, while nothing is offered: nothing in it is about anybody' } },
  );

  answer(app, 'update/report', async ({ input, request }) => {
    const object = `update/report#${input.counter}/${input.end}`;
    request.subject = { patient: null, object };
    await reportUpdate(database, request.caller, input);
    await request.trace({ kind: 'identity', patient: null, object });
    return {};
  });

  app.route({
    method: ['GET', 'HEAD'],
    url: '/api/update/packages/:sha256',
    handler: async (request, reply) => {
      request.subject = { patient: null, object: 'update/package' };
      const params = Params.safeParse(request.params);
      if (!params.success) throw new ExpectedFailure('input-invalid');
      const { sha256 } = params.data;
      const found = await readUpdatePackage(database, request.caller, sha256);
      const object = `update/package#${found.counter}`;
      request.subject = { patient: null, object };
      await request.trace({ kind: 'identity', patient: null, object });
      return sendFile(request, reply, toPackagePath(releases, found.counter, found.file), { sha256, size: found.size });
    },
  });

  async function sendFile(
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    { sha256, size }: { readonly sha256: string; readonly size: number },
  ): Promise<FastifyReply> {
    const tag = `"${sha256}"`;
    reply.headers({ 'accept-ranges': 'bytes', etag: tag });
    // A part of another file than the one that was begun would be worth nothing.
    const condition = request.headers['if-range'];
    const isSame = condition === undefined || condition === tag;
    const range = request.method === 'HEAD' || !isSame ? null : readRange(request.headers.range, size);
    if (range === 'unsatisfiable')
      return reply
        .code(416)
        .header('content-range', `bytes */${size}`)
        .send({ code: 'input-invalid', incident: request.id });
    const { first, last } = range ?? { first: 0, last: size - 1 };
    reply.type('application/octet-stream').header('content-length', String(last - first + 1));
    if (request.method === 'HEAD') return reply.send();
    const leave = downloads.enter(request.caller.certificate.toString('hex'));
    try {
      const file = await open(path).catch((error: unknown) => {
        // The offer stands and the file does not: `passerelle-server check` names it.
        throw new ExpectedFailure('server-unavailable', { cause: error });
      });
      if ((await file.stat()).size !== size) {
        await file.close();
        throw new ExpectedFailure('server-unavailable', { cause: new Error('a package of a release is not whole') });
      }
      const stream = createReadStream('', { fd: file, start: first, end: last });
      stream.on('close', leave);
      stream.on('error', (error) => log.error({ err: error }, 'package of a release cut'));
      if (range !== null) reply.code(206).header('content-range', `bytes ${first}-${last}/${size}`);
      return await reply.send(stream);
    } catch (error) {
      leave();
      throw error;
    }
  }
};
