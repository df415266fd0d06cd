import type { Page } from '@playwright/test';
import { generateSync } from 'otplib';
import { expect } from './electron-app.ts';

/** The password every test physician chooses. */
export const password = 'les tilleuls de la place verte';

/** Typing as a user does it, in the window's own words. */
export interface Credentials {
  readonly login: string;
  readonly secret: string;
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
  await page.getByRole('button', { name: "L'empreinte est la même" }).click();
  await page.getByLabel('Code de la lettre').fill(code);
  await page.getByRole('button', { name: "Relier ce PC à l'hôpital" }).click();
}

/** Chooses the password, adds the second factor, notes the recovery codes. */
export async function activate(page: Page, login: string): Promise<Credentials> {
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByLabel('Le même mot de passe encore une fois').fill(password);
  await page.getByRole('button', { name: 'Garder ce mot de passe' }).click();
  const secret = (await page.locator('code').innerText()).replace(/\s/g, '');
  await page.getByLabel('Code à 6 chiffres').fill(toOtp(secret));
  await page.getByRole('button', { name: 'Confirmer le code' }).click();
  const list = page.getByRole('list', { name: 'Codes de secours' }).getByRole('listitem');
  await expect(list).toHaveCount(10);
  const recoveryCodes = await list.allInnerTexts();
  await page.getByRole('checkbox', { name: "J'ai noté ou imprimé ces codes" }).click({ force: true });
  await page.getByRole('button', { name: 'Terminer' }).click();
  return { login, secret, recoveryCodes };
}

/** Both factors; `otp` of the next step unless given, since activation used this one. */
export async function signIn(page: Page, { login, secret }: Credentials, otp = toOtp(secret, 1)): Promise<void> {
  const field = page.getByLabel("Nom d'utilisateur ou numéro INAMI");
  if ((await field.inputValue()) !== login) await field.fill(login);
  await page.getByLabel('Mot de passe').fill(password);
  await page.getByLabel('Code à 6 chiffres').fill(otp);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

/** NISS, name, birth date and purpose: the link stands as a draft and waits for its form. */
export async function proposeLink(page: Page, patient: PatientToLink): Promise<void> {
  await page
    .getByRole('button', { name: /Nouveau patient|Ajouter mon premier patient/ })
    .first()
    .click();
  await page.getByLabel('Numéro de registre national (NISS)').fill(patient.niss);
  await page.getByRole('button', { name: 'Continuer avec ce numéro' }).click();
  await page.getByLabel('Nom de famille').fill(patient.family);
  await page.getByLabel('Prénom').fill(patient.given);
  const [year = '', month = '', day = ''] = patient.birthDate.split('-');
  await page.getByLabel('Date de naissance').fill([day, month, year].filter(Boolean).join('/'));
  await page.getByRole('button', { name: 'Continuer avec ce patient' }).click();
  await page.getByRole('checkbox', { name: /pour soigner ce patient/ }).click({ force: true });
  await page.getByRole('button', { name: 'Créer le lien' }).click();
}

/** Prints the form in the patient's name and confirms that it was signed. */
export async function printAndSign(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Imprimer le consentement' }).click();
  await page.getByRole('button', { name: 'Le patient a signé' }).click();
}
