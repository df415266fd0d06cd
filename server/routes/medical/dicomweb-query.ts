import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { readQido } from '../../dicom/qido-query.ts';
import { queryImaging } from '../../store/imaging-store.ts';

type Level = 'studies' | 'series' | 'instances';
interface Place {
  readonly study?: string;
  readonly series?: string;
}

/** QIDO-RS: studies, series and instances that this caller may know of. */
export const dicomwebQueryRoutes: Routes = async (app, { database }) => {
  const serve = (url: string, level: Level): void => {
    app.get<{ Params: Place }>(url, async (request, reply) => answer(request, reply, level));
  };
  serve('/dicomweb/studies', 'studies');
  serve('/dicomweb/series', 'series');
  serve('/dicomweb/instances', 'instances');
  serve('/dicomweb/studies/:study/series', 'series');
  serve('/dicomweb/studies/:study/instances', 'instances');
  serve('/dicomweb/studies/:study/series/:series/instances', 'instances');

  async function answer(
    request: FastifyRequest<{ Params: Place }>,
    reply: FastifyReply,
    level: Level,
  ): Promise<FastifyReply> {
    const { study = null, series = null } = request.params;
    if (![study, series].every((uid) => uid === null || /^[0-9.]{1,64}$/.test(uid)))
      throw new ExpectedFailure('input-invalid');
    const object = series ?? study ?? level;
    request.subject = { patient: null, object: `QIDO-RS ${level}` };
    const at = request.url.indexOf('?');
    const query = readQido(at < 0 ? [] : new URLSearchParams(request.url.slice(at + 1)));
    const { total, rows } = await queryImaging(database, request.caller, { ...query, level, study, series });
    const patients = [...new Set(rows.map(({ patient }) => patient))];
    const entries = patients.length === 0 ? [null] : patients;
    await Promise.all(
      entries.map((patient) => request.trace({ kind: 'searched', patient, object: `QIDO-RS ${object}` })),
    );
    reply.header('x-total-count', total);
    if (rows.length === 0) return reply.code(204).send();
    return reply.type('application/dicom+json').send(
      rows.map(({ attributes }) => ({
        ...attributes,
        '00081190': { vr: 'UR', Value: [toUrl(`https://${request.host}/dicomweb`, level, attributes)] },
      })),
    );
  }
};

/** Retrieve URL (0008,1190). */
function toUrl(base: string, level: Level, attributes: Record<string, unknown>): string {
  const uid = (tag: string): string => (attributes[tag] as { Value?: [string] } | undefined)?.Value?.[0] ?? '';
  const study = `${base}/studies/${uid('0020000D')}`;
  const series = `${study}/series/${uid('0020000E')}`;
  return level === 'studies' ? study : level === 'series' ? series : `${series}/instances/${uid('00080018')}`;
}
