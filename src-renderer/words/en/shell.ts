import type { shellWords as french } from '../fr/shell.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the frame around everything: bar, help, connection, keys, lock. */
export const shellWords = {
  'app.name': 'Passerelle',
  'app.starting': 'Passerelle is starting…',
  'app.version': 'Version {version}',
  'app.test-build': 'Test version: fictitious data',
  'app.no-bridge': 'The window did not find the rest of the application. Close Passerelle and open it again.',
  'app.broken.title': 'This screen has stopped',
  'app.broken.text': 'Nothing is lost. Open it again; if it happens again, call the helpdesk.',
  'app.broken.again': 'Open the screen again',

  'failure.incident': 'Incident {incident}',
  'failure.call': '{name}: {phone}',
  'failure.call-director': 'Medical Director: {name}',

  'connection.online': 'Online',
  'connection.connecting': 'Connecting…',
  'connection.offline': 'Offline',
  'connection.offline-since': 'Offline since {since}',
  'clock.ahead': "This PC's clock is ahead of the hospital's: set the computer's date and time.",
  'clock.behind': "This PC's clock is behind the hospital's: set the computer's date and time.",
  'connection.offline-help': 'Records already copied stay readable until their local copy ends.',
  'connection.label': 'Connection to the hospital: {state}',

  'help.button': 'Helpdesk',
  'help.title': 'Need help?',
  'help.none': "Your hospital's numbers appear here as soon as the invitation has been opened.",

  'user.lock': 'Lock',
  'user.sign-out': 'Sign out',
  'user.menu': 'Menu of {name}',
  'user.keys': 'Keyboard shortcuts',

  'search.patients': 'Search for one of my patients',

  'keys.title': 'Keyboard shortcuts',
  'keys.close': 'Close',
  'keys.search': 'Search for one of my patients',
  'keys.new-patient': 'New patient',
  'keys.lock': 'Lock',
  'keys.help': 'Show the keys',
  'keys.walk': 'Move through the list',
  'keys.open': 'Open',
  'keys.back': 'Back to the list',
  'keys.full': 'Read in the full window',
  'keys.print': 'Print what is shown',
  'keys.everywhere': 'Everywhere',
  'keys.in-record': 'In a record',
  'keys.in-images': 'In the images',

  'home.choose.title': 'Choose a patient',
  'home.choose.text': 'Click a name on the left, or type it after Ctrl K.',
  'home.first.title': 'Your first patient, in three steps',
  'home.first.1.title': 'The number',
  'home.first.1.text':
    'With the patient, enter the national register number on the back of the identity card, then the name and the date of birth.',
  'home.first.2.title': 'The signature',
  'home.first.2.text': "Print the consent in the patient's name. The patient reads and signs it; you keep the sheet.",
  'home.first.3.title': 'The record',
  'home.first.3.text': 'Confirm the signature: the whole hospital record opens, for twelve months at most.',
  'home.first.start': 'Add my first patient',
} as const satisfies Sentences<typeof french>;
