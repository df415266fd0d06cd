import { describe, expect, it } from 'vitest';
import { findForbidden, readBuildKind } from '../../../src-main/window/build-kind.ts';

describe('what kind of build runs', () => {
  it.each([
    ['45.4.1', true, 'Passerelle', 'release'],
    ['45.4.1', true, 'Passerelle-test', 'test-package'],
    ['33.2.1', true, 'Passerelle', 'test-package'],
    ['45.4.1', false, 'Passerelle', 'checkout'],
    ['40.0.0', true, 'Passerelle', 'release'],
  ] as const)('around Electron %s, packaged %s, as %s: %s [C1]', (electron, packaged, name, kind) => {
    expect(readBuildKind(electron, packaged, name)).toBe(kind);
  });
});

describe('a release', () => {
  const starts = (argv: readonly string[], environment = {}, platform: NodeJS.Platform = 'linux') =>
    findForbidden('release', ['/opt/Passerelle/passerelle', ...argv], environment, platform);

  it.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '-remote-debugging-port=0',
    '--no-sandbox',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp/x',
    '--ssl-key-log-file=/tmp/keys',
    '--log-net-log=/tmp/net',
    '--disable-web-security',
    '--ignore-certificate-errors',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--NO-SANDBOX',
    '--inspect=9229',
  ])('does not go on with %s [C1]', (argument) => {
    expect(starts([argument])).not.toBeNull();
  });

  it('does not go on where a variable has the keys of its lines written down [C1]', () => {
    expect(starts([], { SSLKEYLOGFILE: '/tmp/keys' })).toBe('SSLKEYLOGFILE');
  });

  it('knows the spelling of Windows there, and takes a path for a path elsewhere [C1]', () => {
    expect(starts(['/no-sandbox'], {}, 'win32')).toBe('no-sandbox');
    expect(starts(['/no-sandbox'])).toBeNull();
  });

  it('goes on with an invitation, a link of the practice’s software, and nothing at all [C1]', () => {
    for (const argument of ['/home/marie/invitation.passerelle', 'passerelle://reprise/0f0f', '--user-data-dir=/tmp/x'])
      expect(starts([argument])).toBeNull();
    expect(starts([])).toBeNull();
  });
});

it('lets a test package be driven by its test, and weakened by nobody [C1]', () => {
  const starts = (argument: string) => findForbidden('test-package', ['app', argument], {}, 'linux');
  expect(starts('--remote-debugging-port=0')).toBeNull();
  expect(starts('--no-sandbox')).toBe('no-sandbox');
  expect(starts('--js-flags=--expose-gc')).toBe('js-flags');
});
