import { describe, expect, it } from 'vitest';
import { toCalendar } from '../../../server/demo/calendar.ts';
import { frequency, leads, meanRate, toBeats, toLeads } from '../../../server/demo/objects/heartbeat.ts';
import {
  type ObjectStudyKey,
  objectStudies,
  toObjectInstances,
  toObjectLink,
} from '../../../server/demo/objects/index.ts';
import { toObjectUid } from '../../../server/demo/objects/object-identity.ts';
import { people } from '../../../server/demo/people.ts';
import { decodeFrame, readContent } from '../../../src-renderer/viewer/decode/decode.ts';
import { readIdentity } from '../../../src-renderer/viewer/decode/facts.ts';
import { readPart10 } from '../../../src-renderer/viewer/decode/part10.ts';
import type { Report } from '../../../src-renderer/viewer/decode/report.ts';
import type { Waveform } from '../../../src-renderer/viewer/decode/waveform.ts';
import { openNodeCodecs } from '../../src-renderer/viewer/node-codecs.ts';

const calendar = toCalendar('2026-11-22');
const keys = Object.keys(objectStudies) as ObjectStudyKey[];

async function read(bytes: Uint8Array) {
  const identity = readIdentity((await readPart10(bytes)).dataSet);
  const { content } = { content: await readContent(bytes, 0, { ...identity, patientIds: [] }, openNodeCodecs()) };
  return { identity, content };
}

describe('the objects that the demonstration draws itself', () => {
  it('are each its fictitious patient’s, and as the window reads them', async () => {
    const kinds = [];
    for (const key of keys)
      for (const [index, bytes] of toObjectInstances(key, calendar).entries()) {
        const { identity, content } = await read(bytes);
        expect(identity).toMatchObject({
          patientId: people[objectStudies[key].patient].number,
          studyInstanceUid: toObjectLink(key).uid,
          sopInstanceUid: toObjectUid(key, index + 1),
        });
        kinds.push(`${key}: ${content.frame ? `${content.frame.facts.frames} frames` : content.object.kind}`);
      }
    expect(kinds).toEqual([
      'ecg: waveform',
      'echo: 20 frames',
      'echo: report',
      'wound-before: 1 frames',
      'wound-after: 1 frames',
    ]);
  });

  it('are the same at every feeding', () => {
    const some = ['ecg', 'wound-after'] as const;
    const once = some.flatMap((key) => toObjectInstances(key, calendar));
    const again = some.flatMap((key) => toObjectInstances(key, calendar));
    expect(once.every((bytes, n) => Buffer.compare(bytes, again[n] ?? new Uint8Array()) === 0)).toBe(true);
  });

  it('hold an ECG whose every sample is the one that was drawn, Einthoven’s law included', async () => {
    const [bytes = new Uint8Array()] = toObjectInstances('ecg', calendar);
    const waveform = (await read(bytes)).content.object as Waveform;
    const [group] = waveform.groups;
    const drawn = toLeads('ecg');
    expect(group?.channels.map(({ name, scale, unit }) => [name, scale, unit])).toEqual(
      leads.map((lead) => [lead, 0.001, 'mV']),
    );
    expect(group?.channels.map(({ samples }) => [...samples])).toEqual(drawn.map((lead) => [...lead]));
    const [one, two, three] = drawn;
    expect(one?.every((value, at) => Math.abs(value + (three?.[at] ?? 0) - (two?.[at] ?? 0)) <= 1)).toBe(true);
    const beats = toBeats('ecg');
    expect(Math.abs((beats.length / 10) * 60 - meanRate)).toBeLessThan(10);
    expect(Math.max(...(two ?? []))).toBeGreaterThan(1000);
    expect(group?.frequency).toBe(frequency);
  });

  it('hold a film whose frames differ and a report that points into it', async () => {
    const [film = new Uint8Array(), document = new Uint8Array()] = toObjectInstances('echo', calendar);
    const { identity } = await read(film);
    const frames = await Promise.all(
      [0, 5].map((frame) => decodeFrame(film, frame, { ...identity, patientIds: [] }, openNodeCodecs())),
    );
    expect(frames[0]?.facts.frameRate).toBe(20);
    expect(Buffer.compare(frames[0]?.pixels.values as Uint8Array, frames[1]?.pixels.values as Uint8Array)).not.toBe(0);
    const report = (await read(document)).content.object as Report;
    expect(report.nodes.at(-1)?.children[0]?.image).toMatchObject({
      sopInstanceUid: identity.sopInstanceUid,
      frames: [6],
    });
    expect(report.nodes[0]?.children[0]).toMatchObject({
      name: 'Fraction d’éjection (Simpson biplan)',
      value: '54',
      unit: '%',
    });
  });
});
