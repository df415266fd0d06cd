import { type Agent, request } from 'node:https';
import { z } from 'zod';
import { toBundleText, toHospitalBundles } from './bundles.ts';
import { toCalendar } from './calendar.ts';
import { type ObjectStudyKey, objectStudies, toObjectInstances } from './objects/index.ts';
import { listStudyFiles, type StudyKey, studies, toStudyInstances } from './imaging.ts';

/** Where the hospital's own systems deliver, and how far it got. `agent` holds the system's certificate and the hospital's CA. */
export interface FeedWish {
  /** `https://host:port/fhir`, without a slash at the end. */
  readonly fhirBase: string;
  /** `https://host:port/dicomweb`, without a slash at the end. */
  readonly dicomWebBase: string;
  readonly agent: Agent;
  /** YYYY-MM-DD: the record ends on this day. */
  readonly today: string;
  readonly onProgress?: (progress: FeedProgress) => void;
}

/** Steps done of all; `what` names no patient. */
export interface FeedProgress {
  readonly done: number;
  readonly total: number;
  readonly what: 'records' | 'images';
}

/** What was delivered. */
export interface FeedResult {
  readonly resources: number;
  readonly instances: number;
}

const batch = 8;
const TransactionResponse = z.object({
  resourceType: z.literal('Bundle'),
  type: z.literal('transaction-response'),
  entry: z.array(z.object({ response: z.object({ status: z.string() }) })),
});
const StowResponse = z.object({
  /** Failed SOP Sequence. */
  '00081198': z.object({ Value: z.array(z.unknown()).optional() }).optional(),
  /** Referenced SOP Sequence. */
  '00081199': z.object({ Value: z.array(z.unknown()).optional() }).optional(),
});

function post(
  url: string,
  agent: Agent,
  headers: Record<string, string>,
  body: Buffer,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: 'POST', agent, headers: { ...headers, 'content-length': body.length } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Multipart body of a STOW-RS request (PS3.18 8.6.1.2). */
function toStowBody(instances: readonly Uint8Array[], boundary: string): Buffer {
  const parts = instances.flatMap((bytes) => [
    Buffer.from(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

async function putBundle(wish: FeedWish, body: Buffer, entries: number): Promise<void> {
  const headers = { 'content-type': 'application/fhir+json; charset=utf-8', accept: 'application/fhir+json' };
  const { status, text } = await post(wish.fhirBase, wish.agent, headers, body);
  if (status !== 200) throw new Error(`the hospital refused a transaction: HTTP ${status} ${text.slice(0, 2000)}`);
  const answer = TransactionResponse.parse(JSON.parse(text));
  const refused = answer.entry.filter(({ response }) => !/^20[01]\b/.test(response.status)).length;
  if (refused > 0 || answer.entry.length !== entries)
    throw new Error(`the hospital took ${answer.entry.length - refused} of ${entries} resources`);
}

async function storeInstances(wish: FeedWish, instances: readonly Uint8Array[]): Promise<void> {
  const boundary = 'passerelle-demonstration';
  const headers = {
    'content-type': `multipart/related; type="application/dicom"; boundary=${boundary}`,
    accept: 'application/dicom+json',
  };
  const { status, text } = await post(
    `${wish.dicomWebBase}/studies`,
    wish.agent,
    headers,
    toStowBody(instances, boundary),
  );
  if (status !== 200) throw new Error(`the hospital refused images: HTTP ${status} ${text.slice(0, 2000)}`);
  const answer = StowResponse.parse(JSON.parse(text));
  const stored = answer['00081199']?.Value?.length ?? 0;
  if ((answer['00081198']?.Value?.length ?? 0) > 0 || stored !== instances.length) {
    throw new Error(`the hospital stored ${stored} of ${instances.length} images: ${text.slice(0, 2000)}`);
  }
}

/** Feeds the demonstration hospital through the public doors: transaction bundles, then STOW-RS. Feeding the same `today` twice changes nothing. */
export async function feedHospital(wish: FeedWish): Promise<FeedResult> {
  const bundles = toHospitalBundles(wish.today);
  const keys = Object.keys(studies) as StudyKey[];
  const made = Object.keys(objectStudies) as ObjectStudyKey[];
  const images = keys.reduce((sum, key) => sum + Math.ceil(listStudyFiles(key).length / batch), made.length);
  const total = bundles.length + images;
  let done = 0;
  let resources = 0;
  let instances = 0;
  const tell = (what: FeedProgress['what']): void => {
    done += 1;
    wish.onProgress?.({ done, total, what });
  };
  for (const { bundle } of bundles) {
    const entries = bundle.entry?.length ?? 0;
    await putBundle(wish, Buffer.from(toBundleText(bundle), 'utf8'), entries);
    resources += entries;
    tell('records');
  }
  for (const key of keys) {
    let waiting: Uint8Array[] = [];
    const send = async (): Promise<void> => {
      await storeInstances(wish, waiting);
      instances += waiting.length;
      waiting = [];
      tell('images');
    };
    for (const instance of toStudyInstances(key, toCalendar(wish.today))) {
      waiting.push(instance);
      if (waiting.length === batch) await send();
    }
    if (waiting.length > 0) await send();
  }
  for (const key of made) {
    const own = toObjectInstances(key, toCalendar(wish.today));
    await storeInstances(wish, own);
    instances += own.length;
    tell('images');
  }
  return { resources, instances };
}
