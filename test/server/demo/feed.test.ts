import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FeedProgress, type FeedResult, feedHospital } from '../../../server/demo/feed-hospital.ts';
import { type StudyKey, studies, toStudyLink } from '../../../server/demo/imaging.ts';
import { openTestHospital, type TestHospital } from '../support/test-hospital.ts';

const today = '2026-11-22';

describe('feeding the demonstration hospital', () => {
  let hospital: TestHospital;
  let agent: Agent;
  let first: FeedResult;
  const progress: FeedProgress[] = [];
  const feed = (): Promise<FeedResult> =>
    feedHospital({
      fhirBase: `${hospital.medicalUrl}/fhir`,
      dicomWebBase: `${hospital.medicalUrl}/dicomweb`,
      agent,
      today,
      onProgress: (step) => progress.push(step),
    });
  const count = async (text: string): Promise<number> => Number((await hospital.test.sql<{ n: string }>(text))[0]?.n);

  beforeAll(async () => {
    hospital = await openTestHospital();
    const read = (name: string): string => readFileSync(join(hospital.data, name), 'utf8');
    agent = new Agent({ ca: hospital.rootPem, cert: read('system.pem'), key: read('system.key'), keepAlive: true });
    first = await feed();
  }, 240_000);
  afterAll(async () => {
    agent?.destroy();
    await hospital?.close();
  });

  it('goes through the public doors alone, and nothing is left in quarantine [R25]', async () => {
    expect(first.instances).toBe(108);
    expect(await count('select count(*) n from medical.instance')).toBe(108);
    expect(await count('select count(*) n from medical.quarantine')).toBe(0);
    expect(await count(`select count(*) n from medical.resource where type <> 'ImagingStudy'`)).toBe(first.resources);
    expect(progress.at(-1)).toMatchObject({ done: progress.length, total: progress.length, what: 'images' });
  });

  it('leaves each report the study it speaks of', async () => {
    for (const key of Object.keys(studies) as StudyKey[]) {
      const { id } = toStudyLink(key);
      const found = await hospital.test.sql<{ type: string; patient: string }>(
        `select type, patient from medical.resource where id = $1 or refs @> array['ImagingStudy/' || $1] order by type`,
        [id],
      );
      expect(found.map(({ type }) => type)).toEqual(['DiagnosticReport', 'ImagingStudy']);
      expect(new Set(found.map(({ patient }) => patient)).size).toBe(1);
    }
  });

  it('changes nothing when it is done again', async () => {
    const versions = 'select coalesce(sum(version), 0) n from medical.resource';
    const before = [await count(versions), await count('select count(*) n from medical.instance')];
    expect(await feed()).toEqual(first);
    expect([await count(versions), await count('select count(*) n from medical.instance')]).toEqual(before);
    expect(await count('select count(*) n from medical.quarantine')).toBe(0);
  }, 240_000);
});
