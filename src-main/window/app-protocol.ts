import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron/main';
import { appHost, appScheme } from './origin.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.gz': 'application/gzip',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.icc': 'application/octet-stream',
};

/** What the window may load: its own files, nothing else. `style-src-attr` is for the SVG of the measuring tools. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Declares `app://` as a standard, secure origin; must run before Electron is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** The file below `root` that a URL of the app names, or null for anything outside it or of a kind that is not served. */
export function toServedFile(root: string, url: string): { path: string; type: string } | null {
  let parsed: URL;
  let asked: string;
  try {
    parsed = new URL(url);
    asked = decodeURIComponent(parsed.pathname);
  } catch {
    return null;
  }
  if (parsed.protocol !== `${appScheme}:` || parsed.host !== appHost || asked.includes('\0')) return null;
  const path = normalize(join(root, asked === '/' ? 'index.html' : asked));
  const type = TYPES[extname(path).toLowerCase()];
  return path.startsWith(root + sep) && type !== undefined ? { path, type } : null;
}

/**
 * Serves the built window from `root` with its policy; no directory listing, no other host. The promise resolves when the window
 * has its first script and nothing it asked for is under way: until then this thread has nothing better to do.
 */
export function serveApp(session: Session, root: string): Promise<void> {
  let underWay = 0;
  let scripts = 0;
  let report: () => void = () => {};
  const served = new Promise<void>((resolve) => {
    report = resolve;
  });
  session.protocol.handle(appScheme, async (request) => {
    const file = request.method === 'GET' ? toServedFile(root, request.url) : null;
    if (file === null) return new Response('', { status: 404 });
    underWay += 1;
    try {
      const bytes = new Uint8Array(await readFile(file.path));
      if (file.path.endsWith('.js')) scripts += 1;
      return new Response(bytes, {
        headers: {
          'content-type': file.type,
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-cache',
          'cross-origin-opener-policy': 'same-origin',
        },
      });
    } catch {
      return new Response('', { status: 404 });
    } finally {
      underWay -= 1;
      if (underWay === 0 && scripts > 0) setImmediate(report);
    }
  });
  return served;
}
