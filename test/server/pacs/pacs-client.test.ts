import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openPacsClient } from '../../../server/pacs/pacs-client.ts';

const toRow = (study: string): object => ({
  '0020000D': { vr: 'UI', Value: [study] },
  '00100020': { vr: 'LO', Value: ['HOSP-0001'] },
  '00201208': { vr: 'IS', Value: [3] },
});

/** What becomes of the counts of such rows. */
async function countsOf(...counts: readonly unknown[]): Promise<readonly (number | null)[]> {
  const rows = counts.map((count, index) => ({ ...toRow(`2.25.${index}`), '00201208': count }));
  let asked = 0;
  const server = createServer((_request, reply) => {
    asked += 1;
    reply.end(asked === 1 ? JSON.stringify(rows) : '[]');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const found: (number | null)[] = [];
  try {
    for await (const page of openPacsClient({ url: `http://127.0.0.1:${port}`, authorization: null }).listStudies())
      found.push(...page.map(({ instances }) => instances));
    return found;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** All pages of a PACS that answers like this, asked 20 times at most. */
async function listOf(answer: RequestListener): Promise<readonly (readonly string[])[] | string> {
  let asked = 0;
  const server = createServer((request, reply) => {
    asked += 1;
    if (asked > 20) reply.destroy();
    else answer(request, reply);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const pages: (readonly string[])[] = [];
  try {
    for await (const page of openPacsClient({ url: `http://127.0.0.1:${port}`, authorization: null }).listStudies())
      pages.push(page.map(({ study }) => study));
    return pages;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'bug';
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('takes a PACS that knows no pages for one page, and not for an endless one [R25]', async () => {
  const list = JSON.stringify(['2.25.1', '2.25.2'].map(toRow));
  expect(await listOf((_request, reply) => void reply.end(list))).toEqual([['2.25.1', '2.25.2']]);
});

test('forgets no study because the list of studies is not where it was [R25]', async () => {
  expect(await listOf((_request, reply) => void reply.writeHead(404).end())).toBe('pacs-unavailable');
  expect(await listOf((_request, reply) => void reply.writeHead(204).end())).toEqual([]);
});

test('takes a study that the PACS does not count, and counts it itself, beside those that it does [R25]', async () => {
  const answered = [
    undefined,
    { vr: 'IS' },
    { vr: 'IS', Value: [] },
    { vr: 'IS', Value: [null] },
    { vr: 'IS', Value: ['?'] },
  ];
  expect(await countsOf(...answered, { vr: 'IS', Value: [3] }, { vr: 'IS', Value: ['12'] })).toEqual([
    null,
    null,
    null,
    null,
    null,
    3,
    12,
  ]);
});
