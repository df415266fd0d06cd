// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { RecordIndex } from '../../../../contracts/record.ts';
import {
  closeRecord,
  createRecordStore,
  followRecord,
  openRecord,
} from '../../../../src-renderer/features/record/record-store.ts';
import { buildEntry, buildId, buildIndex, buildLink } from '../../support/samples.ts';
import { createScriptedBridge } from '../../support/scripted-bridge.ts';

const dubois = buildIndex(buildLink(1), [buildEntry()]);
const petit = buildIndex(
  buildLink(2, { patient: { ...buildLink(2).patient, id: buildId(2002), family: 'PETIT' } }),
  [],
);
const a = dubois.link.patient.id;
const b = petit.link.patient.id;

/** A promise that the test resolves. */
function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
const settle = () => new Promise((done) => setTimeout(done, 0));

describe('the open record', () => {
  it('is the patient asked for last, whichever answer arrives first [R23]', async () => {
    const slow = later<RecordIndex>();
    const bridge = createScriptedBridge({
      'record/open': ({ patient }) => (patient === a ? slow.promise : petit),
      'record/close': () => ({}),
    });
    const store = createRecordStore();
    const first = openRecord(store, bridge.ask, a);
    await openRecord(store, bridge.ask, b);
    slow.resolve(dubois);
    await first;
    expect(store.getState()).toEqual({ phase: 'shown', patient: b, index: petit });
  });

  it('tells the main process which record it leaves', async () => {
    const bridge = createScriptedBridge({
      'record/open': ({ patient }) => (patient === a ? dubois : petit),
      'record/close': () => ({}),
    });
    const store = createRecordStore();
    await openRecord(store, bridge.ask, a);
    await openRecord(store, bridge.ask, b);
    closeRecord(store, bridge.ask);
    const left = bridge.asked.filter((one) => one.channel === 'record/close').map((one) => one.input);
    expect(left).toEqual([{ patient: a }, { patient: b }]);
    expect(store.getState()).toEqual({ phase: 'none' });
  });

  it('is empty in the same moment the hospital closes it, and holds nothing of it any more [R13]', async () => {
    const bridge = createScriptedBridge({ 'record/open': () => dubois });
    const store = createRecordStore();
    followRecord(store, bridge);
    await openRecord(store, bridge.ask, a);
    bridge.emit('record/closed', { patient: a, reason: 'link-ended' });
    expect(store.getState()).toEqual({ phase: 'closed', patient: a, reason: 'link-ended' });
    expect(JSON.stringify(store.getState())).not.toContain('DUBOIS');
  });

  it('closes with every record, and not with that of another patient', async () => {
    const bridge = createScriptedBridge({ 'record/open': () => dubois });
    const store = createRecordStore();
    followRecord(store, bridge);
    await openRecord(store, bridge.ask, a);
    bridge.emit('record/closed', { patient: b, reason: 'link-ended' });
    expect(store.getState().phase).toBe('shown');
    bridge.emit('record/closed', { patient: null, reason: 'account-suspended' });
    expect(store.getState().phase).toBe('closed');
  });

  it('stays closed when an answer asked for before arrives after', async () => {
    const slow = later<RecordIndex>();
    const bridge = createScriptedBridge({ 'record/open': () => slow.promise });
    const store = createRecordStore();
    followRecord(store, bridge);
    const opening = openRecord(store, bridge.ask, a);
    bridge.emit('record/closed', { patient: null, reason: 'session-ended' });
    slow.resolve(dubois);
    await opening;
    expect(store.getState().phase).toBe('closed');
  });

  it('is read again at news, once more when news came meanwhile, and never twice at a time', async () => {
    const answers = [later<RecordIndex>(), later<RecordIndex>()];
    let asked = 0;
    const bridge = createScriptedBridge({
      'record/open': () => dubois,
      'record/read-index': () => {
        asked += 1;
        return answers[asked - 1]?.promise ?? dubois;
      },
    });
    const store = createRecordStore();
    followRecord(store, bridge);
    await openRecord(store, bridge.ask, a);
    for (let news = 0; news < 5; news += 1) bridge.emit('record/changed', { patient: a });
    await settle();
    expect(asked).toBe(1);
    answers[0]?.resolve(dubois);
    await settle();
    expect(asked).toBe(2);
    const newest = buildIndex(dubois.link, [buildEntry({ title: 'Nouveau' })]);
    answers[1]?.resolve(newest);
    await settle();
    expect(store.getState()).toEqual({ phase: 'shown', patient: a, index: newest });
    expect(asked).toBe(2);
  });

  it('is read again when news came while it was still opening: its answer may be older than they are [X10] [R24]', async () => {
    const slow = later<RecordIndex>();
    const newest = buildIndex(dubois.link, [buildEntry({ title: 'Nouveau' })]);
    const bridge = createScriptedBridge({ 'record/open': () => slow.promise, 'record/read-index': () => newest });
    const store = createRecordStore();
    followRecord(store, bridge);
    const opening = openRecord(store, bridge.ask, a);
    bridge.emit('record/changed', { patient: a });
    slow.resolve(dubois);
    await opening;
    await settle();
    expect(store.getState()).toEqual({ phase: 'shown', patient: a, index: newest });
    expect(bridge.asked.filter(({ channel }) => channel === 'record/read-index')).toHaveLength(1);
  });

  it('keeps what it shows when reading again fails', async () => {
    const bridge = createScriptedBridge({ 'record/open': () => dubois, 'record/read-index': () => 'offline' });
    const store = createRecordStore();
    const stop = followRecord(store, bridge);
    await openRecord(store, bridge.ask, a);
    bridge.emit('record/changed', { patient: a });
    await settle();
    expect(store.getState()).toEqual({ phase: 'shown', patient: a, index: dubois });
    stop();
    bridge.emit('record/closed', { patient: null, reason: 'session-ended' });
    expect(store.getState().phase).toBe('shown');
  });
});
