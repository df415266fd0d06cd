import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPlaces } from '../places.ts';
import { broken, type Checked, doubtful, type Finding, good } from './finding.ts';

const DAY = 86_400_000;

/** Days before its end at which each certificate is told of: an operator needs that long. */
const NOTICE = { 'root.pem': 365, 'issuing.pem': 180, 'system.pem': 30 } as const;

/** The CA's and the system's certificates: valid now, belonging together, not about to end. */
export function checkCertificates({ env: { data }, now }: Checked): Promise<readonly Finding[]> {
  const { pki, systemCertificate, systemKey } = toPlaces(data);
  const found: Finding[] = [];
  const read = (path: string): X509Certificate => new X509Certificate(readFileSync(path));
  const [root, issuing, system] = [
    read(join(pki, 'root.pem')),
    read(join(pki, 'issuing.pem')),
    read(systemCertificate),
  ];
  const all = { 'root.pem': root, 'issuing.pem': issuing, 'system.pem': system };
  for (const [name, certificate] of Object.entries(all) as [keyof typeof NOTICE, X509Certificate][]) {
    const days = Math.floor((certificate.validToDate.getTime() - now.getTime()) / DAY);
    if (certificate.validFromDate.getTime() > now.getTime())
      found.push(broken(`${name} is not valid yet: look at the clock.`));
    else if (days < 0) found.push(broken(`${name} ended ${-days} days ago: see docs/keys.md for its rotation.`));
    else if (days < NOTICE[name])
      found.push(doubtful(`${name} ends in ${days} days: see docs/keys.md for its rotation.`));
  }
  if (!issuing.verify(root.publicKey))
    found.push(broken('issuing.pem was not signed by root.pem: they are of two hospitals.'));
  if (!system.verify(issuing.publicKey))
    found.push(broken('system.pem was not signed by issuing.pem: found it anew (docs/keys.md).'));
  const pairs = [
    ['issuing.pem', issuing, join(pki, 'issuing.key')],
    ['system.pem', system, systemKey],
  ] as const;
  for (const [name, certificate, key] of pairs)
    if (!certificate.checkPrivateKey(createPrivateKey(readFileSync(key))))
      found.push(broken(`the key beside ${name} is another's.`));
  if (existsSync(join(pki, 'offline')))
    found.push(doubtful(`${join(pki, 'offline')} still lies on this machine: move it to a medium in a safe.`));
  return Promise.resolve(found.length > 0 ? found : [good('valid, and of one hospital')]);
}
