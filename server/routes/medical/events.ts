import { PassThrough } from 'node:stream';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { PushEvent } from '../../../contracts/mirror.ts';
import type { Routes } from '../../deps.ts';
import { openEventWatch } from '../../store/event-watch.ts';
import { readEvents } from '../../store/outbox.ts';

const HEARTBEAT_MS = 15_000;
/** A reader that takes nothing for so long is cut: it will resume. */
const UNREAD_AT_MOST = 256 * 1024;

/**
 * `GET /api/events`: what changed, as server-sent events, ids only. It resumes after `Last-Event-ID`, asks the gate again for each
 * batch that may concern it and at each heartbeat, and ends with the session.
 */
export const eventRoutes: Routes = async (app, { database, outbox, log }) => {
  const open = new Set<() => void>();
  const watch = openEventWatch(database, outbox);
  app.addHook('preClose', async () => {
    watch.close();
    for (const end of open) end();
  });

  app.get('/api/events', { config: { untraced: 'ids only: it says compare again' } }, async (request, reply) => {
    const { caller } = request;
    const sent = request.headers['last-event-id'];
    const resumed = typeof sent === 'string' && /^\d{1,18}$/.test(sent) ? sent : null;
    // Refuses before the first byte when there is no session.
    let { position } = resumed === null ? await readEvents(database, caller, null) : { position: resumed };
    if (resumed !== null) await readEvents(database, caller, null);

    const stream = new PassThrough();
    let [running, again] = [false, false];
    const send = (event: PushEvent, at: string): void =>
      void stream.write(`id: ${at}\ndata: ${JSON.stringify(event)}\n\n`);
    const end = (): void => {
      open.delete(end);
      unwatch();
      clearInterval(heartbeat);
      stream.end();
    };
    const look = async (): Promise<void> => {
      if (running) {
        again = true;
        return;
      }
      running = true;
      try {
        do {
          again = false;
          const page = await readEvents(database, caller, position);
          for (const { event, position: at } of page.events) send(event, at);
          position = page.position;
        } while (again && !stream.writableEnded);
      } catch (error) {
        // An absent database cuts the stream, which is resumed; a refusal ends it for good.
        if (error instanceof ExpectedFailure && error.code !== 'server-unavailable')
          send({ type: 'session-ended' }, position);
        else log.error({ err: error }, 'event stream cut');
        end();
      } finally {
        running = false;
      }
    };
    const heartbeat = setInterval(() => {
      if (stream.writableLength > UNREAD_AT_MOST) {
        stream.destroy();
        return;
      }
      // The position without an event: whoever resumes need not read again what did not concern him.
      stream.write(`:\nid: ${position}\n\n`);
      void look();
    }, HEARTBEAT_MS);
    const unwatch = watch.join({
      caller,
      look: () => void look(),
      pass: (after, upTo) => {
        const own = BigInt(position);
        if (!running && own >= after && own < upTo) position = String(upTo);
      },
    });
    open.add(end);
    stream.on('close', end);
    request.raw.on('close', end);
    stream.write(`retry: 1000\nid: ${position}\n\n`);
    void look();
    return reply.type('text/event-stream').send(stream);
  });
};
