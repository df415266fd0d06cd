/** One request of the matrix. */
export interface Question {
  /** The route that answers it, as fastify names it. */
  readonly route: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly body?: object | string;
  readonly type?: string;
  /** Who may be answered at all, beside whom the record's own physician: nobody, the role that the route is for, or any enrolled PC. */
  readonly for: 'physician' | 'desk' | 'director' | 'helpdesk' | 'system' | 'pc' | 'anybody';
  /** Part of the record it is about: where that part is hidden or not readable, the answer is that of a record that never was. */
  readonly about: 'seen' | 'hidden' | 'patient' | 'nobody';
  /** Answers with the physician's own links, names included, whatever state they are in. */
  readonly own?: true;
  /** May be refused, or find no such thing, even where it is for the one who asks. */
  readonly optional?: true;
}

/** A question about no record; a body is sent as JSON. */
export function askNobody(
  method: Question['method'],
  url: string,
  route: string,
  who: Question['for'],
  body?: object,
): Question {
  const sent = body === undefined ? {} : { body, type: 'application/json' };
  return { route: `${method} ${route}`, method, url, for: who, about: 'nobody', ...sent };
}
