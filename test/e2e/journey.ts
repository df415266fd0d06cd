import type { Page } from '@playwright/test';
import { generateSync } from 'otplib';
import { words } from '../../src-renderer/words/words.ts';
import { expect } from './electron-app.ts';
import { type Hand, mouse } from './keyboard.ts';

/** The password every test physician chooses. */
export const password = 'les tilleuls de la place verte';

/** Typing as a user does it, in the window's own words. */
export interface Credentials {
  readonly login: string;
  readonly secret: string;
  /** The one-time code that activation used up. */
  readonly spentOtp: string;
  readonly recoveryCodes: readonly string[];
}

/** Who a link is made with. */
export interface PatientToLink {
  readonly niss: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
}

/** One-time code of now, or of a neighbouring step: the hospital takes each step once and forgives one on either side. */
export function toOtp(secret: string, stepsAhead = 0): string {
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * stepsAhead });
}

/** From the opened invitation to an enrolled PC, the fingerprint compared and the letter's code typed. */
export async function enrol(page: Page, code: string, hand: Hand = mouse): Promise<void> {
  await hand.press(page, page.getByRole('button', { name: words('welcome.fingerprint.same') }));
  await hand.write(page, page.getByLabel(words('welcome.code.label')), code);
  await hand.press(page, page.getByRole('button', { name: words('welcome.code.button') }));
}

/** Chooses the password, adds the second factor, notes the recovery codes. */
export async function activate(page: Page, login: string, hand: Hand = mouse): Promise<Credentials> {
  await hand.write(page, page.getByLabel(words('activation.password.label'), { exact: true }), password);
  await hand.write(page, page.getByLabel(words('activation.password.again')), password);
  await hand.press(page, page.getByRole('button', { name: words('activation.password.button') }));
  const secret = (await page.locator('code').innerText()).replace(/\s/g, '');
  const spentOtp = toOtp(secret);
  await hand.write(page, page.getByLabel(words('activation.factor.otp')), spentOtp);
  await hand.press(page, page.getByRole('button', { name: words('activation.factor.button') }));
  const list = page.getByRole('list', { name: words('activation.codes.list') }).getByRole('listitem');
  await expect(list).toHaveCount(10);
  const recoveryCodes = await list.allInnerTexts();
  await hand.tick(page, page.getByRole('checkbox', { name: words('activation.codes.confirm') }));
  await hand.press(page, page.getByRole('button', { name: words('activation.codes.button') }));
  return { login, secret, spentOtp, recoveryCodes };
}

/** Both factors; `otp` of the next step unless given, since activation used this one. */
export async function signIn(
  page: Page,
  { login, secret }: Pick<Credentials, 'login' | 'secret'>,
  otp = toOtp(secret, 1),
  hand: Hand = mouse,
): Promise<void> {
  const field = page.getByLabel(words('sign-in.login'));
  if ((await field.inputValue()) !== login) await hand.write(page, field, login);
  await hand.write(page, page.getByLabel(words('sign-in.password'), { exact: true }), password);
  await hand.write(page, page.getByLabel(words('sign-in.otp')), otp);
  await hand.press(page, page.getByRole('button', { name: words('sign-in.button') }));
}

/** NISS, name, birth date and purpose: the link stands as a draft and waits for its form. */
export async function proposeLink(page: Page, patient: PatientToLink, hand: Hand = mouse): Promise<void> {
  await hand.press(page, page.getByRole('button', { name: /Nouveau patient|Ajouter mon premier patient/ }).first());
  await hand.write(page, page.getByLabel(words('link.niss.label')), patient.niss);
  await hand.press(page, page.getByRole('button', { name: words('link.niss.button') }));
  await hand.write(page, page.getByLabel(words('link.person.family')), patient.family);
  await hand.write(page, page.getByLabel(words('link.person.given')), patient.given);
  const [year = '', month = '', day = ''] = patient.birthDate.split('-');
  const birth = [day, month, year].filter(Boolean).join('/');
  await hand.write(page, page.getByLabel(words('link.person.birth')), birth);
  await hand.press(page, page.getByRole('button', { name: words('link.person.button') }));
  await hand.tick(page, page.getByRole('checkbox', { name: words('link.purpose.declare') }));
  await hand.press(page, page.getByRole('button', { name: words('link.purpose.button') }));
}

/** Prints the form in the patient's name and confirms that it was signed. */
export async function printAndSign(page: Page, hand: Hand = mouse): Promise<void> {
  await hand.press(page, page.getByRole('button', { name: words('link.print.button') }));
  await hand.press(page, page.getByRole('button', { name: words('link.signature.button') }));
}
