/** Sentences of the practice's software and of the card reader. */
export const handOverWords = {
  'hand-over.title': 'Ihre Software fragt nach einem Patienten',
  'hand-over.title.agenda': 'Ihre Software schlägt den Tag vor',
  'hand-over.asks': 'Die Praxissoftware fragt nach {name}.',
  'hand-over.asks.number': 'Die Praxissoftware fragt nach einem Patienten mit dessen Nummer.',
  'hand-over.close': '{open} schließen und {name} öffnen?',
  'hand-over.covered': 'Die offene Akte ist verdeckt, bis Sie antworten. Ohne Ihren Klick wird nichts gelesen.',
  'hand-over.open': '{name} öffnen',
  'hand-over.keep': 'Bei {open} bleiben',
  'hand-over.leave': 'Nichts öffnen',
  'hand-over.new': 'Neuer Patient',
  'hand-over.unknown':
    'Auf diesem PC lautet keine Ihrer Beziehungen auf diesen Namen. Legen Sie sie mit dem Patienten an: Was die Software mitgab, wird übernommen.',
  'hand-over.by-name':
    'Nach Name und Geburtsdatum gefunden, nicht nach der Nummer. Prüfen Sie, ob es dieselbe Person ist.',
  'hand-over.differs':
    'Die mitgegebene Nummer gehört zu {found}, die Software schreibt aber {written}. Prüfen Sie das in Ihrer Software, bevor Sie öffnen.',
  'hand-over.busy': 'Wird geöffnet…',
  'hand-over.appointments':
    '{count, plural, one {# Termin für den heutigen Tag.} other {# Termine für den heutigen Tag.}}',
  'hand-over.add': 'Zum Tag hinzufügen',
  'hand-over.waiting': 'Eine Anfrage Ihrer Software wartet.',
  'hand-over.waiting.next': 'Sie erscheint, sobald Sie angemeldet sind.',
  'hand-over.fault.absent': 'Ihre Software hat Passerelle aufgerufen, ohne etwas mitzugeben, oder zweimal dasselbe.',
  'hand-over.fault.expired': 'Die Anfrage Ihrer Software ist älter als eine Minute: Sie wurde vernichtet.',
  'hand-over.fault.invalid': 'Passerelle hat die Anfrage Ihrer Software nicht verstanden: Sie wurde vernichtet.',
  'hand-over.fault.unsafe': 'Die Datei Ihrer Software war anderen zugänglich: Sie wurde ungelesen abgelehnt.',
  'hand-over.fault.said-in-clear':
    'Ihre Software hat Patientendaten in den Link selbst geschrieben: Passerelle hat sie nicht gelesen.',
  'hand-over.fault.said-in-clear.next':
    'Zeigen Sie diese Meldung deren Support: Die Daten können in einem Verlauf stehen geblieben sein.',
  'hand-over.fault.next':
    'Beginnen Sie erneut in Ihrer Software. Wiederholt es sich, zeigen Sie diese Meldung deren Support.',
  'hand-over.noted': 'Verstanden',
  'hand-over.send.pdf': 'Als PDF zurücksenden',
  'hand-over.send.fhir': 'Als FHIR zurücksenden',
  'hand-over.send.text': 'Den Text kopieren',
  'hand-over.sent.files':
    '{count, plural, one {An Ihre Software gesendet.} other {# Dateien an Ihre Software gesendet.}}',
  'hand-over.sent.pdf.archive': 'Im PDF/A-Format, zur Archivierung.',
  'hand-over.sent.pdf.own': 'Es ist die PDF-Datei des Krankenhauses, unverändert.',
  'hand-over.sent.pdf.plain': 'Als einfache PDF-Datei: PDF/A war nicht möglich.',
  'hand-over.sent.clipboard': 'Text für fünf Minuten kopiert. Fügen Sie ihn in Ihre Software ein.',
  'hand-over.sent.no-folder':
    'Ihre Software hat für diesen Patienten keinen Rückgabeordner genannt. Kopieren Sie den Text.',
  'hand-over.sent.other-patient': 'Nicht gesendet: Die Nummer dieser Akte ist nicht die, die Ihre Software mitgab.',
  'hand-over.sent.folder-refused':
    'Nicht gesendet: Der Rückgabeordner ist nicht mehr erreichbar, oder andere können darin schreiben.',
  'hand-over.sent.disk-full':
    'Nicht gesendet: Der Datenträger ist voll. Schaffen Sie Platz und versuchen Sie es erneut.',
  'hand-over.sent.nothing-to-send':
    'Dieses Dokument kann in dieser Form nicht gesendet werden. Versuchen Sie eine andere.',

  'card.button': 'eID-Karte lesen',
  'card.busy': 'Die Karte wird gelesen…',
  'card.fault.no-service':
    'Der Dienst für Kartenleser antwortet auf diesem PC nicht. Tippen Sie die Nummer ein und verständigen Sie Ihren IT-Betreuer.',
  'card.fault.no-reader': 'Kein Kartenleser ist angeschlossen. Schließen Sie ihn an und versuchen Sie es erneut.',
  'card.fault.no-card': 'Keine Karte im Leser. Stecken Sie sie mit dem Chip voran ein und versuchen Sie es erneut.',
  'card.fault.pulled-out':
    'Die Karte wurde während des Lesens herausgezogen. Stecken Sie sie wieder ein und versuchen Sie es erneut.',
  'card.fault.busy': 'Ein anderes Programm benutzt die Karte. Schließen Sie es und versuchen Sie es erneut.',
  'card.fault.foreign': 'Das ist kein belgischer Personalausweis. Tippen Sie die Nummer ein.',
  'card.fault.unreadable':
    'Die Karte lässt sich nicht lesen. Wischen Sie den Chip ab und versuchen Sie es erneut, oder tippen Sie die Nummer ein.',
  'link.person.from-card':
    'Von der Karte gelesen. Prüfen Sie, ob es die des Patienten vor Ihnen ist, und bestätigen Sie.',
  'link.person.from-software':
    'Aus Ihrer Software übernommen. Vergleichen Sie mit dem Personalausweis des Patienten und bestätigen Sie.',
} as const satisfies Record<string, string>;
