import type { fileWords as french } from '../fr/file.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences about files that the window reads itself: letters in RTF, CDA, scans, Belgian exchange formats. */
export const fileWords = {
  'file.loading': 'Het document wordt gelezen…',
  'file.cut': 'Dit bestand stopt voor het einde: er ontbreekt misschien tekst.',
  'file.picture-left-out': '[beeld niet getoond]',
  'file.object-left-out': '[bijgevoegd object niet getoond]',
  'file.codes-only': 'Dit deel bevat alleen codes, geen tekst om te lezen.',
  'file.elsewhere': 'De inhoud staat in een ander bestand, dat niet werd doorgestuurd.',
  'file.document': 'Document',
  'file.patient': 'Patiënt',
  'file.born': '{name}, geboren op {date}',
  'file.date': 'Datum',
  'file.author': 'Auteur',
  'file.signed': 'Ondertekend door',
  'file.custodian': 'Bewaard door',
  'file.sender': 'Verstuurd door',
  'file.recipient': 'Gericht aan',
  'file.stay': 'Opname',
  'file.stay-place': 'Plaats',
  'file.period': 'van {from} tot {to}',
  'file.requestor': 'Aanvrager',
  'file.reference': 'Referentie',
  'file.state': 'Status',
  'file.state.complete': 'volledig',
  'file.state.partial': 'gedeeltelijk: er ontbreken nog resultaten',
  'file.unknown-lines': 'Regels die dit formaat niet voorziet',

  'scan.loading': 'De gescande pagina gaat open…',
  'scan.document': 'Gescand document',
  'scan.pages': "{count, plural, one {# gescande pagina} other {# gescande pagina's}}",
  'scan.page': 'Gescande pagina {page} van {total}',
  'scan.page-failed': 'Pagina {page} kan niet worden getoond.',
  'scan.turn': 'Draaien',
  'scan.more': "De volgende {count} pagina's worden niet getoond: dit bestand telt er meer dan hier worden gelezen.",
} as const satisfies Sentences<typeof french>;
