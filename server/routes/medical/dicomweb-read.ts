import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { readBulk, readFrames } from '../../dicom/frames.ts';
import { toMultipartEnd, toPartHead } from '../../dicom/multipart.ts';
import { Unreadable } from '../../dicom/parse-part10.ts';
import { readPacsFile } from '../../pacs/read-pacs-file.ts';
import { isInstanceReadable, readInstances, type ReadableInstance } from '../../store/imaging-store.ts';

interface Place {
  readonly study: string;
  readonly series?: string;
  readonly instance?: string;
}

const INSTANCE = '/dicomweb/studies/:study/series/:series/instances/:instance';
const PLACES = ['/dicomweb/studies/:study', '/dicomweb/studies/:study/series/:series', INSTANCE];

/** WADO-RS: instances as they were stored, their metadata, frames and bulk. */
export const dicomwebReadRoutes: Routes = async (app, deps) => {
  const { database, blobs } = deps;
  for (const place of PLACES) {
    app.get<{ Params: Place }>(place, async (request, reply) => {
      const instances = await open(request);
      const wanted = request.headers.accept ?? '*/*';
      if (!/application\/dicom(?!\+)|\*\/\*|multipart\/related/.test(wanted))
        throw new ExpectedFailure('input-invalid');
      const [only] = instances;
      // One instance may also come as itself (PS3.18 8.7.5, single part).
      if (
        instances.length === 1 &&
        only !== undefined &&
        /^application\/dicom\b/.test(wanted) &&
        request.params.instance !== undefined
      )
        return reply.type('application/dicom').send(await readFile(request.params.study, only));
      return sendMultipart(reply, 'application/dicom', async function* () {
        for (const instance of instances) {
          await assertStill(request, instance);
          yield {
            head: { 'Content-Type': `application/dicom; transfer-syntax=${instance.transfer_syntax}` },
            bytes: await readFile(request.params.study, instance),
          };
        }
      });
    });

    app.get<{ Params: Place }>(`${place}/metadata`, async (request, reply) => {
      const instances = await open(request);
      return reply.type('application/dicom+json').send(`[${instances.map(({ metadata }) => metadata).join(',')}]`);
    });
  }

  app.get<{ Params: Place & { frames: string } }>(`${INSTANCE}/frames/:frames`, async (request, reply) => {
    const numbers = request.params.frames.split(',').map(Number);
    if (!numbers.every((number) => Number.isInteger(number) && number > 0)) throw new ExpectedFailure('input-invalid');
    const [instance] = await open(request);
    if (instance === undefined || numbers.some((number) => number > instance.frames))
      throw new ExpectedFailure('document-not-available');
    const frames = await orUnreadable(async () => readFrames(await readFile(request.params.study, instance), numbers));
    return sendMultipart(reply, 'application/octet-stream', async function* () {
      for (const bytes of frames)
        yield {
          head: { 'Content-Type': `application/octet-stream; transfer-syntax=${instance.transfer_syntax}` },
          bytes,
        };
    });
  });

  app.get<{ Params: Place & { tag: string } }>(`${INSTANCE}/bulkdata/:tag`, async (request, reply) => {
    if (!/^[0-9A-F]{8}$/.test(request.params.tag)) throw new ExpectedFailure('document-not-available');
    const [instance] = await open(request);
    const bytes =
      instance === undefined
        ? null
        : await orUnreadable(async () => readBulk(await readFile(request.params.study, instance), request.params.tag));
    if (bytes === null) throw new ExpectedFailure('document-not-available');
    return sendMultipart(reply, 'application/octet-stream', async function* () {
      yield { head: { 'Content-Type': 'application/octet-stream' }, bytes };
    });
  });

  /** The readable instances of a place, traced before anything leaves. */
  async function open(request: FastifyRequest<{ Params: Place }>): Promise<readonly ReadableInstance[]> {
    const { study, series = null, instance = null } = request.params;
    const object = instance ?? series ?? study;
    if (![study, series, instance].every((uid) => uid === null || /^[0-9.]{1,64}$/.test(uid)))
      throw new ExpectedFailure('document-not-available');
    request.subject = { patient: null, object };
    const instances = await readInstances(database, request.caller, study, series, instance);
    const [first] = instances;
    if (first === undefined) throw new ExpectedFailure('document-not-available');
    await request.trace({ kind: 'copied', patient: first.patient, object });
    return instances;
  }

  /** The gate is asked again before each part of a long answer: a suspension or a hiding cuts it there, and the cut is traced. */
  async function assertStill(request: FastifyRequest, { patient, instance_uid }: ReadableInstance): Promise<void> {
    try {
      if (!(await isInstanceReadable(database, request.caller, instance_uid)))
        throw new ExpectedFailure('document-not-available');
    } catch (error) {
      const outcome = error instanceof ExpectedFailure ? error.code : 'bug';
      await request.trace({ kind: 'denied', patient, object: instance_uid, outcome });
      throw error;
    }
  }

  /** A file that is not what was stored is never shown. */
  async function readFile(study: string, instance: ReadableInstance): Promise<Buffer> {
    if (instance.source === 'pacs') return readPacsFile(deps, study, instance);
    const { sha256 } = instance;
    const bytes = await blobs.read(sha256).catch(() => null);
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new ExpectedFailure('document-unreadable');
    return bytes;
  }
};

async function orUnreadable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Unreadable) throw new ExpectedFailure('document-unreadable', { cause: error });
    throw error;
  }
}

type Parts = () => AsyncGenerator<{ head: Record<string, string>; bytes: Buffer }>;

/** Streams parts one after the other: no more than one file is in memory. */
function sendMultipart(reply: FastifyReply, type: string, parts: Parts): FastifyReply {
  const boundary = randomUUID();
  async function* write(): AsyncGenerator<Buffer | string> {
    for await (const { head, bytes } of parts()) {
      yield toPartHead(boundary, head);
      yield bytes;
      yield '\r\n';
    }
    yield toMultipartEnd(boundary);
  }
  return reply
    .type(`multipart/related; type="${type}"; boundary=${boundary}`)
    .send(Readable.from(write(), { objectMode: false }));
}
