import type { updateWords as french } from '../fr/update.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of updates of the app itself. */
export const updateWords = {
  'update.ready.title': 'Bij het afsluiten wordt een update geïnstalleerd',
  'update.ready.text':
    'Versie {version}. Sluit Passerelle zoals gewoonlijk: er wordt niets geïnstalleerd terwijl u werkt.',
  'update.ready.required': 'Vanaf {date} moet ze geïnstalleerd zijn voordat u zich aanmeldt.',
  'update.install': 'Nu installeren',
  'update.install.busy': 'De installatie wordt voorbereid…',
  'update.sign-out': 'Afmelden en de update installeren',
  'update.installing.title': 'De update wordt geïnstalleerd',
  'update.installing.text':
    'Passerelle sluit, installeert versie {version} en opent vanzelf opnieuw binnen één à twee minuten.',
  'update.not-begun': 'De installatie is niet begonnen',
  'update.downloading': 'Versie {version} wordt gedownload',
  'update.downloading.figures': '{percent} %',
  'update.by-helpdesk.title': 'Versie {version} is beschikbaar',
  'update.by-helpdesk.text': 'Op deze pc installeert de helpdesk ze. Bel wanneer het u past; tot dan werkt alles.',
  'update.never': 'Deze installatie werkt zichzelf niet bij: de helpdesk installeert nieuwe versies.',
  'update.required.title': 'Voor het aanmelden is een update nodig',
  'update.required.text': 'Het ziekenhuis vraagt versie {version} sinds {date}. Ze is al gedownload en gecontroleerd.',
  'update.required.next':
    'Passerelle sluit, installeert ze en opent vanzelf opnieuw binnen één à twee minuten. Als de installatie mislukt, kunt u zich toch aanmelden.',
  'update.ill.title': 'De update is niet geïnstalleerd',
  'update.ill.went-back': 'Passerelle is teruggekeerd naar de vorige versie',
  'update.ill.package':
    'Het ontvangen pakket is niet het pakket dat de uitgever ondertekende, of het is niet meer geldig. Er is niets veranderd op deze pc en de helpdesk is verwittigd: u kunt werken.',
  'update.ill.disk-full': 'De schijf van deze pc is vol. Maak plaats vrij: Passerelle probeert vanzelf opnieuw.',
  'update.ill.busy':
    'Passerelle stond elders op deze pc open, of een ander programma werd geïnstalleerd. Ze probeert vanzelf opnieuw.',
  'update.ill.system':
    'Het systeem van deze pc heeft de update niet aanvaard. De huidige versie werkt en de helpdesk is verwittigd.',
  'update.ill.not-started': 'De nieuwe versie is op deze pc niet gestart. De helpdesk is verwittigd: u kunt werken.',
  'update.ill.interrupted': 'De installatie werd onderbroken. Passerelle probeert vanzelf opnieuw.',
  'update.ill.not-permitted':
    'Deze pc laat Passerelle haar updates niet installeren. Bel de helpdesk: die zorgt ervoor.',
} as const satisfies Sentences<typeof french>;
