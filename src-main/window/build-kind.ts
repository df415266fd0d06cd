/** Electron majors that still get security fixes; an older one is for tests only. */
const OLDEST_SUPPORTED_ELECTRON = 40;

const FORBIDDEN_IN_RELEASE = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'no-sandbox',
  'disable-web-security',
  'js-flags',
  'load-extension',
  'ssl-key-log-file',
  'log-net-log',
  'inspect',
  'inspect-brk',
] as const;

/** True for a build that may be driven by tests and refuses any hospital that is not on loopback. */
export function isTestBuild(electronVersion: string, packaged: boolean, name: string): boolean {
  return !packaged || Number.parseInt(electronVersion, 10) < OLDEST_SUPPORTED_ELECTRON || name.endsWith('-test');
}

/** The first switch given that a release must not run with, or null. No fuse blocks these, so the app itself does. */
export function findForbiddenSwitch(argv: readonly string[]): string | null {
  const given = argv.map((arg) => /^--?([a-z-]+)/.exec(arg)?.[1] ?? '');
  return FORBIDDEN_IN_RELEASE.find((name) => given.includes(name)) ?? null;
}

/** True when an address is this very machine: the only hospital that a test build speaks to. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
