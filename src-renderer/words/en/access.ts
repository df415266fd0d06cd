import type { accessWords as french } from '../fr/access.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the first start, activation, sign-in, lock and renewal of the certificate. */
export const accessWords = {
  'welcome.title': 'Connect this PC to the hospital',
  'welcome.text': 'The hospital has sent you a “.passerelle” file and, by post, a letter. Keep the letter at hand.',
  'welcome.file.title': 'Open the invitation file',
  'welcome.file.button': 'Open the .passerelle file',
  'welcome.file.other': 'Choose another file',
  'welcome.address': 'Address',
  'welcome.fingerprint.title': 'Compare the fingerprint with the letter',
  'welcome.fingerprint.text':
    'This sequence must be exactly the one in your letter. It proves that the file really comes from the hospital.',
  'welcome.fingerprint.label': 'Certificate fingerprint',
  'welcome.fingerprint.same': 'The fingerprint is the same',
  'welcome.fingerprint.different': 'It is different',
  'welcome.fingerprint.done': 'Fingerprint compared',
  'welcome.fingerprint.alarm': 'Go no further',
  'welcome.fingerprint.alarm-text':
    'This file may not come from the hospital. Nothing has been sent. Call the helpdesk on the number printed in your letter.',
  'welcome.fingerprint.again': 'Compare again',
  'welcome.code.title': 'Enter the code from the letter',
  'welcome.code.label': 'Code from the letter',
  'welcome.code.hint': 'Sixteen characters, in groups of four. It works only once.',
  'welcome.code.button': 'Connect this PC to the hospital',
  'welcome.code.busy': 'Connecting…',

  'keychain.title': 'Your secrets have no safe place',
  'keychain.text': "Passerelle keeps its keys only in the system's keychain. Without it, nothing is saved on this PC.",

  'certificate.title.expired': 'Renew this PC',
  'certificate.title.other': 'This PC no longer has access',
  'certificate.button': 'Renew the authorisation',
  'certificate.busy': 'Renewing…',

  'activation.title': 'Welcome, {name}',
  'activation.text': 'Two things to set up once and for all: a password, and a changing code on your phone.',
  'activation.password.title': 'Choose a password',
  'activation.password.label': 'Password',
  'activation.password.again': 'The same password once more',
  'activation.password.rule.length': 'at least 12 characters',
  'activation.password.rule.person': 'contains neither your name nor your number',
  'activation.password.rule.variety': 'not a sequence, nor one repeated character',
  'activation.password.rule.same': 'both entries are the same',
  'activation.password.rules': 'Password requirements',
  'activation.password.met': 'met',
  'activation.password.unmet': 'not met yet',
  'activation.password.button': 'Keep this password',
  'activation.password.done': 'Password chosen',
  'activation.password.hint': 'A phrase of a few words is easier to remember than symbols.',
  'activation.factor.title': 'Add Passerelle to your phone',
  'activation.factor.text':
    "Open your phone's code app (Google Authenticator, Microsoft Authenticator or another) and photograph this square.",
  'activation.factor.qr': 'QR code to photograph with your phone',
  'activation.factor.secret': 'Or copy this key',
  'activation.factor.otp': '6-digit code',
  'activation.factor.button': 'Confirm the code',
  'activation.factor.done': 'Phone added',
  'activation.codes.title': 'Write down the recovery codes',
  'activation.codes.text':
    'Without your phone, one of these codes stands in for it, once. They will never be shown again: write them down and keep them away from the PC.',
  'activation.codes.paper': 'Recovery codes for {name}, {date}. They replace any earlier ones.',
  'activation.codes.list': 'Recovery codes',
  'activation.codes.print': 'Print the codes',
  'activation.codes.confirm': 'I have written down or printed these codes',
  'activation.codes.button': 'Finish',

  'sign-in.title': 'Sign in',
  'sign-in.text': 'Once per working day. After a break, the password is enough.',
  'sign-in.login': 'User name or NIHDI number',
  'sign-in.password': 'Password',
  'sign-in.otp': '6-digit code',
  'sign-in.otp.hint': 'The one on your phone, or a recovery code.',
  'sign-in.button': 'Sign in',
  'sign-in.busy': 'Signing in…',
  'sign-in.codes-left':
    '{left, plural, =0 {You have no recovery code left: call the helpdesk.} one {You have only one recovery code left: ask the helpdesk for new ones.} other {You have # recovery codes left: ask the helpdesk for new ones.}}',
  'sign-in.copies-dropped':
    'This version of Passerelle cannot read the copies kept on this PC: they are erased and are being made again from the hospital.',
  'sign-in.copies-dropped.check': 'Check today’s list and your latest "to do" marks.',
  'sign-in.dismiss': 'Understood',

  'lock.title': 'Passerelle is locked',
  'lock.text': 'Your password takes you back exactly where you were.',
  'lock.password': 'Password',
  'lock.button': 'Unlock',
  'lock.busy': 'Unlocking…',
  'lock.other': 'Sign in under another name',

  'form.required': 'Please fill in.',
} as const satisfies Sentences<typeof french>;
