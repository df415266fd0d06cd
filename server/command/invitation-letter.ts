import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HospitalFacts, type Person } from '../../contracts/person.ts';
import { toCodeLetterPdf } from '../documents/code-letter.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import { invitationDays } from '../found-hospital.ts';
import { toPlaces } from '../places.ts';

const DAY = 86_400_000;

/** The printed half of an invitation, `invitations/<login>.letter.pdf`, in place of the code in clear. Answers both files. */
export function writeInvitationLetter(
  data: string,
  { login, name, nihdi }: Person,
  code: string,
  now: Date,
): { readonly file: string; readonly letter: string } {
  const places = toPlaces(data);
  const path = join(places.invitations, login);
  const hospital = HospitalFacts.parse(JSON.parse(readFileSync(places.hospital, 'utf8')));
  const pdf = toCodeLetterPdf(
    hospital,
    {
      id: randomUUID(),
      reason: nihdi === null ? 'staff' : 'new-pc',
      name,
      nihdi,
      login,
      address: [hospital.name, ...hospital.address],
      validUntil: toBrusselsDay(new Date(now.getTime() + (invitationDays - 1) * DAY)),
    },
    { code: code.replaceAll('-', ''), rootPem: readFileSync(join(places.pki, 'root.pem'), 'utf8') },
    now,
  );
  writeFileSync(`${path}.letter.pdf`, pdf, { mode: 0o600 });
  rmSync(`${path}.code.txt`, { force: true });
  return { file: `${path}.passerelle`, letter: `${path}.letter.pdf` };
}
