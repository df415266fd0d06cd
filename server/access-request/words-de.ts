import type { PageWord } from './words-fr.ts';

/** The public page in German. */
export const germanWords: Readonly<Record<PageWord, string>> = {
  'page.service': 'Bereich für Ärzte',
  'page.languages': 'Sprache',
  'page.skip': 'Zum Inhalt',
  'page.error': 'Fehler',

  'form.title': 'Zugang zu Passerelle beantragen',
  'form.intro':
    'Passerelle zeigt Ihnen in Ihrer Praxis die Akte, die das Krankenhaus über Ihre Patienten führt. Der Zugang ist Ärzten vorbehalten, dient der Behandlung und verlangt für jeden Patienten eine unterschriebene Einwilligung.',
  'form.steps': 'So läuft es ab',
  'form.step.1': 'Sie senden diesen Antrag. Sie erhalten eine Adresse zur Verfolgung, die Sie aufbewahren.',
  'form.step.2': 'Der ärztliche Direktor prüft Ihre Identität, Ihre LIKIV-Nummer und die Anschrift Ihrer Praxis.',
  'form.step.3':
    'Nimmt er an, liegt unter dieser Adresse eine Datei bereit, und ein Brief mit einem Code geht per Post an Ihre Praxis. Sie brauchen beides.',
  'form.documents': 'Zu lesen und aufzubewahren',
  'form.documents.french': 'Diese Dokumente (PDF) sind auf Französisch; nur der französische Text ist verbindlich.',
  'form.document.conditions': 'Nutzungsbedingungen (Französisch)',
  'form.document.regulations': 'Ordnung des Krankenhauses über den Zugang zur Akte (Französisch)',
  'form.document.consent': 'Leeres Einwilligungsformular für Patienten (Französisch)',
  'form.summary.title': 'Zusammenfassung auf Deutsch',
  'form.summary.1':
    'Der Zugang dient allein der Behandlung. Versicherung, Arbeitsmedizin, Krankenkasse und Gutachten sind ausgeschlossen.',
  'form.summary.2':
    'Sie öffnen eine Akte erst, wenn der Patient das Formular unterschrieben hat. Sie bewahren das Original auf und übergeben es dem Krankenhaus auf Verlangen. Eine Einwilligung gilt höchstens zwölf Monate.',
  'form.summary.3':
    'Ihr Passwort, Ihre Codes und Ihre PCs sind persönlich. Verlust oder Missbrauch melden Sie sofort dem Helpdesk.',
  'form.summary.4':
    'Jeder Einblick wird aufgezeichnet. Der Patient wird per Post informiert und kann alles verweigern; im Streitfall kann der Zugang sofort ausgesetzt werden.',
  'form.required': 'Alles ist auszufüllen, außer der E-Mail-Adresse.',
  'form.you': 'Sie',
  'form.family': 'Name',
  'form.given': 'Vorname',
  'form.nihdi': 'LIKIV-Nummer',
  'form.nihdi.hint': '11 Ziffern, oder 8 ohne Qualifikation. Punkte, Striche und Leerzeichen sind erlaubt.',
  'form.practice.title': 'Ihre Praxis',
  'form.practice': 'Name der Praxis',
  'form.address': 'Postanschrift',
  'form.address.hint': 'Straße und Nummer, Postleitzahl, Ort. Der Brief mit dem Code geht an diese Anschrift.',
  'form.phone': 'Telefon',
  'form.email': 'E-Mail (freiwillig)',
  'form.declarations': 'Ihre Erklärungen',
  'form.care':
    'Ich beantrage diesen Zugang allein, um meine Patienten zu behandeln. Ich nutze ihn nicht für eine Versicherung, die Arbeitsmedizin, eine Krankenkasse oder ein Gutachten.',
  'form.conditions': 'Ich habe die Nutzungsbedingungen und die Ordnung des Krankenhauses gelesen und nehme sie an.',
  'form.privacy':
    'Nur der ärztliche Direktor liest diesen Antrag. Abgelehnt wird er 90 Tage nach der Entscheidung gelöscht, ohne Entscheidung 180 Tage nach dem Eingang.',
  'form.send': 'Antrag senden',

  'errors.title': 'Der Antrag ist noch nicht gesendet',
  'errors.text': 'Berichtigen Sie diese Punkte und senden Sie erneut. Was Sie geschrieben haben, bleibt erhalten.',
  'errors.old':
    'Die Seite war lange offen oder wurde von einer anderen Website aus geöffnet. Lesen Sie nach und senden Sie erneut.',
  'error.missing.family': 'Geben Sie Ihren Namen ein.',
  'error.missing.given': 'Geben Sie Ihren Vornamen ein.',
  'error.missing.nihdi': 'Geben Sie Ihre LIKIV-Nummer ein.',
  'error.missing.practice': 'Geben Sie den Namen Ihrer Praxis ein.',
  'error.missing.address': 'Geben Sie die Postanschrift Ihrer Praxis ein.',
  'error.missing.phone': 'Geben Sie eine Telefonnummer ein.',
  'error.missing.care': 'Kreuzen Sie diese Erklärung an: Der Zugang besteht allein für die Behandlung.',
  'error.missing.conditions': 'Kreuzen Sie dieses Feld an, nachdem Sie beide Texte gelesen haben.',
  'error.too-long': 'Dieser Text ist zu lang.',
  'error.characters': 'Dieser Text enthält ein Zeichen, das nicht auf einen Brief gedruckt werden kann.',
  'error.nihdi': 'Eine LIKIV-Nummer hat 11 Ziffern, oder 8 ohne Qualifikation.',
  'error.address': 'Geben Sie Straße und Nummer, Postleitzahl und Ort an, in höchstens fünf Zeilen.',
  'error.phone': 'Schreiben Sie diese Nummer in Ziffern, etwa 065 12 34 56 oder +32 65 12 34 56.',
  'error.email': 'Diese Adresse hat nicht die Form name@beispiel.be.',

  'follow.title': 'Ihr Antrag auf Zugang',
  'follow.keep':
    'Bewahren Sie die Adresse dieser Seite auf (als Lesezeichen oder auf Papier): Nur sie zeigt, wie es mit Ihrem Antrag weitergeht. Geben Sie sie niemandem.',
  'follow.received': 'Eingegangen',
  'follow.received.text': 'Ihr Antrag ist am {date} eingegangen. Der ärztliche Direktor hat ihn noch nicht geöffnet.',
  'follow.review': 'In Prüfung',
  'follow.review.text':
    'Der ärztliche Direktor prüft Ihre Identität und Ihre LIKIV-Nummer. Ihr Antrag ist am {date} eingegangen.',
  'follow.accepted': 'Angenommen',
  'follow.accepted.text': 'Der ärztliche Direktor hat Ihren Antrag am {date} angenommen. Sie brauchen zweierlei:',
  'follow.accepted.file':
    'die Datei .passerelle, die Sie hier herunterladen und auf dem PC der Praxis mit Passerelle öffnen;',
  'follow.accepted.letter':
    'den Brief mit dem Code, der per Post an Ihre Praxis geht. Er trägt auch den Fingerabdruck, den Sie mit dem der Anwendung vergleichen.',
  'follow.download': 'Die Datei .passerelle herunterladen',
  'follow.accepted.end': 'Diese Seite bleibt 90 Tage nach der Entscheidung verfügbar.',
  'follow.refused': 'Abgelehnt',
  'follow.refused.text': 'Der ärztliche Direktor hat Ihren Antrag am {date} nicht angenommen, aus diesem Grund:',
  'follow.refused.next':
    'Sie können dem ärztlichen Direktor an die Anschrift des Krankenhauses schreiben oder einen neuen Antrag stellen.',
  'follow.again': 'Einen neuen Antrag stellen',
  'follow.refresh': 'Kehren Sie zu dieser Adresse zurück, um zu sehen, wie es weitergeht.',

  'unknown.title': 'Kein Antrag unter dieser Adresse',
  'unknown.text':
    'Die Adresse ist unvollständig oder gilt nicht mehr. Ein abgelehnter Antrag wird nach 90 Tagen gelöscht.',
  'problem.title': 'Der Antrag konnte nicht bearbeitet werden',
  'problem.many':
    'Zu viele Sendungen von Ihrem Anschluss in kurzer Zeit. Warten Sie eine Stunde, oder rufen Sie {service} unter {phone} an.',
  'problem.large':
    'Was gesendet wurde, ist nicht das Formular dieser Seite. Kehren Sie zur Seite zurück und beginnen Sie neu.',
  'problem.down':
    'Der Dienst ist nicht verfügbar. Versuchen Sie es in einigen Minuten wieder, oder rufen Sie {service} unter {phone} an.',
  'problem.absent': 'Diese Seite gibt es nicht.',
  'problem.back': 'Zurück zum Antrag',
};
