import { createHash, X509Certificate } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { InvitationSummary } from '../../contracts/app-state.ts';
import { InvitationFile } from '../../contracts/enrolment.ts';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { readKnown } from '../storage/known-fields.ts';
import { isLoopback } from '../window/build-kind.ts';

const LARGEST_FILE = 65_536;

/** SHA-256 of a certificate's DER in groups of four, as the printed letter shows it. */
export function toFingerprint(certificate: string): string {
  const digest = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex').toUpperCase();
  return (digest.match(/.{4}/g) ?? []).join(' ');
}

/** What the user compares with the letter before anything is trusted. */
export function toInvitationSummary(invitation: InvitationFile): InvitationSummary {
  return {
    hospital: invitation.hospital.name,
    address: new URL(invitation.medicalUrl).host,
    fingerprint: toFingerprint(invitation.caCertificate),
  };
}

function assertAuthority(certificate: string): void {
  const ca = new X509Certificate(certificate);
  if (!ca.ca || !ca.checkIssued(ca) || !ca.verify(ca.publicKey)) throw new Error('not a self-signed authority');
}

/**
 * Reads the text of a `.passerelle` file. Anything but a whole invitation with one self-signed CA is `invitation-file-invalid`; a test
 * build refuses any address that is not on loopback the same way.
 */
export function readInvitation(text: string, testBuild: boolean): InvitationFile {
  try {
    const invitation = readKnown(InvitationFile, JSON.parse(text));
    assertAuthority(invitation.caCertificate);
    for (const address of [invitation.openUrl, invitation.medicalUrl])
      if (testBuild && !isLoopback(address)) throw new Error('test build');
    return { ...invitation, caCertificate: new X509Certificate(invitation.caCertificate).toString() };
  } catch (cause) {
    throw new ExpectedFailure('invitation-file-invalid', { cause });
  }
}

/** Reads a `.passerelle` file; one larger than 64 kB is none. */
export async function readInvitationFile(path: string, testBuild: boolean): Promise<InvitationFile> {
  let text: string;
  try {
    const handle = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(LARGEST_FILE + 1), 0, LARGEST_FILE + 1, 0);
      if (bytesRead > LARGEST_FILE) throw new Error('too large');
      text = buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new ExpectedFailure('invitation-file-invalid', { cause });
  }
  return readInvitation(text, testBuild);
}

/** The argument that names an invitation, or null. */
export function findInvitationPath(argv: readonly string[]): string | null {
  return argv.find((argument) => !argument.startsWith('-') && argument.toLowerCase().endsWith('.passerelle')) ?? null;
}
