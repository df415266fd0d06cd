import type { Page } from '@playwright/test';
import { generateSync } from 'otplib';
import { words } from '../../src-renderer/words/words.ts';
import { expect } from './electron-app.ts';

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
export async function enrol(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: words('welcome.fingerprint.same') }).click();
  await page.getByLabel(words('welcome.code.label')).fill(code);
  await page.getByRole('button', { name: words('welcome.code.button') }).click();
}

/** Chooses the password, adds the second factor, notes the recovery codes. */
export async function activate(page: Page, login: string): Promise<Credentials> {
  await page.getByLabel(words('activation.password.label'), { exact: true }).fill(password);
  await page.getByLabel(words('activation.password.again')).fill(password);
  await page.getByRole('button', { name: words('activation.password.button') }).click();
  const secret = (await page.locator('code').innerText()).replace(/\s/g, '');
  const spentOtp = toOtp(secret);
  await page.getByLabel(words('activation.factor.otp')).fill(spentOtp);
  await page.getByRole('button', { name: words('activation.factor.button') }).click();
  const list = page.getByRole('list', { name: words('activation.codes.list') }).getByRole('listitem');
  await expect(list).toHaveCount(10);
  const recoveryCodes = await list.allInnerTexts();
  await page.getByRole('checkbox', { name: words('activation.codes.confirm') }).click({ force: true });
  await page.getByRole('button', { name: words('activation.codes.button') }).click();
  return { login, secret, spentOtp, recoveryCodes };
}

/** Both factors; `otp` of the next step unless given, since activation used this one. */
export async function signIn(
  page: Page,
  { login, secret }: Pick<Credentials, 'login' | 'secret'>,
  otp = toOtp(secret, 1),
): Promise<void> {
  const field = page.getByLabel(words('sign-in.login'));
  if ((await field.inputValue()) !== login) await field.fill(login);
  await page.getByLabel(words('sign-in.password'), { exact: true }).fill(password);
  await page.getByLabel(words('sign-in.otp')).fill(otp);
  await page.getByRole('button', { name: words('sign-in.button') }).click();
}

/** NISS, name, birth date and purpose: the link stands as a draft and waits for its form. */
export async function proposeLink(page: Page, patient: PatientToLink): Promise<void> {
  await page
    .getByRole('button', { name: /Nouveau patient|Ajouter mon premier patient/ })
    .first()
    .click();
  await page.getByLabel(words('link.niss.label')).fill(patient.niss);
  await page.getByRole('button', { name: words('link.niss.button') }).click();
  await page.getByLabel(words('link.person.family')).fill(patient.family);
  await page.getByLabel(words('link.person.given')).fill(patient.given);
  const [year = '', month = '', day = ''] = patient.birthDate.split('-');
  await page.getByLabel(words('link.person.birth')).fill([day, month, year].filter(Boolean).join('/'));
  await page.getByRole('button', { name: words('link.person.button') }).click();
  await page.getByRole('checkbox', { name: words('link.purpose.declare') }).click({ force: true });
  await page.getByRole('button', { name: words('link.purpose.button') }).click();
}

/** Prints the form in the patient's name and confirms that it was signed. */
export async function printAndSign(page: Page): Promise<void> {
  await page.getByRole('button', { name: words('link.print.button') }).click();
  await page.getByRole('button', { name: words('link.signature.button') }).click();
}
