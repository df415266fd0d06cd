import { readFileSync } from 'node:fs';

/** True for https, and for http on this machine alone: whose images they are would cross the network in clear. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  if (username !== '') return false;
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

/** The Authorization header of a file of one line `name:password`; throws a sentence that names no part of it. */
export function readAuthorization(file: string): string {
  const line = readFileSync(file, 'utf8').trim();
  if (!/^[^:\s]+:\S.*$/.test(line)) throw new Error('PACS_CREDENTIALS: the file holds one line, name:password.');
  return `Basic ${Buffer.from(line, 'utf8').toString('base64')}`;
}
