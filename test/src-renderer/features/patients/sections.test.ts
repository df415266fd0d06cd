import { describe, expect, it } from 'vitest';
import { findLinks, readDaysLeft, toSections } from '../../../../src-renderer/features/patients/sections.ts';
import { createPatientsStore, followPatients } from '../../../../src-renderer/features/patients/patients-store.ts';
import { buildDay, buildId, buildLink } from '../../support/samples.ts';
import { createScriptedBridge } from '../../support/scripted-bridge.ts';

const now = new Date();
const named = (number: number, family: string, given = 'Anne') => ({
  id: buildId(2000 + number),
  family,
  given,
  birthDate: '1955-03-12',
  sex: 'female' as const,
});
const active = buildLink(1, { patient: named(1, 'DUBOIS') });
const ending = buildLink(2, { patient: named(2, 'PETIT'), validUntil: buildDay(12) });
const printed = buildLink(3, { patient: named(3, 'ÉVRARD'), state: 'printed', readable: false, validUntil: null });
const expired = buildLink(4, {
  patient: named(4, 'ROSSI'),
  state: 'expired',
  readable: false,
  validUntil: buildDay(-3),
});
const links = [expired, printed, ending, active];
const shape = (sections: ReturnType<typeof toSections>) =>
  sections.map((section) => [section.id, section.links.map((link) => link.patient.family)]);

describe('my patients', () => {
  it('stand in sections: to finish, seen today, ending, the rest, over [R09] [R11]', () => {
    expect(shape(toSections(links, new Set(), now))).toEqual([
      ['to-finish', ['ÉVRARD']],
      ['ending', ['PETIT']],
      ['active', ['DUBOIS']],
      ['over', ['ROSSI']],
    ]);
    expect(shape(toSections(links, new Set([active.patient.id]), now))[1]).toEqual(['today', ['DUBOIS']]);
  });

  it('mark a link within thirty days of its end, and no other [R11]', () => {
    expect(readDaysLeft(ending, now)).toBe(12);
    expect(readDaysLeft(active, now)).toBeNull();
    expect(readDaysLeft(expired, now)).toBeNull();
    expect(readDaysLeft({ ...active, validUntil: buildDay(0) }, now)).toBe(0);
  });

  it('show a renewed patient once among the living, and no ended link beside a running one', () => {
    const old = buildLink(5, { id: buildId(9), patient: active.patient, state: 'ended', readable: false });
    const successor = buildLink(6, {
      id: buildId(10),
      patient: active.patient,
      state: 'draft',
      readable: false,
      validUntil: null,
    });
    expect(shape(toSections([old, active, successor], new Set(), now))).toEqual([
      ['to-finish', ['DUBOIS']],
      ['active', ['DUBOIS']],
    ]);
  });

  it('are found by name or birth date, accents and capitals apart', () => {
    const families = (text: string) => findLinks(links, text, now).map((link) => link.patient.family);
    expect(families('evr')).toEqual(['ÉVRARD']);
    expect(families('anne dub')).toEqual(['DUBOIS']);
    expect(families('12/03/1955')).toHaveLength(4);
    expect(families('zzz')).toEqual([]);
  });
});

describe('the list of patients', () => {
  const settle = () => new Promise((done) => setTimeout(done, 0));

  it('is read at once and again at each change; the latest question wins', async () => {
    const bridge = createScriptedBridge({ 'link/list': () => [active] });
    const store = createPatientsStore();
    const stop = followPatients(store, bridge);
    await settle();
    expect(store.getState()).toEqual({ phase: 'shown', links: [active] });
    bridge.answers['link/list'] = () => [active, ending];
    bridge.emit('link/list-changed', {});
    await settle();
    expect(store.getState()).toEqual({ phase: 'shown', links: [active, ending] });
    stop();
    bridge.emit('link/list-changed', {});
    expect(bridge.asked).toHaveLength(2);
  });

  it('stays on the screen when reading it again fails', async () => {
    const bridge = createScriptedBridge({ 'link/list': () => [active] });
    const store = createPatientsStore();
    followPatients(store, bridge);
    await settle();
    bridge.answers['link/list'] = () => 'offline';
    bridge.emit('link/list-changed', {});
    await settle();
    expect(store.getState().phase).toBe('shown');
  });
});
