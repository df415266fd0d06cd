import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvitationFile } from '../../contracts/enrolment.ts';

/** What a person needs to connect: the file that the app opens and the code of the printed letter. */
export interface Invitation {
  readonly file: string;
  readonly code: string;
}

/** Where a hospital listens now. */
export interface Doors {
  readonly openUrl: string;
  readonly medicalUrl: string;
}

/** Reads an account's invitation and writes its file anew for where the hospital listens now, since ports may be any. */
export function readInvitation(data: string, login: string, { openUrl, medicalUrl }: Doors): Invitation {
  const file = join(data, 'invitations', `${login}.passerelle`);
  const invitation = InvitationFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, JSON.stringify({ ...invitation, openUrl, medicalUrl }, null, 2));
  return { file, code: readFileSync(join(data, 'invitations', `${login}.code.txt`), 'utf8').trim() };
}
