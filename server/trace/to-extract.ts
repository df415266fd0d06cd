import { createHash } from 'node:crypto';
import type { TraceLine } from '../../contracts/trace.ts';
import type { Head } from './heads.ts';

const columns = [
  'Entrée',
  'Écrite par l’hôpital (Bruxelles)',
  'Nature',
  'Issue',
  'Nombre',
  'Personne',
  'Fonction',
  'INAMI',
  'Poste',
  'Patient',
  'Naissance',
  'Objet',
  'Date du document',
  'Sur le poste à',
  'Hors ligne',
  'Imprimé ou exporté',
  'Demande',
  'Identifiant personne',
  'Identifiant poste',
  'Identifiant patient',
] as const;

const kinds = {
  copied: 'copié',
  'looked-at': 'consulté',
  denied: 'refusé',
  searched: 'recherche',
  link: 'lien thérapeutique',
  session: 'session',
  identity: 'compte et poste',
  oversight: 'guichet et direction',
  ingest: 'alimentation',
  unreadable: 'illisible',
} as const satisfies Record<TraceLine['kind'], string>;

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Brussels',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A CSV that grows line by line, and ends by its own SHA-256. */
export interface Extract {
  add(lines: readonly TraceLine[]): void;
  /** Last line: how many lines there are, whether more were found, the SHA-256 of every byte before it, and where the chains stood; null where no head is signed over an altered trace. */
  finish(isWhole: boolean, head: Head | null): Buffer;
  readonly lines: number;
}

/**
 * RFC 4180 with `;` between cells and a byte-order mark: what Excel set to Belgium opens by a double click. A cell that a spreadsheet
 * would reckon out (`=`, `+`, `-`, `@`, tab, line break at its start) begins with an apostrophe.
 */
export function openExtract(): Extract {
  const parts: Buffer[] = [Buffer.from(`\ufeff${toRow(columns)}`, 'utf8')];
  let count = 0;
  return {
    get lines() {
      return count;
    },
    add: (lines) => {
      if (lines.length === 0) return;
      parts.push(Buffer.from(lines.map((line) => toRow(toCells(line))).join(''), 'utf8'));
      count += lines.length;
    },
    finish: (isWhole, head) => {
      const digest = createHash('sha256');
      for (const part of parts) digest.update(part);
      const chains = (head?.writers ?? [])
        .filter(({ seq }) => seq > 0)
        .map(({ number, seq, hash }) => `${number}/${seq}:${hash}`)
        .slice(-50)
        .join(' ');
      const end = isWhole
        ? `${count} lignes, extrait complet`
        : `${count} lignes, les plus récentes : il y en a d’autres`;
      const heads = head === null ? 'Aucune tête : la trace ne se vérifie pas' : `Têtes ${chains}`;
      const last = ['Fin de l’extrait', head?.at ?? '', end, `SHA-256 ${digest.digest('hex')}`, heads];
      return Buffer.concat([...parts, Buffer.from(toRow(last), 'utf8')]);
    },
  };
}

function toCells(line: TraceLine): string[] {
  return [
    `${line.writer}/${line.seq}`,
    clock.format(new Date(line.at)),
    kinds[line.kind],
    line.outcome,
    String(line.count),
    line.person?.name ?? '',
    line.person?.role ?? '',
    line.person?.nihdi ?? '',
    line.pc?.name ?? '',
    line.patient?.name ?? '',
    line.patient?.birthDate ?? '',
    line.object,
    line.dated ?? '',
    line.journal === null ? '' : toClock(line.journal.at),
    line.journal === null || line.journal.offline === null ? '' : line.journal.offline ? 'oui' : 'non',
    line.journal?.action === 'printed' ? 'imprimé' : line.journal?.action === 'exported' ? 'exporté' : '',
    line.requestId,
    line.person?.id ?? '',
    line.pc?.id ?? '',
    line.patient?.id ?? '',
  ];
}

function toClock(at: string): string {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? at : clock.format(moment);
}

/** One record of RFC 4180. */
function toRow(cells: readonly string[]): string {
  return `${cells.map(toCell).join(';')}\r\n`;
}

function toCell(text: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
