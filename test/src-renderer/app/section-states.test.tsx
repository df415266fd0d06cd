// @vitest-environment happy-dom
import { act } from 'react';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../../contracts/failure.ts';
import { readFailureSentence } from '../../../src-renderer/words/failure-sentence.ts';
import { sections } from '../../../src-renderer/app/sections.tsx';
import { words } from '../../../src-renderer/words/words.ts';
import { find, mount, press, readText, settle, submit, type } from '../support/mount.tsx';
import { App } from '../../../src-renderer/app/app.tsx';
import '../../../src-renderer/app/signed-in.tsx';
import { scenarios } from '../support/preview/scenarios.ts';
import { sectionStates } from '../support/preview/section-states.ts';
import { secondScenes } from '../support/preview/show-scenarios.ts';
import { shownBy } from '../support/preview/shown-by.ts';
import { createScriptedBridge } from '../support/scripted-bridge.ts';

const toWhat = (code: FailureCode) => readFailureSentence(code).what;
const toPlain = (text: string) => text.replaceAll(/\s+/g, ' ');

/** Opens one section in one of its states, as the preview shows it, by the hand that would. */
async function openState(name: string, state: string): Promise<string> {
  const scenario = scenarios[`${name}-${state}`];
  const section = sectionStates[name];
  if (scenario === undefined || section === undefined) throw new Error(`no scenario ${name}-${state}`);
  await mount(<App bridge={createScriptedBridge({ ...scenario.answers, 'app/read-state': () => scenario.state })} />);
  if (section.tab !== null) await press(toPlain(words(section.tab)));
  if (name === 'sessions') await openMenu(words('sessions.title'));
  if (name === 'links') await openMenu(words('links.title'));
  if (name === 'rights') {
    await type(toPlain(words('rights.find.niss')), '93.05.18-223.61');
    await submit(toPlain(words('rights.find.niss')));
    await press('DUBOIS Marie Louise');
  }
  return readText();
}

/** A menu opens on the press itself, which happy-dom's click does not bring. */
async function openMenu(entry: string): Promise<void> {
  const trigger = document.querySelector<HTMLElement>('button[aria-label^="Menu de"]');
  await act(async () => {
    for (const kind of ['keydown', 'keyup'])
      trigger?.dispatchEvent(new KeyboardEvent(kind, { key: 'Enter', bubbles: true }));
  });
  await settle();
  await press(toPlain(entry));
}

describe('every section of the hospital', () => {
  it('is drawn in each of its states: none is forgotten when one is added', () => {
    const tabs = Object.entries(sections).flatMap(([role, entries]) => entries.map(({ tab }) => `${role} ${tab}`));
    const drawn = Object.values(sectionStates).flatMap(({ role, tab }) => (tab === null ? [] : [`${role} ${tab}`]));
    expect(drawn.toSorted()).toEqual(tabs.toSorted());
  });

  it.each(Object.keys(sectionStates))('%s: says that it is reading while it reads [X10]', async (name) => {
    expect(await openState(name, 'loading')).toMatch(/Lecture|…/);
    expect(document.querySelector('[role="status"]')).not.toBeNull();
  });

  it.each(Object.keys(sectionStates))(
    '%s: says why it could not read, and tries again by a button [X03]',
    async (name) => {
      const text = await openState(name, 'failed');
      expect(text).toContain(toPlain(toWhat('server-unavailable')));
      expect(text).toContain('A7K2-0419');
      expect(find(toPlain(words(name === 'links' ? 'patients.retry' : 'section.retry')))).toBeDefined();
    },
  );

  it.each(Object.keys(sectionStates))(
    '%s: says that the line is cut, and not that nothing is there [X03] [X10]',
    async (name) => {
      const text = await openState(name, 'offline');
      expect(text).toContain(toPlain(toWhat('offline')));
      expect(text).not.toContain(toPlain(words(sectionStates[name]!.empty)));
    },
  );

  it.each(Object.entries(sectionStates))('%s: says that nothing waits where nothing does', async (name, { empty }) => {
    if (name === 'sessions') return;
    expect(await openState(name, 'empty')).toContain(toPlain(words(empty)));
  });
});

describe('what the preview shows', () => {
  const features = readdirSync(join(import.meta.dirname, '../../../src-renderer/features'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it('has a scenario for every feature, so that access is checked on each [X17]', () => {
    expect(features.filter((name) => (shownBy[name] ?? []).length === 0)).toEqual([]);
    expect(Object.keys(shownBy).filter((name) => !features.includes(name))).toEqual([]);
  });

  it('names scenarios that exist [X17]', () => {
    const all = new Set([...Object.keys(scenarios), ...Object.keys(secondScenes)]);
    expect(Object.values(shownBy).flatMap((names) => names.filter((name) => !all.has(name)))).toEqual([]);
  });
});
