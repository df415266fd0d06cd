import { createHash, sign } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lists and signs a changed folder anew, as somebody with another key would. */
export function forge(where: string, keyPem: string): void {
  const names = readdirSync(where).filter((name) => !name.startsWith('MANIFESTE'));
  const manifest = names
    .map(
      (name) =>
        `${createHash('sha256')
          .update(readFileSync(join(where, name)))
          .digest('hex')}  ${name}\n`,
    )
    .join('');
  writeFileSync(join(where, 'MANIFESTE.sha256'), manifest);
  writeFileSync(join(where, 'MANIFESTE.sig'), sign('sha256', Buffer.from(manifest), keyPem));
}
