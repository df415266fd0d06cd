import type { letterWords as french } from '../fr/letter.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the desk's letters. */
export const letterWords = {
  'letter.title': 'Briefe',
  'letter.loading': 'Die Briefe werden gelesen…',
  'letter.queue.print': 'Zu drucken',
  'letter.queue.post': 'Abzuschicken',
  'letter.queue.codes': 'Codes der Ärzte',
  'letter.queue.over': 'Erledigt (60 Tage)',
  'letter.about.print':
    'Jeder eröffnete oder verlängerte Zugang wird dem Patienten per Post mitgeteilt. Was eine Prüfung braucht, steht zuerst und ist nicht angekreuzt.',
  'letter.about.post':
    'Gedruckte Briefe, die noch nicht verschickt sind. Bis zum Versand können sie erneut gedruckt werden.',
  'letter.about.codes':
    'Briefe an die Ärzte, von der ärztlichen Direktion genehmigt. Der Code entsteht beim Druck und steht nur auf dem Papier.',
  'letter.about.over': 'Abgeschickt oder zurückgehalten. Hier ist nichts mehr zu ändern.',
  'letter.empty.title': 'Nichts wartet',
  'letter.empty.print':
    'Jeder Brief, der einem Patienten zusteht, ist gedruckt. Der nächste kommt, sobald ein Zugang eröffnet wird.',
  'letter.empty.post': 'Jeder gedruckte Brief ist abgeschickt.',
  'letter.empty.codes': 'Kein Brief wartet für einen Arzt.',
  'letter.empty.over': 'In den letzten sechzig Tagen wurde nichts abgeschickt.',
  'letter.more': 'Die ersten {shown} von {total}.',
  'letter.choose': 'Wählen Sie einen Brief, um zu sehen, was man von ihm weiß und was Sie tun können.',
  'letter.column.since': 'Seit',
  'letter.column.who': 'Empfänger',
  'letter.column.physician': 'Arzt',
  'letter.column.check': 'Zu prüfen',
  'letter.column.printed': 'Gedruckt',
  'letter.column.reason': 'Für',
  'letter.column.course': 'Status',
  'letter.column.over': 'Am',
  'letter.column.tick': 'Drucken',
  'letter.tick': 'Brief an {name} drucken',
  'letter.no-address': 'Adresse unbekannt',
  'letter.doubt.patient-deceased': 'Patient verstorben',
  'letter.doubt.patient-merged': 'Identität zusammengeführt',
  'letter.doubt.link-ended': 'Beziehung beendet',
  'letter.doubt.link-expired': 'Beziehung abgelaufen',
  'letter.doubt.suspended': 'Arzt gesperrt',
  'letter.doubt.code-used': 'Code schon benutzt',
  'letter.doubt.code-over': 'Code abgelaufen',
  'letter.why.no-address':
    'Das Krankenhaus kennt die Adresse nicht. Ergänzen Sie sie in der Verwaltungsakte: Sie erscheint hier von selbst. Ist der Patient anwesend, drucken Sie den Brief und übergeben Sie ihn persönlich.',
  'letter.why.no-practice':
    'Die Adresse der Praxis ist nicht bekannt. Bitten Sie die ärztliche Direktion, sie vor dem Druck zu ergänzen.',
  'letter.why.patient-deceased':
    'Die Akte meldet einen Todesfall. Prüfen Sie es; stimmt es, halten Sie den Brief zurück, um ihn der Familie zu ersparen.',
  'letter.why.patient-merged':
    'Diese Identität wurde mit einer anderen zusammengeführt. Die Beziehung gibt keinen Zugang mehr: Halten Sie den Brief zurück.',
  'letter.why.link-ended':
    'Der Zugang endete vor dem Versand. Der Brief kann noch verschickt werden, denn der Zugang hat bestanden; halten Sie ihn zurück, wenn der Patient es schon weiß.',
  'letter.why.link-expired':
    'Die Dauer des Zugangs ist vor dem Versand abgelaufen. Der Brief kann noch verschickt werden; halten Sie ihn zurück, wenn er nichts Neues mehr sagt.',
  'letter.why.suspended': 'Dieser Arzt ist gesperrt: Sein Brief wird weder gedruckt noch verschickt.',
  'letter.why.code-used':
    'Jemand hat diesen Code benutzt, bevor der Brief verschickt war. Verständigen Sie unverzüglich die ärztliche Direktion und halten Sie dann den Brief zurück.',
  'letter.why.code-over':
    'Der gedruckte Code gilt nicht mehr. Drucken Sie den Brief erneut: Er trägt dann einen neuen Code.',
  'letter.kind.created': 'Neuer Zugang',
  'letter.kind.renewed': 'Zugang verlängert',
  'letter.reason.access': 'Antrag angenommen',
  'letter.reason.new-pc': 'Neuer PC',
  'letter.reason.reset': 'Schlüssel gelöscht',
  'letter.state.queued': 'Zu drucken',
  'letter.state.printed': 'Gedruckt, abzuschicken',
  'letter.state.posted': 'Abgeschickt',
  'letter.state.cancelled': 'Zurückgehalten',
  'letter.fact.kind': 'Mitteilung',
  'letter.fact.address': 'Adresse',
  'letter.fact.physician': 'Arzt',
  'letter.fact.nihdi': 'LIKIV-Nr.',
  'letter.fact.signed': 'Einwilligung unterschrieben',
  'letter.fact.until': 'Ende des Zugangs',
  'letter.fact.queued': 'Angelegt',
  'letter.fact.approved': 'Genehmigt von',
  'letter.fact.printed': 'Gedruckt',
  'letter.fact.prints': 'Ausdrucke',
  'letter.fact.code': 'Code gültig bis',
  'letter.fact.posted': 'Abgeschickt',
  'letter.fact.registered': 'Einschreiben',
  'letter.fact.cancelled': 'Zurückgehalten',
  'letter.fact.cancel-reason': 'Grund',
  'letter.by': '{when}, von {who}',
  'letter.replaced': 'Durch einen neueren Brief ersetzt',
  'letter.print.button': '{count, plural, one {# Brief drucken} other {# Briefe drucken}}',
  'letter.print.none': 'Kreuzen Sie mindestens einen Brief an.',
  'letter.print.consequence':
    'Ein einziger Druck, eine Seite je Brief, in der Reihenfolge der Liste. Danach gehen sie nach „Abzuschicken“ über.',
  'letter.print.full': 'Höchstens fünfzig Briefe auf einmal: Drucken Sie und beginnen Sie dann von vorn.',
  'letter.print.all': 'Alle ankreuzen',
  'letter.print.nothing': 'Nichts ankreuzen',
  'letter.print.done':
    '{count, plural, one {Der Brief ist gedruckt.} other {Die # Briefe sind gedruckt.}} Prüfen Sie den Stapel, schicken Sie ihn ab und vermerken Sie ihn dann als abgeschickt.',
  'letter.print.one': 'Nur diesen Brief drucken',
  'letter.print.one.consequence': 'Danach geht er nach „Abzuschicken“ über.',
  'letter.print.see': 'Abzuschickende Briefe ansehen',
  'letter.print.lost':
    'Kam nichts aus dem Drucker, ist kein Brief verloren: Drucken Sie sie unter „Abzuschicken“ erneut.',
  'letter.reprint.one': 'Diesen Brief erneut drucken',
  'letter.reprint.consequence':
    'Wort für Wort derselbe Brief, gezählt und protokolliert. Vernichten Sie das verdorbene Blatt.',
  'letter.reprint.batch': 'Die {count} Briefe erneut drucken',
  'letter.reprint.done': 'Erneut gedruckt. Vernichten Sie die verdorbenen Blätter.',
  'letter.post.batch': '{count} Briefe als abgeschickt vermerken',
  'letter.post.consequence':
    'Der ganze Druck, außer was zu prüfen ist. Ihr Name und die Uhrzeit werden aufbewahrt. Sie können nicht mehr erneut gedruckt werden.',
  'letter.post.one': 'Diesen Brief als abgeschickt vermerken',
  'letter.post.one.consequence':
    'Ihr Name und die Uhrzeit werden aufbewahrt. Er kann nicht mehr erneut gedruckt werden.',
  'letter.post.registered': 'Einschreibenummer (freiwillig)',
  'letter.post.registered.error': '4 bis 40 Buchstaben und Ziffern, wie auf dem Postbeleg.',
  'letter.cancel.open': 'Brief zurückhalten…',
  'letter.cancel.consequence': 'Er wird nicht verschickt. Ihr Name und der Grund werden aufbewahrt.',
  'letter.cancel.reason': 'Grund',
  'letter.cancel.hint': 'Zum Beispiel: Todesfall von der Familie bestätigt.',
  'letter.cancel.confirm': 'Brief zurückhalten',
  'letter.code.print': 'Brief mit seinem Code drucken',
  'letter.code.print.consequence':
    'Der Code wird jetzt erzeugt und gilt vierzehn Tage. Stecken Sie den Brief sofort in einen Umschlag: Dieses Papier öffnet den Zugang des Arztes.',
  'letter.code.reprint': 'Mit einem neuen Code erneut drucken',
  'letter.code.reprint.consequence': 'Der erste Code gilt nicht mehr: Vernichten Sie das erste Blatt.',
  'letter.code.printed':
    'Der Brief ist gedruckt. Stecken Sie ihn in einen Umschlag, schicken Sie ihn ab und vermerken Sie ihn dann als abgeschickt.',
  'letter.code.lost': 'Kam nichts aus dem Drucker, drucken Sie den Brief erneut: Er trägt dann einen neuen Code.',
  'letter.code.cancel.consequence':
    'Er wird nicht verschickt, und sein Code gilt nicht mehr. Ihr Name und der Grund werden aufbewahrt.',
} as const satisfies Sentences<typeof french>;
