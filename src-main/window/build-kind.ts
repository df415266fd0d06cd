/** Electron majors that still get security fixes; an older one is for tests only. */
const OLDEST_SUPPORTED_ELECTRON = 40;

/** What lets somebody drive the window from outside: tests need it, nobody else does. */
const DRIVING = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'remote-allow-origins'];

/** What weakens the window or writes its keys and lines down. No fuse blocks these, so the app itself does. */
const WEAKENING = [
  'no-sandbox',
  'disable-gpu-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-web-security',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'disable-site-isolation-trials',
  'js-flags',
  'load-extension',
  'host-rules',
  'host-resolver-rules',
  'ssl-key-log-file',
  'log-net-log',
  'enable-logging',
  'inspect',
  'inspect-brk',
  'inspect-port',
];

/** How the running program was made: from a checkout, as a `-test` package, or as what physicians install. */
export type BuildKind = 'checkout' | 'test-package' | 'release';

/** The kind of this build. Around an Electron that gets no security fixes there is no release. */
export function readBuildKind(electronVersion: string, packaged: boolean, name: string): BuildKind {
  if (!packaged) return 'checkout';
  const test = Number.parseInt(electronVersion, 10) < OLDEST_SUPPORTED_ELECTRON || name.endsWith('-test');
  return test ? 'test-package' : 'release';
}

/**
 * The first thing that this start must not have, or null: a switch, in any of the spellings that Chromium takes, or the variable by
 * which it writes its TLS keys down. A test package may be driven, since that is how it is tested; it takes nothing else.
 */
export function findForbidden(
  kind: BuildKind,
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string | null {
  if (kind === 'checkout') return null;
  const forbidden = new Set([...WEAKENING, ...(kind === 'release' ? DRIVING : [])]);
  const begins = platform === 'win32' ? /^(?:--?|\/)([a-z-]+)/i : /^--?([a-z-]+)/i;
  const given = argv.map((argument) => begins.exec(argument.trim())?.[1]?.toLowerCase() ?? '');
  return given.find((name) => forbidden.has(name)) ?? (environment['SSLKEYLOGFILE'] ? 'SSLKEYLOGFILE' : null);
}

/** True when an address is this very machine: the only hospital that a test build speaks to. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
