import type { letterWords as french } from '../fr/letter.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the desk's letters. */
export const letterWords = {
  'letter.title': 'Brieven',
  'letter.loading': 'De brieven worden gelezen…',
  'letter.queue.print': 'Af te drukken',
  'letter.queue.post': 'Te posten',
  'letter.queue.codes': 'Codes van de artsen',
  'letter.queue.over': 'Afgehandeld (60 dagen)',
  'letter.about.print':
    'Elke geopende of verlengde toegang wordt de patiënt per post gemeld. Wat een controle vraagt, staat bovenaan en is niet aangevinkt.',
  'letter.about.post':
    'Afgedrukte brieven die nog niet vertrokken zijn. Tot de verzending kunnen ze opnieuw worden afgedrukt.',
  'letter.about.codes':
    'Brieven aan de artsen, goedgekeurd door de medische directie. De code ontstaat bij het afdrukken en bestaat alleen op papier.',
  'letter.about.over': 'Gepost of tegengehouden. Er kan niets meer aan veranderen.',
  'letter.empty.title': 'Er wacht niets',
  'letter.empty.print':
    'Elke brief die een patiënt moet krijgen, is afgedrukt. De volgende komt hier zodra een toegang wordt geopend.',
  'letter.empty.post': 'Elke afgedrukte brief is gepost.',
  'letter.empty.codes': 'Er wacht geen brief voor een arts.',
  'letter.empty.over': 'De voorbije zestig dagen is niets gepost.',
  'letter.more': 'De eerste {shown} van {total}.',
  'letter.choose': 'Kies een brief om te zien wat erover bekend is en wat u kunt doen.',
  'letter.column.since': 'Sinds',
  'letter.column.who': 'Bestemmeling',
  'letter.column.physician': 'Arts',
  'letter.column.check': 'Te controleren',
  'letter.column.printed': 'Afgedrukt',
  'letter.column.reason': 'Voor',
  'letter.column.course': 'Status',
  'letter.column.over': 'Op',
  'letter.column.tick': 'Afdrukken',
  'letter.tick': 'De brief van {name} afdrukken',
  'letter.no-address': 'Adres onbekend',
  'letter.doubt.patient-deceased': 'Patiënt overleden',
  'letter.doubt.patient-merged': 'Samengevoegde identiteit',
  'letter.doubt.link-ended': 'Relatie beëindigd',
  'letter.doubt.link-expired': 'Relatie vervallen',
  'letter.doubt.suspended': 'Arts geschorst',
  'letter.doubt.code-used': 'Code al gebruikt',
  'letter.doubt.code-over': 'Code verlopen',
  'letter.why.no-address':
    'Het ziekenhuis kent het adres niet. Vul het aan in het administratief dossier: het komt hier vanzelf. Is de patiënt aanwezig, druk de brief dan af en geef hem persoonlijk.',
  'letter.why.no-practice':
    'Het adres van de praktijk is niet bekend. Vraag de medische directie om het aan te vullen voor u afdrukt.',
  'letter.why.patient-deceased':
    'Het dossier vermeldt een overlijden. Controleer het; klopt het, houd de brief dan tegen om de familie te sparen.',
  'letter.why.patient-merged':
    'Deze identiteit is met een andere samengevoegd. De relatie geeft nergens meer toegang toe: houd de brief tegen.',
  'letter.why.link-ended':
    'De toegang is vóór de verzending geëindigd. De brief mag nog vertrekken, want de toegang heeft bestaan; houd hem tegen als de patiënt het al weet.',
  'letter.why.link-expired':
    'De duur van de toegang is vóór de verzending verstreken. De brief mag nog vertrekken; houd hem tegen als hij niets meer leert.',
  'letter.why.suspended': 'Deze arts is geschorst: zijn brief wordt niet afgedrukt en vertrekt niet.',
  'letter.why.code-used':
    'Iemand heeft deze code gebruikt voor de brief vertrok. Verwittig meteen de medische directie en houd daarna de brief tegen.',
  'letter.why.code-over': 'De afgedrukte code werkt niet meer. Druk de brief opnieuw af: hij krijgt een nieuwe code.',
  'letter.kind.created': 'Nieuwe toegang',
  'letter.kind.renewed': 'Toegang verlengd',
  'letter.reason.access': 'Aanvraag aanvaard',
  'letter.reason.new-pc': 'Nieuwe pc',
  'letter.reason.reset': 'Sleutels gewist',
  'letter.state.queued': 'Af te drukken',
  'letter.state.printed': 'Afgedrukt, te posten',
  'letter.state.posted': 'Gepost',
  'letter.state.cancelled': 'Tegengehouden',
  'letter.fact.kind': 'Meldt',
  'letter.fact.address': 'Adres',
  'letter.fact.physician': 'Arts',
  'letter.fact.nihdi': 'RIZIV-nr.',
  'letter.fact.signed': 'Toestemming ondertekend',
  'letter.fact.until': 'Einde van de toegang',
  'letter.fact.queued': 'Aangemaakt',
  'letter.fact.approved': 'Goedgekeurd door',
  'letter.fact.printed': 'Afgedrukt',
  'letter.fact.prints': 'Aantal afdrukken',
  'letter.fact.code': 'Code geldig tot',
  'letter.fact.posted': 'Gepost',
  'letter.fact.registered': 'Aangetekend',
  'letter.fact.cancelled': 'Tegengehouden',
  'letter.fact.cancel-reason': 'Reden',
  'letter.by': '{when}, door {who}',
  'letter.replaced': 'Vervangen door een recentere brief',
  'letter.print.button': '{count, plural, one {# brief afdrukken} other {# brieven afdrukken}}',
  'letter.print.none': 'Vink minstens één brief aan.',
  'letter.print.consequence':
    'Eén afdruk, één pagina per brief, in de volgorde van de lijst. Daarna staan ze onder “Te posten”.',
  'letter.print.full': 'Hoogstens vijftig brieven per afdruk: druk af en begin opnieuw.',
  'letter.print.all': 'Alles aanvinken',
  'letter.print.nothing': 'Alles uitvinken',
  'letter.print.done':
    '{count, plural, one {De brief is afgedrukt.} other {De # brieven zijn afgedrukt.}} Controleer het pak, post het en markeer het daarna als gepost.',
  'letter.print.one': 'Alleen deze brief afdrukken',
  'letter.print.one.consequence': 'Daarna staat hij onder “Te posten”.',
  'letter.print.see': 'De te posten brieven bekijken',
  'letter.print.lost':
    'Kwam er niets uit de printer, dan is geen enkele brief verloren: druk ze opnieuw af onder “Te posten”.',
  'letter.reprint.one': 'Deze brief opnieuw afdrukken',
  'letter.reprint.consequence':
    'Woord voor woord dezelfde brief, geteld en vastgelegd. Vernietig het beschadigde blad.',
  'letter.reprint.batch': 'De {count} brieven opnieuw afdrukken',
  'letter.reprint.done': 'Opnieuw afgedrukt. Vernietig de beschadigde bladen.',
  'letter.post.batch': '{count} brieven als gepost markeren',
  'letter.post.consequence':
    'De hele afdruk, behalve wat te controleren is. Uw naam en het uur worden bewaard. De brieven kunnen daarna niet meer opnieuw worden afgedrukt.',
  'letter.post.one': 'Deze brief als gepost markeren',
  'letter.post.one.consequence':
    'Uw naam en het uur worden bewaard. De brief kan daarna niet meer opnieuw worden afgedrukt.',
  'letter.post.registered': 'Nummer van de aangetekende zending (facultatief)',
  'letter.post.registered.error': '4 tot 40 letters en cijfers, zoals op het ontvangstbewijs van de post.',
  'letter.cancel.open': 'De brief tegenhouden…',
  'letter.cancel.consequence': 'Hij vertrekt niet. Uw naam en de reden worden bewaard.',
  'letter.cancel.reason': 'Reden',
  'letter.cancel.hint': 'Bijvoorbeeld: overlijden bevestigd door de familie.',
  'letter.cancel.confirm': 'De brief tegenhouden',
  'letter.code.print': 'De brief met zijn code afdrukken',
  'letter.code.print.consequence':
    'De code wordt nu aangemaakt en is veertien dagen geldig. Steek de brief meteen in een omslag: dit papier opent de toegang van de arts.',
  'letter.code.reprint': 'Opnieuw afdrukken met een nieuwe code',
  'letter.code.reprint.consequence': 'De eerste code werkt niet meer: vernietig het eerste blad.',
  'letter.code.printed': 'De brief is afgedrukt. Steek hem in een omslag, post hem en markeer hem daarna als gepost.',
  'letter.code.lost': 'Kwam er niets uit de printer, druk de brief dan opnieuw af: hij krijgt een nieuwe code.',
  'letter.code.cancel.consequence':
    'Hij vertrekt niet en zijn code werkt niet meer. Uw naam en de reden worden bewaard.',
} as const satisfies Sentences<typeof french>;
