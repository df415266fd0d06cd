import { createHash } from 'node:crypto';
import type { HospitalFacts } from '../../contracts/person.ts';
import type { Deps } from '../deps.ts';
import { toEvidenceSummaryPdf } from '../documents/evidence-summary.ts';
import type { EvidenceFacts } from './evidence-facts.ts';
import { toReadMe } from './read-me.ts';
import type { SeenVersion, TracedEntry } from './seen.ts';
import { type ArchiveFile, toZip } from './zip-archive.ts';

/** What one evidence file is made of. */
export interface Evidence {
  readonly hospital: HospitalFacts;
  readonly facts: EvidenceFacts;
  readonly trace: readonly TracedEntry[];
  readonly seen: readonly SeenVersion[];
}

const MANIFEST = 'MANIFESTE.sha256';
const SIGNATURE = 'MANIFESTE.sig';

/** The signed archive of one link: every file stands in the manifest with its SHA-256, and the manifest is signed [R20] [X14]. */
export async function makeEvidenceArchive(
  { pki, blobs }: Pick<Deps, 'pki' | 'blobs'>,
  evidence: Evidence,
  at: Date,
): Promise<Buffer> {
  const { facts, trace, seen, hospital } = evidence;
  const papers = await readPapers(blobs, facts);
  const { certificatePem, sign } = await pki.openEvidenceKey();
  const files: ArchiveFile[] = [
    text('LISEZ-MOI.txt', toReadMe(hospital.name, at)),
    { name: 'resume.pdf', bytes: toEvidenceSummaryPdf(evidence, certificatePem, at) },
    text(
      'dossier.json',
      `${JSON.stringify({ format: 'passerelle-evidence-1', madeAt: at.toISOString(), ...facts }, null, 2)}\n`,
    ),
    text('trace.jsonl', trace.map((entry) => `${JSON.stringify(entry)}\n`).join('')),
    text('documents-vus.csv', toSeenTable(seen)),
    ...papers,
    text('racine.pem', pki.rootPem),
    text('etablissement.pem', pki.issuingPem),
    text('signataire.pem', certificatePem),
  ];
  const manifest = Buffer.from(files.map(({ name, bytes }) => `${toSha256(bytes)}  ${name}\n`).join(''), 'utf8');
  return toZip([...files, { name: MANIFEST, bytes: manifest }, { name: SIGNATURE, bytes: sign(manifest) }]);
}

/** The forms as they were printed and the scans as they were filed, byte for byte; what is lost or damaged is said in its place. */
async function readPapers(blobs: Deps['blobs'], { links }: EvidenceFacts): Promise<readonly ArchiveFile[]> {
  const papers: { name: string; sha256: string }[] = [];
  for (const { forms, scans } of links) {
    for (const { reference, sha256 } of forms ?? []) papers.push({ name: `formulaire-${reference}`, sha256 });
    for (const [index, { form, sha256 }] of scans.entries()) papers.push({ name: `scan-${form}-${index + 1}`, sha256 });
  }
  const files: ArchiveFile[] = [];
  for (const { name, sha256 } of papers) {
    const bytes = await blobs.read(sha256).catch(() => null);
    files.push(
      bytes !== null && toSha256(bytes) === sha256
        ? { name: `${name}.pdf`, bytes }
        : text(
            `${name}-absent.txt`,
            `Ce fichier n'est plus lisible à l'hôpital. Son empreinte SHA-256 était ${sha256}.\n`,
          ),
    );
  }
  return files;
}

/** As text, never as a formula: an identifier may be what a PC wrote, and whoever judges opens the table in a spreadsheet. */
function toCell(text: string): string {
  return `"${(/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

function toSeenTable(seen: readonly SeenVersion[]): string {
  const lines = seen.map(({ at, kind, ref, version, sha256, left }) =>
    [at, left ?? kind, ref, version ?? '', sha256 ?? ''].map((cell) => toCell(String(cell))).join(','),
  );
  return `${['"moment (UTC)","acces","identifiant","version","sha256"', ...lines].join('\r\n')}\r\n`;
}

function toSha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function text(name: string, content: string): ArchiveFile {
  return { name, bytes: Buffer.from(content, 'utf8') };
}
