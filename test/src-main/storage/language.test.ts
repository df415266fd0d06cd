import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../../contracts/language.ts';
import { keepSettings, readSettings } from '../../../src-main/storage/settings.ts';
import { readFirstLanguage } from '../../../src-main/window/first-language.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-language-'));
});
afterEach(() => rm(folder, { recursive: true }));

const settingsFile = () => join(folder, 'settings.json');

describe('the language of the PC', () => {
  it('is French until somebody chooses, and then what was chosen, for the first paint and for the rest [X17]', async () => {
    expect([readFirstLanguage(folder), (await readSettings(folder)).language]).toEqual(['fr', 'fr']);
    for (const language of languages) {
      // oxlint-disable-next-line no-await-in-loop -- one choice after the other, as a person makes them.
      await keepSettings(folder, { language });
      // oxlint-disable-next-line no-await-in-loop
      expect([readFirstLanguage(folder), (await readSettings(folder)).language]).toEqual([language, language]);
    }
  });

  it('is kept beside what the practice set, which stays as it was [X17]', async () => {
    await writeFile(settingsFile(), JSON.stringify({ idleSeconds: 120, printer: 'Brother', somethingNewer: { a: 1 } }));
    await keepSettings(folder, { language: 'de' });
    expect(JSON.parse(await readFile(settingsFile(), 'utf8'))).toEqual({
      idleSeconds: 120,
      printer: 'Brother',
      somethingNewer: { a: 1 },
      language: 'de',
    });
    expect(await readSettings(folder)).toMatchObject({ idleSeconds: 120, printer: 'Brother', language: 'de' });
  });

  it('is French where the file names another one or is no file of settings, and keeps the other settings [X17]', async () => {
    for (const spoilt of ['{"idleSeconds":120,"language":"it"}', '{"idleSeconds":120,"language":7}']) {
      // oxlint-disable-next-line no-await-in-loop
      await writeFile(settingsFile(), spoilt);
      expect(readFirstLanguage(folder)).toBe('fr');
      // oxlint-disable-next-line no-await-in-loop
      expect(await readSettings(folder)).toMatchObject({ idleSeconds: 120, language: 'fr' });
    }
    for (const spoilt of ['', '[]', 'null', '{"language":', '"nl"']) {
      // oxlint-disable-next-line no-await-in-loop
      await writeFile(settingsFile(), spoilt);
      expect(readFirstLanguage(folder)).toBe('fr');
    }
  });
});
