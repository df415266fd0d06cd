import type { traceCheckWords as french } from '../fr/trace-check.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the trace's verification on screen, and of its signed heads. */
export const traceCheckWords = {
  'trace.check.about':
    'Elke regel is aan de vorige geketend. De controle berekent alle ketens opnieuw en vergelijkt ze met de ondertekende koppen die buiten de databank bewaard worden.',
  'trace.check.start': 'Het register controleren',
  'trace.check.start.about':
    'Leest het hele register opnieuw in kleine stukken; het ziekenhuis werkt intussen door. Uw controle wordt vastgelegd.',
  'trace.check.again': 'Opnieuw controleren',
  'trace.check.running': 'Bezig met controleren…',
  'trace.check.running.figures': '{checked} van {total} regels',
  'trace.check.none': 'Geen controle sinds de server is opgestart.',
  'trace.check.failed':
    'De controle die om {at} begon, kon niet worden afgerond: over het register wordt niets gezegd. Probeer opnieuw; bel de IT-dienst als het zich herhaalt.',
  'trace.check.whole.title': 'Het register is ongeschonden',
  'trace.check.whole':
    '{entries, plural, one {# regel gecontroleerd} other {# regels gecontroleerd}} in {writers, plural, one {# keten} other {# ketens}}, tot regel {place} van {at}.',
  'trace.check.empty': 'Het register is leeg.',
  'trace.check.heads':
    '{count, plural, =0 {Geen enkele bewaarde kop.} one {Vergeleken met één bewaarde kop.} other {Vergeleken met # bewaarde koppen.}}',
  'trace.check.given': 'De kop {name} van {at} is teruggevonden: alles wat hij dekte, is er nog, ongewijzigd.',
  'trace.check.given.fault': 'Vergeleken met de kop {name} die u opgegeven hebt.',
  'trace.check.altered.title': 'Het register is gewijzigd',
  'trace.check.altered':
    '{entries, plural, one {# regel gelezen} other {# regels gelezen}} in {writers, plural, one {# keten} other {# ketens}}. Start niets opnieuw op, bewaar uw afgedrukte koppen, verwittig de functionaris voor gegevensbescherming en de IT-dienst.',
  'trace.check.faults': 'Wat niet klopt, en waar',
  'trace.check.ended': 'Controle afgerond op {at}.',
  'trace.check.where': 'keten {writer}, regel {entry}',
  'trace.check.where.writer': 'keten {writer}',
  'trace.check.where.line': 'logboek van de koppen, lijn {line}',
  'trace.check.where.at': '{where}, gedateerd {at}',
  'trace.fault.writer-missing': 'Een hele keten is verdwenen.',
  'trace.fault.writer-altered': 'Het zegel van een keten komt niet meer overeen met haar toestand.',
  'trace.fault.entry-altered': 'Een regel is gewijzigd, of er is vóór deze een regel verwijderd.',
  'trace.fault.entry-replaced': 'De regel is niet die waarop een kop ondertekend is: het verleden is herschreven.',
  'trace.fault.entry-missing':
    'Een regel die door een ondertekende kop gedekt was, is verdwenen: het register is teruggezet naar een oudere toestand.',
  'trace.fault.tail-cut':
    'Het einde van een keten klopt niet: {count, plural, one {# regel verschil} other {# regels verschil}}.',
  'trace.fault.entries-added':
    '{count, plural, one {# regel hoort bij geen enkele keten, of ontbreekt.} other {# regels horen bij geen enkele keten, of ontbreken.}}',
  'trace.fault.head-unsigned': 'Een kop is niet door het ziekenhuis ondertekend.',
  'trace.fault.head-contradicted': 'Twee ondertekende koppen spreken elkaar tegen.',
  'trace.fault.log-cut': 'Het logboek van de koppen is doorgeknipt: een lijn volgt niet op de vorige.',
  'trace.fault.head-unknown':
    'Geen enkele bewaarde kop heeft het ingetypte nummer. Klopt dat nummer, dan is het logboek van de koppen herschreven.',
  'trace.head.title': 'Met een afgedrukte kop vergelijken',
  'trace.head.label': 'Nummer van de laatst afgedrukte kop (facultatief)',
  'trace.head.hint': 'Twintig tekens, zoals op het blad; of kies het opgeslagen bestand.',
  'trace.head.wrong': 'Een kopnummer telt twintig letters en cijfers.',
  'trace.head.file': 'Het bestand van een kop kiezen…',
  'trace.head.file.chosen': 'Gekozen bestand: {name}',
  'trace.head.file.drop': 'Dit bestand niet gebruiken',
  'trace.head.today': 'De kop van vandaag',
  'trace.head.today.about':
    'Een kop ondertekent de toestand van alle ketens. Op papier bewaard, buiten de IT-dienst, bewijst hij later dat niets herschreven is.',
  'trace.head.print': 'De kop van vandaag afdrukken',
  'trace.head.print.about': 'Eén pagina met het nummer dat u hier later intypt.',
  'trace.head.save': 'De kop van vandaag opslaan',
  'trace.head.save.about': 'Het ondertekende bestand, om ook zonder dit scherm te controleren.',
  'trace.head.refused':
    'Er is geen kop ondertekend: het register klopt niet bij controle. Start “Het register controleren”.',
  'trace.head.printed': 'De kop van vandaag is naar de printer gestuurd.',
  'trace.head.saved': 'Kop opgeslagen: {name}.',
} as const satisfies Sentences<typeof french>;
