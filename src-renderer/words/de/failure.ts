import type { FailureCode } from '../../../contracts/failure.ts';
import type { FailureSentence } from '../fr/failure.ts';

const helpdesk = 'Rufen Sie den Helpdesk an.';
const again = 'Versuchen Sie es gleich noch einmal.';

/** One sentence for each failure. None tells whether a hidden document or an unlinked patient exists. */
export const failureSentences = {
  bug: {
    what: 'Bei Passerelle ist ein unerwartetes Problem aufgetreten.',
    next: 'Versuchen Sie es erneut. Wiederholt es sich, rufen Sie den Helpdesk an und nennen Sie die Vorfallnummer.',
  },
  'input-invalid': {
    what: 'Eine der eingegebenen Angaben wird nicht angenommen.',
    next: 'Prüfen Sie, was Sie eingegeben haben, und versuchen Sie es dann erneut.',
  },
  'not-found': {
    what: 'Dieses Element ist von hier aus nicht zugänglich.',
    next: 'Gehen Sie zur Liste zurück und wählen Sie ein anderes.',
  },
  'forbidden-for-role': {
    what: 'Ihre Funktion erlaubt diese Handlung nicht.',
    next: 'Wenn Sie sie für Ihre Arbeit brauchen, wenden Sie sich an die ärztliche Direktion.',
  },
  'too-many-attempts': {
    what: 'Zu viele Versuche in kurzer Zeit.',
    next: 'Warten Sie einige Minuten und versuchen Sie es dann erneut.',
  },
  conflict: {
    what: 'Diese Angabe hat sich inzwischen geändert.',
    next: 'Der Bildschirm wird aktualisiert: Lesen Sie nach und versuchen Sie es dann erneut.',
  },
  offline: {
    what: 'Das Krankenhaus ist im Moment nicht erreichbar.',
    next: 'Prüfen Sie die Internetverbindung dieses PCs. Passerelle versucht es von selbst weiter.',
    physician: 'Prüfen Sie die Internetverbindung dieses PCs. Was schon kopiert ist, bleibt lesbar.',
  },
  'server-unavailable': {
    what: 'Der Server des Krankenhauses antwortet nicht.',
    next: 'Passerelle versucht es von selbst weiter. Dauert es an, verständigen Sie die IT-Abteilung.',
    physician: 'Was schon kopiert ist, bleibt lesbar. Passerelle versucht es von selbst weiter.',
  },
  'hospital-untrusted': {
    what: 'Der Server, der geantwortet hat, konnte nicht beweisen, dass er der des Krankenhauses ist.',
    next: 'Es wurde ihm nichts gesendet. Versuchen Sie es nicht weiter und rufen Sie den Helpdesk an.',
  },
  'clock-wrong': {
    what: 'Die Uhr dieses PCs geht falsch.',
    next: 'Stellen Sie Datum und Uhrzeit des Computers richtig und öffnen Sie Passerelle erneut.',
  },
  'disk-full': {
    what: 'Die Festplatte dieses PCs ist voll.',
    next: 'Schaffen Sie Platz und versuchen Sie es dann erneut.',
    physician: 'Schaffen Sie Platz: Die Kopie läuft dann von selbst weiter.',
  },
  'keychain-absent': {
    what: 'Dieser PC hat keinen Schlüsselbund, in dem Ihre Geheimnisse sicher wären.',
    next: 'Nichts wurde gespeichert. Rufen Sie den Helpdesk an: Er hilft Ihnen, ihn einzuschalten.',
  },
  'keychain-locked': {
    what: 'Der Schlüsselbund dieses PCs ist gesperrt.',
    next: 'Entsperren Sie ihn mit dem Passwort Ihres Computerkontos und öffnen Sie Passerelle erneut.',
  },
  'keychain-timeout': {
    what: 'Der Schlüsselbund dieses PCs hat nicht geantwortet.',
    next: 'Sehen Sie nach, ob ein Fenster Sie bittet, ihn zu entsperren, und öffnen Sie Passerelle erneut.',
  },
  'invitation-file-invalid': {
    what: 'Diese Datei ist keine Einladung von Passerelle, oder sie ist beschädigt.',
    next: 'Wählen Sie die Datei „.passerelle“, die Sie vom Krankenhaus erhalten haben, oder bitten Sie den Helpdesk um eine neue.',
  },
  'invitation-code-wrong': {
    what: 'Dieser Code ist nicht der aus dem Brief.',
    next: 'Tippen Sie die sechzehn Zeichen Ihres Briefs ab. Bindestriche und Großschreibung zählen nicht.',
  },
  'invitation-code-expired': {
    what: 'Dieser Code ist nicht mehr gültig.',
    next: 'Bitten Sie den Helpdesk um einen neuen Brief.',
  },
  'invitation-code-used': {
    what: 'Dieser Code wurde schon benutzt: Er gilt nur ein Mal.',
    next: 'Wenn nicht Sie ihn benutzt haben, rufen Sie sofort den Helpdesk an.',
  },
  'certificate-required': {
    what: 'Das Krankenhaus erkennt diesen PC nicht.',
    next: helpdesk,
  },
  'certificate-expired': {
    what: 'Die Zulassung dieses PCs ist abgelaufen.',
    next: 'Erneuern Sie sie mit Ihrem Passwort und einem sechsstelligen Code.',
  },
  'certificate-revoked': {
    what: 'Das Krankenhaus hat diesem PC die Zulassung entzogen.',
    next: 'Die Kopien darauf sind gelöscht. Rufen Sie den Helpdesk an, um den Grund zu erfahren.',
  },
  'certificate-foreign': {
    what: 'Die Zulassung dieses PCs stammt von einem anderen Krankenhaus.',
    next: helpdesk,
  },
  'renewal-too-late': {
    what: 'Die Zulassung dieses PCs ist zu lange abgelaufen, um noch erneuert zu werden.',
    next: 'Bitten Sie den Helpdesk um eine neue Einladung.',
  },
  'session-required': {
    what: 'Sie sind nicht angemeldet.',
    next: 'Melden Sie sich an und versuchen Sie es dann erneut.',
  },
  'session-ended': {
    what: 'Ihre Sitzung ist beendet.',
    next: 'Melden Sie sich erneut an.',
  },
  'credentials-wrong': {
    what: 'Der Benutzername oder das Passwort ist nicht richtig.',
    next: 'Versuchen Sie es erneut. Passwort vergessen? Rufen Sie den Helpdesk an.',
  },
  'otp-wrong': {
    what: 'Dieser sechsstellige Code ist nicht richtig.',
    next: 'Nehmen Sie den Code, den Ihr Telefon jetzt anzeigt, und prüfen Sie, ob die Uhr des Telefons stimmt.',
  },
  'otp-replayed': {
    what: 'Dieser sechsstellige Code wurde gerade benutzt.',
    next: 'Warten Sie, bis Ihr Telefon den nächsten anzeigt.',
  },
  'recovery-code-used': {
    what: 'Dieser Ersatzcode wurde schon benutzt.',
    next: 'Nehmen Sie einen anderen aus Ihrer Liste oder rufen Sie den Helpdesk an.',
  },
  'password-weak': {
    what: 'Dieses Passwort ist zu leicht zu erraten.',
    next: 'Wählen Sie einen Satz aus mehreren Wörtern, den nur Sie kennen.',
  },
  'account-not-activated': {
    what: 'Ihr Konto ist noch nicht aktiviert.',
    next: 'Schließen Sie die Aktivierung auf dem PC ab, auf dem Sie die Einladung geöffnet haben.',
  },
  'account-suspended': {
    what: 'Ihr Zugang ist von der ärztlichen Direktion gesperrt.',
    next: 'Wenden Sie sich an die ärztliche Direktion des Krankenhauses.',
  },
  'niss-invalid': {
    what: 'Diese Nationalregisternummer ist nicht richtig.',
    next: 'Tippen Sie die elf Ziffern von der Rückseite des Personalausweises ab.',
  },
  'niss-not-issued': {
    what: 'Diese Nummer wurde nie einer Person zugeteilt.',
    next: 'Tippen Sie die elf Ziffern von der Rückseite des Personalausweises ab.',
  },
  'purpose-not-declared': {
    what: 'Der Zweck des Zugriffs wurde nicht angegeben.',
    next: 'Kreuzen Sie an, dass Sie die Akte einsehen, um diesen Patienten zu behandeln.',
  },
  'link-not-possible': {
    what: 'Die Beziehung konnte mit diesen Angaben nicht angelegt werden.',
    next: 'Prüfen Sie mit dem Patienten Nummer, Namen, Vornamen und Geburtsdatum. Stimmt alles, rufen Sie den Helpdesk an.',
  },
  'link-attempts-exceeded': {
    what: 'Zu viele Beziehungen wurden in kurzer Zeit abgelehnt.',
    next: 'Versuchen Sie es in einer Stunde erneut. Ist der Patient bei Ihnen, rufen Sie den Helpdesk an.',
  },
  'link-state-conflict': {
    what: 'Diese Beziehung hat sich inzwischen geändert.',
    next: 'Die Liste wird aktualisiert: Machen Sie von dort aus weiter.',
  },
  'link-not-active': {
    what: 'Mit diesem Patienten besteht keine aktive therapeutische Beziehung.',
    next: 'Drucken Sie die Einwilligung, lassen Sie sie unterschreiben und bestätigen Sie die Unterschrift.',
  },
  'link-ended': {
    what: 'Die therapeutische Beziehung mit diesem Patienten ist beendet.',
    next: 'Legen Sie mit seinem Einverständnis bei seinem nächsten Besuch eine neue an.',
  },
  'form-unknown': {
    what: 'Diese Referenz gehört zu keinem Ihrer Formulare.',
    next: 'Prüfen Sie die zehn Zeichen unter dem Code. Nichts wurde abgelegt.',
  },
  'form-not-signed': {
    what: 'Die Unterschrift dieses Patienten wurde noch nicht bestätigt.',
    next: 'Bestätigen Sie sie zuerst: „Der Patient hat unterschrieben“. Legen Sie dann das Formular ab.',
  },
  'form-replaced': {
    what: 'Dieses Formular ist nicht das, dessen Unterschrift bestätigt wurde: Danach wurde ein anderes gedruckt.',
    next: 'Suchen Sie das Blatt mit der Referenz, die in „Meine Beziehungen“ steht. Nichts wurde abgelegt.',
  },
  'record-not-available': {
    what: 'Diese Akte ist nicht zugänglich.',
    next: 'Ist der Patient bei Ihnen und wundert sich darüber, rufen Sie den Helpdesk an.',
  },
  'document-not-available': {
    what: 'Dieses Dokument ist nicht zugänglich.',
    next: 'Gehen Sie zur Liste zurück und wählen Sie ein anderes.',
  },
  'document-unreadable': {
    what: 'Dieser Teil des Dokuments kann nicht angezeigt werden: Die erhaltene Datei ist beschädigt.',
    next: 'Der Rest der Akte ist unversehrt. Fordern Sie dieses Dokument bei dem Dienst an, der es erstellt hat.',
  },
  'pacs-unavailable': {
    what: 'Der Bildserver des Krankenhauses antwortet nicht: Diese Bilder können im Moment nicht geladen werden.',
    next: 'Der Rest der Akte und die bereits kopierten Bilder bleiben lesbar. Versuchen Sie es in einigen Minuten erneut.',
  },
  'resource-invalid': {
    what: 'Diese Daten entsprechen nicht der Norm und werden nicht angezeigt, um nichts Falsches zu zeigen.',
    next: 'Lesen Sie das beigefügte Dokument, falls es eines gibt, oder rufen Sie den Dienst an, der es erstellt hat.',
  },
  'instance-quarantined': {
    what: 'Ein Bild passt nicht zu diesem Patienten und wird nicht angezeigt.',
    next: 'Das Krankenhaus prüft es. Die anderen Bilder bleiben lesbar.',
  },
  'lease-ended': {
    what: 'Die Kopie dieser Akte auf diesem PC ist abgelaufen und wurde gelöscht.',
    next: 'Verbinden Sie sich wieder mit dem Krankenhaus, um eine neue zu erhalten.',
  },
  'journal-refused': {
    what: 'Das Krankenhaus hat das Protokoll der Einsichten dieses PCs nicht angenommen.',
    next: 'Bis dahin bleiben die Akten geschlossen. Rufen Sie den Helpdesk an.',
  },
  'not-copied-yet': {
    what: 'Dieses Element ist noch nicht auf diesen PC kopiert.',
    next: 'Es erscheint von selbst, sobald es kopiert ist.',
  },
  'patient-mismatch': {
    what: 'Ein Dokument passt nicht zu diesem Patienten und wird nicht angezeigt.',
    next: 'Rufen Sie den Helpdesk an und nennen Sie die Vorfallnummer.',
  },
  'trace-unavailable': {
    what: 'Das Krankenhaus kann Ihre Einsicht im Moment nicht protokollieren und gibt daher nichts zu lesen.',
    next: again,
  },
  'vault-locked': {
    what: 'Die lokale Kopie ist gesperrt.',
    next: 'Entsperren Sie Passerelle mit Ihrem Passwort.',
  },
  'vault-damaged': {
    what: 'Die lokale Kopie dieser Akte ist beschädigt und wird nicht angezeigt.',
    next: 'Öffnen Sie die Akte erneut, wenn Sie mit dem Krankenhaus verbunden sind: Es wird eine neue Kopie angelegt.',
  },
  'printer-absent': {
    what: 'Dieser PC hat keinen Drucker.',
    next: 'Installieren Sie einen Drucker oder schalten Sie ihn ein und versuchen Sie es dann erneut.',
  },
  'print-failed': {
    what: 'Das Drucken hat nicht geklappt.',
    next: 'Prüfen Sie den Drucker (Papier, Kabel) und versuchen Sie es dann erneut.',
  },
} as const satisfies Record<FailureCode, FailureSentence>;
