import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { api, type Api, type ApiName } from '../../contracts/api.ts';
import { ExpectedFailure } from '../../contracts/failure.ts';

/** A question that its schemas have read. */
export interface Question<Name extends ApiName> {
  readonly params: z.output<Api[Name]['params']>;
  readonly input: z.output<Api[Name]['input']>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Serves one row of contracts/api.ts: path and body are read by its schemas, the answer is checked by its own before it leaves.
 * The handler traces (`request.trace`) what it lets out.
 */
export function answer<Name extends ApiName>(
  app: FastifyInstance,
  name: Name,
  handle: (question: Question<Name>) => Promise<z.input<Api[Name]['output']>>,
  options: { readonly config?: FastifyContextConfig & Record<string, unknown>; readonly bodyLimit?: number } = {},
): void {
  const row = api[name];
  app.route({
    method: row.method,
    url: row.path,
    config: options.config ?? {},
    ...(options.bodyLimit === undefined ? {} : { bodyLimit: options.bodyLimit }),
    handler: async (request, reply) => {
      const params = row.params.safeParse(request.params ?? {});
      const input = row.input.safeParse(row.method === 'POST' ? (request.body ?? {}) : {});
      if (!params.success || !input.success) throw new ExpectedFailure('input-invalid');
      const question = { params: params.data, input: input.data, request, reply } as unknown as Question<Name>;
      const output = await handle(question);
      return row.output.parse(output);
    },
  });
}
