import { describe, expect, it } from 'vitest';
import { findMissing, type Machine, SYSTEM_NEEDS, type SystemNeed } from '../../../scripts/setup/system-packages.ts';

const needs: readonly SystemNeed[] = [
  { purpose: 'app', probe: { library: 'libgtk-3.so.0' }, packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { purpose: 'virtual', probe: { command: 'Xvfb' }, packages: ['xvfb'] },
  { purpose: 'test', probe: { command: 'cupsd' }, packages: ['cups-daemon'] },
];
const machine = (libraries: string, ...files: string[]): Machine => ({
  libraries,
  path: ['/usr/bin', '/usr/sbin'],
  exists: (path) => files.includes(path),
});

describe('system packages', () => {
  it('are missing when neither the library nor the command is there', () => {
    expect(findMissing(needs, ['app', 'virtual', 'test'], machine(''))).toEqual(needs);
  });

  it('are found as ldconfig and PATH show them', () => {
    const found = machine('\tlibgtk-3.so.0 (libc6,x86-64) => /lib/libgtk-3.so.0\n', '/usr/bin/Xvfb', '/usr/sbin/cupsd');
    expect(findMissing(needs, ['app', 'virtual', 'test'], found)).toEqual([]);
  });

  it('are not asked for when their purpose is not', () => {
    expect(findMissing(needs, ['app'], machine(''))).toEqual([needs[0]]);
  });

  it('are not taken for found by a longer name', () => {
    expect(findMissing(needs, ['app'], machine('\tlibgtk-3.so.0.1 (libc6) => /x\n'))).toEqual([needs[0]]);
  });

  it('name what a window, a display and a keyring take', () => {
    const commands = SYSTEM_NEEDS.flatMap(({ probe }) => ('command' in probe ? [probe.command] : []));
    expect(commands).toEqual(expect.arrayContaining(['Xvfb', 'dbus-daemon', 'gnome-keyring-daemon']));
  });
});
