import { type Agent, Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';

/** An answer as it came over the wire. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly body: Body;
}

/** What a client presents and trusts. */
export interface ClientTls {
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
}

/** One HTTPS client with its own connections. */
export interface HttpsClient {
  readonly agent: Agent;
  ask<Body = unknown>(
    method: string,
    path: string,
    options?: { readonly body?: unknown; readonly token?: string | null; readonly headers?: Record<string, string> },
  ): Promise<Answer<Body>>;
  close(): void;
}

/** Opens a client of `baseUrl`; an object as body is sent as JSON, a Buffer as it is. */
export function openClient(baseUrl: string, tls: ClientTls): HttpsClient {
  const agent = new HttpsAgent({ ...tls, keepAlive: true, minVersion: 'TLSv1.3', maxCachedSessions: 0 });
  return {
    agent,
    ask: <Body>(
      method: string,
      path: string,
      options: {
        readonly body?: unknown;
        readonly token?: string | null;
        readonly headers?: Record<string, string>;
      } = {},
    ) =>
      new Promise<Answer<Body>>((resolve, reject) => {
        const { body, token } = options;
        const payload = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
        const headers = {
          ...(payload === undefined ? {} : { 'content-length': String(payload.length) }),
          ...(payload === undefined || Buffer.isBuffer(body) ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined || token === null ? {} : { authorization: `Bearer ${token}` }),
          ...options.headers,
        };
        const sent = httpsRequest(new URL(path, baseUrl), { method, agent, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const bytes = Buffer.concat(chunks);
            const json = /json/.test(response.headers['content-type'] ?? '');
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              bytes,
              body: (json && bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : null) as Body,
            });
          });
        });
        sent.on('error', reject);
        sent.end(payload);
      }),
    close: () => agent.destroy(),
  };
}
