import type { accessWords as french } from '../fr/access.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the first start, activation, sign-in, lock and renewal of the certificate. */
export const accessWords = {
  'welcome.title': 'Diesen PC mit dem Krankenhaus verbinden',
  'welcome.text':
    'Sie haben vom Krankenhaus eine Datei „.passerelle“ und mit der Post einen Brief erhalten. Halten Sie den Brief bereit.',
  'welcome.file.title': 'Einladungsdatei öffnen',
  'welcome.file.button': 'Datei .passerelle öffnen',
  'welcome.file.other': 'Andere Datei wählen',
  'welcome.address': 'Adresse',
  'welcome.fingerprint.title': 'Fingerabdruck mit dem Brief vergleichen',
  'welcome.fingerprint.text':
    'Diese Folge muss genau mit der in Ihrem Brief übereinstimmen. Sie beweist, dass die Datei wirklich vom Krankenhaus kommt.',
  'welcome.fingerprint.label': 'Fingerabdruck des Zertifikats',
  'welcome.fingerprint.same': 'Der Fingerabdruck ist gleich',
  'welcome.fingerprint.different': 'Er ist anders',
  'welcome.fingerprint.done': 'Fingerabdruck verglichen',
  'welcome.fingerprint.alarm': 'Gehen Sie nicht weiter',
  'welcome.fingerprint.alarm-text':
    'Diese Datei kommt vielleicht nicht vom Krankenhaus. Nichts wurde gesendet. Rufen Sie den Helpdesk unter der Nummer an, die in Ihrem Brief steht.',
  'welcome.fingerprint.again': 'Erneut vergleichen',
  'welcome.code.title': 'Code aus dem Brief eingeben',
  'welcome.code.label': 'Code aus dem Brief',
  'welcome.code.hint': 'Sechzehn Zeichen in Vierergruppen. Er gilt nur ein Mal.',
  'welcome.code.button': 'PC mit dem Krankenhaus verbinden',
  'welcome.code.busy': 'Verbindung wird hergestellt…',

  'keychain.title': 'Für Ihre Geheimnisse fehlt ein sicherer Ort',
  'keychain.text':
    'Passerelle bewahrt seine Schlüssel nur im Schlüsselbund des Systems auf. Ohne ihn wird auf diesem PC nichts gespeichert.',

  'certificate.title.expired': 'Diesen PC erneuern',
  'certificate.title.other': 'Dieser PC hat keinen Zugang mehr',
  'certificate.button': 'Zulassung erneuern',
  'certificate.busy': 'Wird erneuert…',

  'activation.title': 'Willkommen, {name}',
  'activation.text':
    'Zwei Dinge, ein für alle Mal einzurichten: ein Passwort und ein wechselnder Code auf Ihrem Telefon.',
  'activation.password.title': 'Passwort wählen',
  'activation.password.label': 'Passwort',
  'activation.password.again': 'Dasselbe Passwort noch einmal',
  'activation.password.rule.length': 'mindestens 12 Zeichen',
  'activation.password.rule.person': 'enthält weder Ihren Namen noch Ihre Nummer',
  'activation.password.rule.variety': 'keine Folge und nicht nur ein wiederholtes Zeichen',
  'activation.password.rule.same': 'beide Eingaben sind gleich',
  'activation.password.rules': 'Anforderungen an das Passwort',
  'activation.password.met': 'erfüllt',
  'activation.password.unmet': 'noch nicht erfüllt',
  'activation.password.button': 'Dieses Passwort behalten',
  'activation.password.done': 'Passwort gewählt',
  'activation.password.hint': 'Ein Satz aus einigen Wörtern merkt sich leichter als Zeichen.',
  'activation.factor.title': 'Passerelle auf Ihrem Telefon hinzufügen',
  'activation.factor.text':
    'Öffnen Sie die Code-App Ihres Telefons (Google Authenticator, Microsoft Authenticator oder eine andere) und fotografieren Sie dieses Quadrat.',
  'activation.factor.qr': 'QR-Code, mit Ihrem Telefon zu fotografieren',
  'activation.factor.secret': 'Oder tippen Sie diesen Schlüssel ab',
  'activation.factor.otp': '6-stelliger Code',
  'activation.factor.button': 'Code bestätigen',
  'activation.factor.done': 'Telefon hinzugefügt',
  'activation.codes.title': 'Ersatzcodes notieren',
  'activation.codes.text':
    'Haben Sie Ihr Telefon nicht zur Hand, tritt einer dieser Codes an seine Stelle, jeder ein einziges Mal. Sie werden nie wieder angezeigt: Notieren Sie sie und bewahren Sie sie nicht beim PC auf.',
  'activation.codes.paper': 'Ersatzcodes von {name} vom {date}. Sie ersetzen die früheren.',
  'activation.codes.list': 'Ersatzcodes',
  'activation.codes.print': 'Codes drucken',
  'activation.codes.confirm': 'Ich habe diese Codes notiert oder gedruckt',
  'activation.codes.button': 'Fertig',

  'sign-in.title': 'Anmelden',
  'sign-in.text': 'Einmal pro Arbeitstag. Nach einer Pause genügt das Passwort.',
  'sign-in.login': 'Benutzername oder LIKIV-Nummer',
  'sign-in.password': 'Passwort',
  'sign-in.otp': '6-stelliger Code',
  'sign-in.otp.hint': 'Der Code Ihres Telefons oder ein Ersatzcode.',
  'sign-in.button': 'Anmelden',
  'sign-in.busy': 'Anmeldung läuft…',
  'sign-in.codes-left':
    '{left, plural, =0 {Sie haben keinen Ersatzcode mehr: Rufen Sie den Helpdesk an.} one {Sie haben nur noch einen Ersatzcode: Fragen Sie den Helpdesk nach neuen.} other {Sie haben noch # Ersatzcodes: Fragen Sie den Helpdesk nach neuen.}}',
  'sign-in.copies-dropped':
    'Diese Version von Passerelle kann die Kopien auf diesem PC nicht lesen: Sie wurden gelöscht und werden vom Krankenhaus neu geholt.',
  'sign-in.copies-dropped.check': 'Prüfen Sie Ihre Tagesliste und Ihre letzten Vermerke "zu tun".',
  'sign-in.dismiss': 'Verstanden',

  'lock.title': 'Passerelle ist gesperrt',
  'lock.text': 'Ihr Passwort bringt Sie genau dorthin zurück, wo Sie waren.',
  'lock.password': 'Passwort',
  'lock.button': 'Entsperren',
  'lock.busy': 'Wird entsperrt…',
  'lock.other': 'Unter einem anderen Namen anmelden',

  'form.required': 'Bitte ausfüllen.',
} as const satisfies Sentences<typeof french>;
