import { Env } from '../env.ts';
import { settingNames, toSettingText } from './settings.ts';

const HEAD = `# Passerelle, the hospital's server. One setting a line, NAME=value; a line that begins with # says nothing.
# What stands behind a # is the default, or an example where there is none. Check it with: passerelle-server check
`;

/** What a package sets in a new file: a hospital's server is reached from elsewhere, and its data lie in one place. */
const SET: Readonly<Record<string, string>> = { PASSERELLE_DATA: '/var/lib/passerelle/hospital' };

/** The configuration file with every setting and what it is for, as a package brings it. */
export function toSampleConfig(): string {
  const defaults = Env.parse({}) as Record<string, unknown>;
  let text = HEAD;
  let group = '';
  for (const name of settingNames) {
    const { group: own, about, example, secret } = toSettingText(name);
    if (own !== group) text += `\n## ${own}\n`;
    group = own;
    const value = defaults[name];
    const shown = typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : example;
    const set = SET[name];
    // Its value never stands here, only the file that holds it.
    const key = secret === true ? `${name}_FILE` : name;
    text += `\n${about.map((line) => `# ${line}\n`).join('')}${set === undefined ? `#${key}=${shown}` : `${key}=${set}`}\n`;
  }
  return text;
}
