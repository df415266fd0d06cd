import type { Language } from '../../../contracts/language.ts';
import { pagePaths } from '../../../server/access-request/languages.ts';
import type { Answer, HttpsClient } from '../support/https-client.ts';

/** What somebody types; a field left out is left empty. */
export type Fields = Readonly<Record<string, string>>;

/** A request as a physician of nowhere would make it. */
export const goodFields: Fields = {
  family: 'Delvaux-Noël',
  given: 'Élise',
  nihdi: '1-99.812/34-567',
  practice: 'Cabinet de l’Étang & fils',
  address: 'Rue de l’Étang 4, boîte 2\r\n7000 Saint-Exemple',
  phone: '+32 65 12 34 56',
  email: 'elise@cabinet.example',
  care: 'yes',
  conditions: 'yes',
};

const type = { 'content-type': 'application/x-www-form-urlencoded' };

/** The signed token of a page's form. */
export function readToken(page: string): string {
  return /name="token" value="([\w-]+)"/.exec(page)?.[1] ?? '';
}

/** Opens the form anew and sends it as a browser without scripts does. */
export async function ask(
  client: HttpsClient,
  fields: Fields = goodFields,
  {
    language = 'fr',
    token,
    headers = {},
  }: { language?: Language; token?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const path = pagePaths[language];
  const form = token ?? readToken((await client.ask('GET', path)).bytes.toString('utf8'));
  const body = Buffer.from(new URLSearchParams({ token: form, ...fields }).toString());
  return client.ask('POST', path, { body, headers: { ...type, ...headers } });
}

/** Sends a request that must be taken; answers the path of its follow-up page. */
export async function file(client: HttpsClient, change: Fields = {}, language: Language = 'fr'): Promise<string> {
  const { status, headers, bytes } = await ask(client, { ...goodFields, ...change }, { language });
  const { location } = headers;
  if (status !== 303 || location === undefined) throw new Error(`${status} ${bytes.toString('utf8').slice(0, 2000)}`);
  return location;
}
