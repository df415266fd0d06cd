import { InvitationFile } from '../../contracts/enrolment.ts';
import type { HospitalFacts } from '../../contracts/person.ts';

/** The two base addresses that a `.passerelle` file names. */
export interface PublicUrls {
  readonly openUrl: string;
  readonly medicalUrl: string;
}

/** The text of a `.passerelle` file [R02]: where the hospital is and whom to trust, the same for everybody, no secret. */
export function toInvitationFile(hospital: HospitalFacts, urls: PublicUrls, caCertificate: string): string {
  const file: InvitationFile = { format: 'passerelle-invitation-1', hospital, ...urls, caCertificate };
  return `${JSON.stringify(InvitationFile.parse(file), null, 2)}\n`;
}

/** `hopital-de-demonstration.passerelle`: a name that every system takes and that names nobody but the hospital. */
export function toInvitationFileName(hospital: HospitalFacts): string {
  const plain = hospital.name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain === '' ? 'hopital' : plain}.passerelle`;
}
