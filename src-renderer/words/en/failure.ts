import type { FailureCode } from '../../../contracts/failure.ts';
import type { FailureSentence } from '../fr/failure.ts';

const helpdesk = 'Call the helpdesk.';
const again = 'Try again in a moment.';

/** One sentence for each failure. None tells whether a hidden document or an unlinked patient exists. */
export const failureSentences = {
  bug: {
    what: 'Passerelle has met an unexpected difficulty.',
    next: 'Try again. If it happens again, call the helpdesk and give the incident number.',
  },
  'input-invalid': {
    what: 'Something you entered is not accepted.',
    next: 'Check what you entered, then try again.',
  },
  'not-found': {
    what: 'This item is not accessible from here.',
    next: 'Go back to the list and choose another one.',
  },
  'forbidden-for-role': {
    what: 'Your role does not allow this action.',
    next: 'If you need it for your work, ask the Medical Director.',
  },
  'too-many-attempts': {
    what: 'Too many attempts in a short time.',
    next: 'Wait a few minutes, then try again.',
  },
  conflict: {
    what: 'This has changed in the meantime.',
    next: 'The screen is being updated: read it again, then try again.',
  },
  offline: {
    what: 'The hospital cannot be reached at the moment.',
    next: "Check this PC's internet connection. Passerelle keeps trying by itself.",
    physician: "Check this PC's internet connection. What is already copied stays readable.",
  },
  'server-unavailable': {
    what: "The hospital's server does not answer.",
    next: 'Passerelle keeps trying by itself. If it goes on, tell the IT department.',
    physician: 'What is already copied stays readable. Passerelle keeps trying by itself.',
  },
  'hospital-untrusted': {
    what: "The server that answered could not prove that it is the hospital's.",
    next: 'Nothing was sent to it. Do not keep trying; call the helpdesk.',
  },
  'clock-wrong': {
    what: "This PC's clock is wrong.",
    next: "Set the computer's date and time, then open Passerelle again.",
  },
  'disk-full': {
    what: "This PC's disk is full.",
    next: 'Free some space, then try again.',
    physician: 'Free some space: copying will resume by itself.',
  },
  'keychain-absent': {
    what: 'This PC has no keychain where your secrets would be safe.',
    next: 'Nothing was saved. Call the helpdesk: they will help you turn it on.',
  },
  'keychain-locked': {
    what: "This PC's keychain is locked.",
    next: 'Unlock it with the password of your computer account, then open Passerelle again.',
  },
  'keychain-timeout': {
    what: "This PC's keychain did not answer.",
    next: 'See whether a window asks you to unlock it, then open Passerelle again.',
  },
  'invitation-file-invalid': {
    what: 'This file is not a Passerelle invitation, or it is damaged.',
    next: 'Choose the “.passerelle” file you received from the hospital, or ask the helpdesk for a new one.',
  },
  'invitation-code-wrong': {
    what: 'This code is not the one in the letter.',
    next: 'Copy the sixteen characters of your letter. Hyphens and capitals do not matter.',
  },
  'invitation-code-expired': {
    what: 'This code is past its date.',
    next: 'Ask the helpdesk for a new letter.',
  },
  'invitation-code-used': {
    what: 'This code has already been used: it works only once.',
    next: 'If it was not you who used it, call the helpdesk at once.',
  },
  'certificate-required': {
    what: 'The hospital does not recognise this PC.',
    next: helpdesk,
  },
  'certificate-expired': {
    what: "This PC's authorisation has expired.",
    next: 'Renew it with your password and a six-digit code.',
  },
  'certificate-revoked': {
    what: "The hospital has withdrawn this PC's authorisation.",
    next: 'The copies it held are erased. Call the helpdesk to find out why.',
  },
  'certificate-foreign': {
    what: "This PC's authorisation comes from another hospital.",
    next: helpdesk,
  },
  'renewal-too-late': {
    what: "This PC's authorisation expired too long ago to be renewed.",
    next: 'Ask the helpdesk for a new invitation.',
  },
  'session-required': {
    what: 'You are not signed in.',
    next: 'Sign in, then try again.',
  },
  'session-ended': {
    what: 'Your session has ended.',
    next: 'Sign in again.',
  },
  'credentials-wrong': {
    what: 'The user name or the password is not correct.',
    next: 'Try again. Forgotten your password? Call the helpdesk.',
  },
  'otp-wrong': {
    what: 'This six-digit code is not correct.',
    next: "Take the code your phone shows now, and check that the phone's clock is right.",
  },
  'otp-replayed': {
    what: 'This six-digit code has just been used.',
    next: 'Wait until your phone shows the next one.',
  },
  'recovery-code-used': {
    what: 'This recovery code has already been used.',
    next: 'Take another one from your list, or call the helpdesk.',
  },
  'password-weak': {
    what: 'This password is too easy to guess.',
    next: 'Choose a phrase of several words that only you know.',
  },
  'account-not-activated': {
    what: 'Your account is not activated yet.',
    next: 'Finish the activation on the PC where you opened the invitation.',
  },
  'account-suspended': {
    what: 'Your access has been suspended by the Medical Director.',
    next: "Contact the hospital's Medical Director.",
  },
  'niss-invalid': {
    what: 'This national register number is not correct.',
    next: 'Copy the eleven digits on the back of the identity card.',
  },
  'niss-not-issued': {
    what: 'This number has never been given to a person.',
    next: 'Copy the eleven digits on the back of the identity card.',
  },
  'purpose-not-declared': {
    what: 'The purpose of the access has not been declared.',
    next: 'Tick that you look at the record to care for this patient.',
  },
  'link-not-possible': {
    what: 'The link could not be created with these details.',
    next: 'Check the number, the family name, the given name and the date of birth with the patient. If everything is right, call the helpdesk.',
  },
  'link-attempts-exceeded': {
    what: 'Too many links were refused in a short time.',
    next: 'Try again in an hour. If the patient is with you, call the helpdesk.',
  },
  'link-state-conflict': {
    what: 'This link has changed in the meantime.',
    next: 'The list is being updated: carry on from there.',
  },
  'link-not-active': {
    what: 'There is no active therapeutic link with this patient.',
    next: 'Print the consent, have it signed and confirm the signature.',
  },
  'link-ended': {
    what: 'The therapeutic link with this patient has ended.',
    next: "With the patient's agreement, create a new one at the next visit.",
  },
  'form-unknown': {
    what: 'This reference belongs to none of your forms.',
    next: 'Check the ten characters printed under the code. Nothing has been filed.',
  },
  'form-not-signed': {
    what: "This patient's signature has not been confirmed yet.",
    next: 'Confirm it first: “The patient has signed”. Then file the form.',
  },
  'form-replaced': {
    what: 'This form is not the one whose signature was confirmed: another one was printed afterwards.',
    next: 'Look for the sheet that bears the reference shown in “My links”. Nothing has been filed.',
  },
  'record-not-available': {
    what: 'This record is not accessible.',
    next: 'If the patient is with you and is surprised by this, call the helpdesk.',
  },
  'document-not-available': {
    what: 'This document is not accessible.',
    next: 'Go back to the list and choose another one.',
  },
  'document-unreadable': {
    what: 'This part of the document cannot be shown: the file received is damaged.',
    next: 'The rest of the record is intact. Ask the department that produced this document for it.',
  },
  'pacs-unavailable': {
    what: "The hospital's image server does not answer: these images cannot be loaded at the moment.",
    next: 'The rest of the record and the images already copied stay readable. Try again in a few minutes.',
  },
  'resource-invalid': {
    what: 'These data do not follow the standard and are not shown, so that nothing false is shown.',
    next: 'Read the attached document if there is one, or call the department that produced it.',
  },
  'instance-quarantined': {
    what: 'An image does not match this patient and is not shown.',
    next: 'The hospital is checking it. The other images stay readable.',
  },
  'lease-ended': {
    what: 'The copy of this record on this PC has come to its end and has been erased.',
    next: 'Connect to the hospital again to get a new one.',
  },
  'journal-refused': {
    what: "The hospital did not accept this PC's journal of looks.",
    next: 'Records stay closed until then. Call the helpdesk.',
  },
  'not-copied-yet': {
    what: 'This item is not copied to this PC yet.',
    next: 'It will appear by itself as soon as it is copied.',
  },
  'patient-mismatch': {
    what: 'A document does not match this patient and is not shown.',
    next: 'Call the helpdesk and give the incident number.',
  },
  'trace-unavailable': {
    what: 'The hospital cannot record your look at the moment, and so gives nothing to read.',
    next: again,
  },
  'vault-locked': {
    what: 'The local copy is locked.',
    next: 'Unlock Passerelle with your password.',
  },
  'vault-damaged': {
    what: 'The local copy of this record is damaged and will not be shown.',
    next: 'Connected to the hospital, open the record again: a new copy will be made.',
  },
  'printer-absent': {
    what: 'This PC has no printer.',
    next: 'Install a printer or turn one on, then try again.',
  },
  'print-failed': {
    what: 'Printing did not succeed.',
    next: 'Check the printer (paper, cable), then try again.',
  },
} as const satisfies Record<FailureCode, FailureSentence>;
