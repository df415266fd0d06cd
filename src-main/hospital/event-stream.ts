import type { Readable } from 'node:stream';
import { PushEvent } from '../../contracts/mirror.ts';
import { readKnown } from '../storage/known-fields.ts';

/** One dispatched event of the stream: its id when it has one, and what it says when it is one we know. */
export interface ReceivedEvent {
  readonly id: string | null;
  readonly event: PushEvent | null;
}

const LONGEST_LINE = 64 * 1024;

/** Splits a stream by the rules of server-sent events (WHATWG HTML 9.2.6): LF, CR or CRLF; comments are heartbeats. */
export function makeEventParser(dispatch: (received: ReceivedEvent) => void): (chunk: string) => void {
  let rest = '';
  let id: string | null = null;
  let data: string[] = [];
  function take(line: string): void {
    if (line === '') {
      if (data.length > 0) dispatch({ id, event: toPushEvent(data.join('\n')) });
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) id = value;
  }
  return (chunk) => {
    rest += chunk;
    if (rest.length > LONGEST_LINE) throw new Error('event line too long');
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  };
}

function toPushEvent(text: string): PushEvent | null {
  try {
    return readKnown(PushEvent, JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Reads a stream to its end, telling each event; resolves when it ends. `silence` milliseconds without a byte (the server beats
 * more often) end it too: a cut cable sends no goodbye.
 */
export async function readEvents(
  stream: Readable,
  silence: number,
  tell: (received: ReceivedEvent) => void,
): Promise<void> {
  const parse = makeEventParser(tell);
  let timer = setTimeout(() => stream.destroy(new Error('silent')), silence);
  try {
    stream.setEncoding('utf8');
    for await (const chunk of stream) {
      clearTimeout(timer);
      timer = setTimeout(() => stream.destroy(new Error('silent')), silence);
      parse(chunk as string);
    }
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
}
