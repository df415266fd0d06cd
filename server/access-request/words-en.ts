import type { PageWord } from './words-fr.ts';

/** The public page in English. */
export const englishWords: Readonly<Record<PageWord, string>> = {
  'page.service': 'For physicians',
  'page.languages': 'Language',
  'page.skip': 'Skip to content',
  'page.error': 'Error',

  'form.title': 'Ask for access to Passerelle',
  'form.intro':
    'Passerelle shows you, in your practice, the record that the hospital keeps of your patients. Access is for physicians only, for care, and needs a signed consent for each patient.',
  'form.steps': 'How it works',
  'form.step.1': 'You send this request. You are given a follow-up address to keep.',
  'form.step.2': 'The Medical Director checks your identity, your NIHDI number and your practice’s address.',
  'form.step.3':
    'If accepted, a file awaits you at the follow-up address, and a letter with a code goes by post to your practice. You need both.',
  'form.documents': 'To read and keep',
  'form.documents.french': 'These documents (PDF) are in French; the French text alone is binding.',
  'form.document.conditions': 'Conditions of use (French)',
  'form.document.regulations': 'The hospital’s regulations on access to the record (French)',
  'form.document.consent': 'Blank patient consent form (French)',
  'form.summary.title': 'Summary in English',
  'form.summary.1':
    'Access is for care only. Insurance, occupational medicine, sickness funds and expert opinions are excluded.',
  'form.summary.2':
    'You open a record only after the patient has signed the form. You keep the original and hand it to the hospital when asked. A consent lasts twelve months at most.',
  'form.summary.3':
    'Your password, your codes and your PCs are personal. Report loss or misuse to the helpdesk at once.',
  'form.summary.4':
    'Every look is recorded. The patient is told by post and may refuse everything; in a dispute, access may be suspended at once.',
  'form.required': 'Everything is required, except the e-mail address.',
  'form.you': 'You',
  'form.family': 'Family name',
  'form.given': 'Given name',
  'form.nihdi': 'NIHDI number (INAMI / RIZIV)',
  'form.nihdi.hint': '11 digits, or 8 without the qualification. Dots, dashes and spaces are fine.',
  'form.practice.title': 'Your practice',
  'form.practice': 'Name of the practice',
  'form.address': 'Postal address',
  'form.address.hint': 'Street and number, postal code, town. The letter with the code will be sent there.',
  'form.phone': 'Telephone',
  'form.email': 'E-mail (optional)',
  'form.declarations': 'Your declarations',
  'form.care':
    'I ask for this access solely to care for my patients. I will not use it for insurance, occupational medicine, a sickness fund or an expert opinion.',
  'form.conditions': 'I have read and accept the conditions of use and the hospital’s regulations.',
  'form.privacy':
    'Only the Medical Director reads this request. If refused, it is erased 90 days after the decision; if undecided, 180 days after it was sent.',
  'form.send': 'Send the request',

  'errors.title': 'The request has not been sent yet',
  'errors.text': 'Correct these points and send again. What you wrote has been kept.',
  'errors.old': 'The page was open for a long time, or was opened from another site. Read it again, then send.',
  'error.missing.family': 'Enter your family name.',
  'error.missing.given': 'Enter your given name.',
  'error.missing.nihdi': 'Enter your NIHDI number.',
  'error.missing.practice': 'Enter the name of your practice.',
  'error.missing.address': 'Enter the postal address of your practice.',
  'error.missing.phone': 'Enter a telephone number.',
  'error.missing.care': 'Tick this declaration: access exists for care only.',
  'error.missing.conditions': 'Tick this box once you have read both texts.',
  'error.too-long': 'This text is too long.',
  'error.characters': 'This text has a character that cannot be printed on a letter.',
  'error.nihdi': 'A NIHDI number has 11 digits, or 8 without the qualification.',
  'error.address': 'Give street and number, postal code and town, in five lines at most.',
  'error.phone': 'Write this number in digits, for example 065 12 34 56 or +32 65 12 34 56.',
  'error.email': 'This address does not look like name@example.be.',

  'follow.title': 'Your request for access',
  'follow.keep':
    'Keep the address of this page (as a bookmark, or in writing): it alone shows what becomes of your request. Give it to nobody.',
  'follow.received': 'Received',
  'follow.received.text': 'Your request arrived on {date}. The Medical Director has not opened it yet.',
  'follow.review': 'Under review',
  'follow.review.text':
    'The Medical Director is checking your identity and your NIHDI number. Your request arrived on {date}.',
  'follow.accepted': 'Accepted',
  'follow.accepted.text': 'The Medical Director accepted your request on {date}. You need two things:',
  'follow.accepted.file':
    'the .passerelle file, to be downloaded here and opened with Passerelle on the practice’s PC;',
  'follow.accepted.letter':
    'the letter with the code, which goes to your practice by post. It also carries the fingerprint to compare with the one that the app shows.',
  'follow.download': 'Download the .passerelle file',
  'follow.accepted.end': 'This page stays available for 90 days after the decision.',
  'follow.refused': 'Refused',
  'follow.refused.text': 'The Medical Director did not accept your request, on {date}, for this reason:',
  'follow.refused.next': 'You may write to the Medical Director at the hospital’s address, or send a new request.',
  'follow.again': 'Send a new request',
  'follow.refresh': 'Come back to this address to see what follows.',

  'unknown.title': 'No request at this address',
  'unknown.text': 'The address is incomplete, or no longer valid. A refused request is erased after 90 days.',
  'problem.title': 'The request could not be handled',
  'problem.many': 'Too many requests from your connection in a short time. Wait an hour, or call {service} on {phone}.',
  'problem.large': 'What was sent is not the form of this page. Go back to the page and start again.',
  'problem.down': 'The service is unavailable. Try again in a few minutes, or call {service} on {phone}.',
  'problem.absent': 'This page does not exist.',
  'problem.back': 'Back to the request',
};
