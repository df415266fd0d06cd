import type { checkWords as french } from '../fr/check.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the check of the connection: each step, what was found there, and the next deed. */
export const checkWords = {
  'check.title': 'Verbindung prüfen',
  'check.busy': 'Prüfung läuft, höchstens eine halbe Minute…',
  'check.again': 'Erneut prüfen',
  'check.close': 'Schließen',
  'check.good': 'Bis ins Krankenhaus ist alles in Ordnung.',
  'check.here': 'hier endet die Verbindung',
  'check.save': 'Für den Helpdesk speichern',
  'check.save.text':
    'Eine Datei dieser Prüfung, für den Helpdesk. Sie enthält keinen Namen, keine Nummer und nichts von einem Patienten.',
  'check.saved': 'Datei gespeichert: {name}',
  'check.minutes': '{count, plural, one {# Minute} other {# Minuten}}',
  'check.hours': '{count, plural, one {# Stunde} other {# Stunden}}',
  'check.days': '{count, plural, one {# Tag} other {# Tage}}',
  'check.step.name': 'Adresse des Krankenhauses',
  'check.step.line': 'Weg durch das Internet',
  'check.step.proxy': 'Proxy des Netzwerks',
  'check.step.trust': 'Identität des Krankenhauses',
  'check.step.certificate': 'Zulassung dieses PCs',
  'check.step.clock': 'Uhr dieses PCs',
  'check.step.account': 'Ihr Konto',
  'check.not-reached': 'noch nicht geprüft',
  'check.name.found': 'gefunden',
  'check.name.proxy-found': 'über den Proxy {proxy}',
  'check.line.open': 'offen',
  'check.line.proxy-open': 'der Proxy antwortet',
  'check.proxy.none': 'keiner',
  'check.proxy.passes': 'lässt durch',
  'check.trust.ours': 'bestätigt',
  'check.certificate.enrolled': 'gültig',
  'check.clock.right': 'geht richtig',
  'check.account.open': 'offen',
  'check.certificate.not-enrolled': 'dieser PC ist noch nicht registriert',
  'check.clock.unmeasured': 'nicht gemessen',
  'check.account.signed-out': 'wird bei der Anmeldung geprüft',
  'check.name.no-network': 'Dieser PC ist mit keinem Netzwerk verbunden.',
  'check.name.no-network.next': 'Prüfen Sie Kabel oder WLAN und dann die Verbindung erneut.',
  'check.name.unknown': 'Dieser PC findet die Adresse des Krankenhauses ({address}) nicht.',
  'check.name.unknown.next':
    'Öffnen Sie eine beliebige Website. Öffnet sie sich nicht, ist Ihre Internetverbindung unterbrochen: Starten Sie das Modem neu oder rufen Sie Ihren Anbieter an. Öffnet sie sich, rufen Sie die Nummer unten an.',
  'check.name.proxy-unknown': 'Dieser PC soll über den Proxy {proxy} gehen, den dieses Netzwerk nicht kennt.',
  'check.name.proxy-unknown.next':
    'Steht dieser PC an einem anderen Ort als sonst, entfernen Sie den Proxy in den Netzwerkeinstellungen. Sonst rufen Sie den Verwalter Ihres Netzwerks an.',
  'check.line.closed': 'Der Weg zu {address} ist geschlossen.',
  'check.line.closed.next':
    'Fragen Sie den Verwalter Ihres Netzwerks, ob eine Firewall {address} sperrt. Hat sich bei Ihnen nichts geändert, rufen Sie die Nummer unten an.',
  'check.line.no-answer': 'Unter der Adresse {address} antwortet nichts.',
  'check.line.no-answer.next':
    'Öffnen Sie eine beliebige Website. Öffnet sie sich, sperrt vielleicht eine Firewall {address}, oder das Krankenhaus ist nicht erreichbar: Rufen Sie die Nummer unten an. Sonst starten Sie das Modem neu.',
  'check.line.proxy-closed': 'Der Proxy {proxy} antwortet nicht.',
  'check.line.proxy-closed.next':
    'Rufen Sie den Verwalter Ihres Netzwerks an. Steht dieser PC an einem anderen Ort als sonst, entfernen Sie den Proxy in den Netzwerkeinstellungen.',
  'check.proxy.asks-password': 'Der Proxy {proxy} verlangt ein Passwort; Passerelle gibt ihm nie eines.',
  'check.proxy.asks-password.next': 'Bitten Sie den Verwalter Ihres Netzwerks, {address} ohne Passwort durchzulassen.',
  'check.proxy.refuses': 'Der Proxy {proxy} lässt nicht zum Krankenhaus durch.',
  'check.proxy.refuses.next': 'Bitten Sie den Verwalter Ihres Netzwerks, {address} zu erlauben.',
  'check.proxy.kind-unknown': 'Dieses Netzwerk verlangt eine Art Proxy (SOCKS), die Passerelle nicht verwendet.',
  'check.proxy.kind-unknown.next':
    'Bitten Sie den Verwalter Ihres Netzwerks, einen direkten Weg zu {address} zu öffnen.',
  'check.trust.intercepted':
    '{named, select, yes {„{issuer}“ schaltet sich zwischen diesen PC und das Krankenhaus.} other {Ein Programm ohne Namen schaltet sich zwischen diesen PC und das Krankenhaus.}}',
  'check.trust.intercepted.next':
    'Meist ist es ein Virenschutz oder der Filter des Netzwerks. Nehmen Sie {address} in dessen Einstellungen von der Prüfung verschlüsselter Verbindungen (HTTPS oder SSL) aus. Kennen Sie diesen Namen nicht, rufen Sie die Nummer unten an.',
  'check.trust.other-name': 'Unter der Adresse des Krankenhauses antwortet ein anderer Server.',
  'check.trust.other-name.next': 'Passerelle verbindet sich nicht mit ihm. Rufen Sie die Nummer unten an.',
  'check.trust.not-tls': 'Statt des Krankenhauses antwortet eine andere Seite, oft die eines öffentlichen WLANs.',
  'check.trust.not-tls.next':
    'Öffnen Sie einen Browser, nehmen Sie die Bedingungen dieses WLANs an oder wechseln Sie das Netzwerk, und prüfen Sie erneut.',
  'check.trust.dates': 'Die Identität des Krankenhauses gilt nicht an dem Datum, das dieser PC zeigt.',
  'check.trust.dates.next':
    'Prüfen Sie Datum, Jahr und Uhrzeit dieses PCs und dann die Verbindung erneut. Stimmen sie, rufen Sie die Nummer unten an.',
  'check.trust.cut': 'Die Verbindung bricht ab, während das Krankenhaus seine Identität beweist.',
  'check.trust.cut.next':
    'Oft liegt es an einem Virenschutz oder einer Firewall: Lassen Sie {address} durchlassen. Sonst rufen Sie die Nummer unten an.',
  'check.certificate.expired': 'Die Zulassung dieses PCs ist abgelaufen.',
  'check.certificate.expired.next': 'Melden Sie sich ab und erneuern Sie sie mit Passwort und Code.',
  'check.certificate.revoked': 'Das Krankenhaus hat die Zulassung dieses PCs widerrufen.',
  'check.certificate.revoked.next': 'Rufen Sie die Nummer unten an: Eine neue Einladung ist nötig.',
  'check.certificate.foreign': 'Das Krankenhaus erkennt diesen PC nicht.',
  'check.certificate.foreign.next': 'Rufen Sie die Nummer unten an: Eine neue Einladung ist nötig.',
  'check.certificate.unanswered': 'Das Krankenhaus sagt nicht, ob dieser PC zugelassen ist.',
  'check.certificate.unanswered.next':
    'Prüfen Sie in einigen Minuten erneut. Dauert es an, rufen Sie die Nummer unten an.',
  'check.clock.ahead': 'Die Uhr dieses PCs geht {difference} vor.',
  'check.clock.ahead.next':
    'Stellen Sie Datum und Uhrzeit dieses PCs ein, am besten auf „automatisch“, und prüfen Sie erneut.',
  'check.clock.behind': 'Die Uhr dieses PCs geht {difference} nach.',
  'check.clock.behind.next':
    'Stellen Sie Datum und Uhrzeit dieses PCs ein, am besten auf „automatisch“, und prüfen Sie erneut.',
  'check.account.suspended': 'Ihr Zugang ist gesperrt.',
  'check.account.suspended.next': 'Wenden Sie sich an die ärztliche Direktion des Krankenhauses.',
  'check.account.refused': 'Das Krankenhaus hat dieses Konto nicht geöffnet.',
  'check.account.refused.next': 'Rufen Sie die Nummer unten an.',
  'check.account.unanswered': 'Das Krankenhaus antwortet nicht zu Ihrem Konto.',
  'check.account.unanswered.next': 'Prüfen Sie in einigen Minuten erneut. Dauert es an, rufen Sie die Nummer unten an.',
} as const satisfies Sentences<typeof french>;
