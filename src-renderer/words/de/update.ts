import type { updateWords as french } from '../fr/update.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of updates of the app itself. */
export const updateWords = {
  'update.ready.title': 'Beim Schließen wird eine Aktualisierung installiert',
  'update.ready.text':
    'Version {version}. Schließen Sie Passerelle wie gewohnt: Während Sie arbeiten, wird nichts installiert.',
  'update.ready.required': 'Ab dem {date} muss sie vor der Anmeldung installiert sein.',
  'update.install': 'Jetzt installieren',
  'update.install.busy': 'Die Installation wird vorbereitet…',
  'update.sign-out': 'Abmelden und die Aktualisierung installieren',
  'update.installing.title': 'Die Aktualisierung wird installiert',
  'update.installing.text':
    'Passerelle schließt sich, installiert Version {version} und öffnet sich nach ein bis zwei Minuten von selbst wieder.',
  'update.not-begun': 'Die Installation hat nicht begonnen',
  'update.downloading': 'Version {version} wird heruntergeladen',
  'update.downloading.figures': '{percent} %',
  'update.by-helpdesk.title': 'Version {version} ist verfügbar',
  'update.by-helpdesk.text':
    'Auf diesem PC installiert sie der Helpdesk. Rufen Sie an, wann es Ihnen passt; bis dahin funktioniert alles.',
  'update.never': 'Diese Installation aktualisiert sich nicht von selbst: Der Helpdesk installiert neue Versionen.',
  'update.required.title': 'Vor der Anmeldung ist eine Aktualisierung nötig',
  'update.required.text':
    'Das Krankenhaus verlangt Version {version} seit dem {date}. Sie ist schon heruntergeladen und geprüft.',
  'update.required.next':
    'Passerelle schließt sich, installiert sie und öffnet sich nach ein bis zwei Minuten von selbst wieder. Schlägt die Installation fehl, können Sie sich trotzdem anmelden.',
  'update.ill.title': 'Die Aktualisierung wurde nicht installiert',
  'update.ill.went-back': 'Passerelle ist zur vorherigen Version zurückgekehrt',
  'update.ill.package':
    'Das empfangene Paket ist nicht das, das der Herausgeber unterschrieben hat, oder es gilt nicht mehr. An diesem PC hat sich nichts geändert und der Helpdesk ist verständigt: Sie können arbeiten.',
  'update.ill.disk-full':
    'Die Festplatte dieses PCs ist voll. Schaffen Sie Platz: Passerelle versucht es von selbst wieder.',
  'update.ill.busy':
    'Passerelle war auf diesem PC noch anderswo offen, oder ein anderes Programm wurde installiert. Sie versucht es von selbst wieder.',
  'update.ill.system':
    'Das System dieses PCs hat die Aktualisierung nicht angenommen. Die jetzige Version funktioniert und der Helpdesk ist verständigt.',
  'update.ill.not-started':
    'Die neue Version ist auf diesem PC nicht gestartet. Der Helpdesk ist verständigt: Sie können arbeiten.',
  'update.ill.interrupted': 'Die Installation wurde unterbrochen. Passerelle versucht es von selbst wieder.',
  'update.ill.not-permitted':
    'Dieser PC lässt Passerelle ihre Aktualisierungen nicht installieren. Rufen Sie den Helpdesk an: Er kümmert sich darum.',
} as const satisfies Sentences<typeof french>;
