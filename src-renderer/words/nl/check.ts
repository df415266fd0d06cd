import type { checkWords as french } from '../fr/check.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the check of the connection: each step, what was found there, and the next deed. */
export const checkWords = {
  'check.title': 'Verbinding controleren',
  'check.busy': 'Controle bezig, hoogstens een halve minuut…',
  'check.again': 'Opnieuw controleren',
  'check.close': 'Sluiten',
  'check.good': 'Alles is in orde tot in het ziekenhuis.',
  'check.here': 'hier stopt de verbinding',
  'check.save': 'Opslaan voor de helpdesk',
  'check.save.text':
    'Een bestand van deze controle, voor de helpdesk. Er staat geen naam, geen nummer en niets van een patiënt in.',
  'check.saved': 'Bestand opgeslagen: {name}',
  'check.minutes': '{count, plural, one {# minuut} other {# minuten}}',
  'check.hours': '{count, plural, one {# uur} other {# uur}}',
  'check.days': '{count, plural, one {# dag} other {# dagen}}',
  'check.step.name': 'Adres van het ziekenhuis',
  'check.step.line': 'Weg over het internet',
  'check.step.proxy': 'Proxy van het netwerk',
  'check.step.trust': 'Identiteit van het ziekenhuis',
  'check.step.certificate': 'Toelating van deze pc',
  'check.step.clock': 'Klok van deze pc',
  'check.step.account': 'Uw account',
  'check.not-reached': 'nog niet gecontroleerd',
  'check.name.found': 'gevonden',
  'check.name.proxy-found': 'via de proxy {proxy}',
  'check.line.open': 'open',
  'check.line.proxy-open': 'de proxy antwoordt',
  'check.proxy.none': 'geen',
  'check.proxy.passes': 'laat door',
  'check.trust.ours': 'bevestigd',
  'check.certificate.enrolled': 'geldig',
  'check.clock.right': 'juist',
  'check.account.open': 'open',
  'check.certificate.not-enrolled': 'deze pc is nog niet ingeschreven',
  'check.clock.unmeasured': 'niet gemeten',
  'check.account.signed-out': 'wordt gecontroleerd bij het aanmelden',
  'check.name.no-network': 'Deze pc is met geen enkel netwerk verbonden.',
  'check.name.no-network.next': 'Kijk de kabel of de wifi na en controleer opnieuw.',
  'check.name.unknown': 'Deze pc vindt het adres van het ziekenhuis ({address}) niet.',
  'check.name.unknown.next':
    'Open een willekeurige website. Gaat die niet open, dan is uw internetverbinding verbroken: herstart de modem of bel uw provider. Gaat ze wel open, bel dan het nummer hieronder.',
  'check.name.proxy-unknown': 'Deze pc moet via de proxy {proxy} gaan, maar dit netwerk kent die niet.',
  'check.name.proxy-unknown.next':
    'Staat deze pc op een andere plaats dan gewoonlijk, verwijder dan de proxy in de netwerkinstellingen. Bel anders de beheerder van uw netwerk.',
  'check.line.closed': 'De weg naar {address} is gesloten.',
  'check.line.closed.next':
    'Vraag de beheerder van uw netwerk of een firewall {address} tegenhoudt. Is er bij u niets veranderd, bel dan het nummer hieronder.',
  'check.line.no-answer': 'Niets antwoordt op het adres {address}.',
  'check.line.no-answer.next':
    'Open een willekeurige website. Gaat die open, dan houdt een firewall {address} misschien tegen of is het ziekenhuis onbereikbaar: bel het nummer hieronder. Herstart anders de modem.',
  'check.line.proxy-closed': 'De proxy {proxy} antwoordt niet.',
  'check.line.proxy-closed.next':
    'Bel de beheerder van uw netwerk. Staat deze pc op een andere plaats dan gewoonlijk, verwijder dan de proxy in de netwerkinstellingen.',
  'check.proxy.asks-password': 'De proxy {proxy} vraagt een wachtwoord; Passerelle geeft er nooit een.',
  'check.proxy.asks-password.next': 'Vraag de beheerder van uw netwerk om {address} zonder wachtwoord door te laten.',
  'check.proxy.refuses': 'De proxy {proxy} laat niet door naar het ziekenhuis.',
  'check.proxy.refuses.next': 'Vraag de beheerder van uw netwerk om {address} toe te laten.',
  'check.proxy.kind-unknown': 'Dit netwerk legt een soort proxy (SOCKS) op die Passerelle niet gebruikt.',
  'check.proxy.kind-unknown.next':
    'Vraag de beheerder van uw netwerk om een rechtstreekse weg naar {address} te openen.',
  'check.trust.intercepted':
    '{named, select, yes {“{issuer}” zit tussen deze pc en het ziekenhuis.} other {Een programma zonder naam zit tussen deze pc en het ziekenhuis.}}',
  'check.trust.intercepted.next':
    'Meestal is dat een antivirusprogramma of de filter van het netwerk. Sluit {address} in de instellingen ervan uit van de controle van versleutelde verbindingen (HTTPS of SSL). Herkent u deze naam niet, bel dan het nummer hieronder.',
  'check.trust.other-name': 'Een andere server antwoordt op het adres van het ziekenhuis.',
  'check.trust.other-name.next': 'Passerelle maakt er geen verbinding mee. Bel het nummer hieronder.',
  'check.trust.not-tls': 'Een andere pagina antwoordt in de plaats van het ziekenhuis, vaak die van een openbare wifi.',
  'check.trust.not-tls.next':
    'Open een browser, aanvaard de voorwaarden van deze wifi of kies een ander netwerk, en controleer opnieuw.',
  'check.trust.dates': 'De identiteit van het ziekenhuis is niet geldig op de datum van deze pc.',
  'check.trust.dates.next':
    'Kijk de datum, het jaar en het uur van deze pc na en controleer opnieuw. Zijn ze juist, bel dan het nummer hieronder.',
  'check.trust.cut': 'De verbinding wordt verbroken terwijl het ziekenhuis zijn identiteit bewijst.',
  'check.trust.cut.next':
    'Vaak ligt dat aan een antivirusprogramma of een firewall: vraag om {address} door te laten. Bel anders het nummer hieronder.',
  'check.certificate.expired': 'De toelating van deze pc is vervallen.',
  'check.certificate.expired.next': 'Meld u af en vernieuw ze met uw wachtwoord en uw code.',
  'check.certificate.revoked': 'Het ziekenhuis heeft de toelating van deze pc ingetrokken.',
  'check.certificate.revoked.next': 'Bel het nummer hieronder: er is een nieuwe uitnodiging nodig.',
  'check.certificate.foreign': 'Het ziekenhuis herkent deze pc niet.',
  'check.certificate.foreign.next': 'Bel het nummer hieronder: er is een nieuwe uitnodiging nodig.',
  'check.certificate.unanswered': 'Het ziekenhuis zegt niet of deze pc toegelaten is.',
  'check.certificate.unanswered.next':
    'Controleer over enkele minuten opnieuw. Bel het nummer hieronder als het aanhoudt.',
  'check.clock.ahead': 'De klok van deze pc loopt {difference} voor.',
  'check.clock.ahead.next': 'Stel de datum en het uur van deze pc in, liefst op “automatisch”, en controleer opnieuw.',
  'check.clock.behind': 'De klok van deze pc loopt {difference} achter.',
  'check.clock.behind.next': 'Stel de datum en het uur van deze pc in, liefst op “automatisch”, en controleer opnieuw.',
  'check.account.suspended': 'Uw toegang is geschorst.',
  'check.account.suspended.next': 'Richt u tot de medische directie van het ziekenhuis.',
  'check.account.refused': 'Het ziekenhuis heeft deze account niet geopend.',
  'check.account.refused.next': 'Bel het nummer hieronder.',
  'check.account.unanswered': 'Het ziekenhuis antwoordt niet over uw account.',
  'check.account.unanswered.next': 'Controleer over enkele minuten opnieuw. Bel het nummer hieronder als het aanhoudt.',
} as const satisfies Sentences<typeof french>;
