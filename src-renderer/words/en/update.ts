import type { updateWords as french } from '../fr/update.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of updates of the app itself. */
export const updateWords = {
  'update.ready.title': 'An update will be installed when you close',
  'update.ready.text': 'Version {version}. Close Passerelle as usual: nothing is installed while you work.',
  'update.ready.required': 'From {date} on it must be installed before anybody signs in.',
  'update.install': 'Install now',
  'update.install.busy': 'Preparing the installation…',
  'update.sign-out': 'Sign out and install the update',
  'update.installing.title': 'Installing the update',
  'update.installing.text':
    'Passerelle closes, installs version {version} and opens again by itself in a minute or two.',
  'update.not-begun': 'The installation did not begin',
  'update.downloading': 'Downloading version {version}',
  'update.downloading.figures': '{percent}%',
  'update.by-helpdesk.title': 'Version {version} is available',
  'update.by-helpdesk.text':
    'On this PC the helpdesk installs it. Call when it suits you; until then everything works.',
  'update.never': 'This installation does not update itself: the helpdesk installs new versions.',
  'update.required.title': 'An update is needed before signing in',
  'update.required.text':
    'The hospital requires version {version} since {date}. It is already downloaded and verified.',
  'update.required.next':
    'Passerelle closes, installs it and opens again by itself in a minute or two. If the installation fails, you can sign in all the same.',
  'update.ill.title': 'The update was not installed',
  'update.ill.went-back': 'Passerelle went back to the previous version',
  'update.ill.package':
    'The package that came is not the one that the publisher signed, or is no longer valid. Nothing has changed on this PC and the helpdesk has been told: you can work.',
  'update.ill.disk-full': 'The disk of this PC is full. Make room: Passerelle tries again by itself.',
  'update.ill.busy':
    'Passerelle was still open elsewhere on this PC, or another program was being installed. It tries again by itself.',
  'update.ill.system':
    'The system of this PC did not accept the update. The present version works and the helpdesk has been told.',
  'update.ill.not-started': 'The new version did not start on this PC. The helpdesk has been told: you can work.',
  'update.ill.interrupted': 'The installation was interrupted. Passerelle tries again by itself.',
  'update.ill.not-permitted':
    'This PC does not let Passerelle install its updates. Call the helpdesk: they will see to it.',
} as const satisfies Sentences<typeof french>;
