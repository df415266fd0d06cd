import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { DisputeDetail, DisputeList } from '../../../contracts/dispute.ts';
import type { ConsentForm, TherapeuticLink } from '../../../contracts/link.ts';
import { aBinary, aLetter, aNiss, aReport, anObservation, aTransaction } from '../../builders/fhir.ts';
import { aMeeting, today } from '../links/practice.ts';
import { openTestHospital, type SignedIn, type TestHospital } from '../support/test-hospital.ts';

/** A hospital with everybody signed in, and the ways in which a signature is contested there. */
export interface Contested {
  readonly hospital: TestHospital;
  readonly physician: SignedIn;
  readonly colleague: SignedIn;
  readonly director: SignedIn;
  readonly desk: SignedIn;
  readonly helpdesk: SignedIn;
  /** A new patient with a small record, whose signature this physician confirmed. */
  sign(who: SignedIn): Promise<Signed>;
  /** Files a scan of one page under the reference of a form. */
  file(who: SignedIn, reference: string): Promise<{ readonly status: number }>;
  reads(who: SignedIn, patient: string): Promise<boolean>;
  open(about: { link?: string; person?: string }, who?: SignedIn): Promise<string>;
  /** Status of a deed of the Director (or somebody else) on a dispute. */
  deed(dispute: string, verb: string, body?: object, who?: SignedIn): Promise<number>;
  detail(dispute: string): Promise<DisputeDetail>;
  list(): Promise<DisputeList>;
  set(scope: 'physician' | 'link', delayDays?: number): Promise<void>;
  linkState(link: string): Promise<unknown>;
  close(): Promise<void>;
}

/** An active link and what stands behind it. */
export interface Signed {
  readonly link: string;
  readonly patient: string;
  readonly report: string;
  readonly letter: string;
  readonly observation: string;
  readonly form: ConsentForm;
}

const reason = 'La patiente conteste sa signature';
const page = readFileSync(join(import.meta.dirname, '../../../server/demo/scans/colonoscopy-2018.jpg')).toString(
  'base64',
);

/** Opens a hospital of its own for one test file. */
export async function openContested(): Promise<Contested> {
  const hospital = await openTestHospital();
  const [physician, colleague, director, desk, helpdesk] = [
    await hospital.signIn('physician'),
    await hospital.signIn('colleague'),
    await hospital.signIn('director'),
    await hospital.signIn('desk'),
    await hospital.signIn('helpdesk'),
  ];
  let counter = 100;
  const self: Contested = {
    hospital,
    physician,
    colleague,
    director,
    desk,
    helpdesk,
    sign: async (who) => {
      counter += 2;
      const { patient, typed } = aMeeting({ niss: aNiss('1955-03-12', counter), number: `L${counter}` });
      const observation = anObservation(patient);
      const report = aReport(patient, [observation]);
      const file = aBinary(`Cher confrère, lettre ${counter}.`);
      const letter = aLetter(patient, file);
      const fed = await hospital.system.ask('POST', '/fhir', {
        body: aTransaction(patient, observation, report, file, letter),
      });
      expect(fed.status, fed.bytes.toString('utf8')).toBe(200);
      const proposed = await who.ask<TherapeuticLink>('POST', '/api/links', { body: { ...typed, careOnly: true } });
      const link = proposed.body.id;
      const form = (await who.ask<ConsentForm>('POST', `/api/links/${link}/consent`, { body: {} })).body;
      const signed = await who.ask('POST', `/api/links/${link}/signature`, {
        body: { consentVersion: form.version, consentSha256: form.sha256, signedOn: today() },
      });
      expect(signed.status, signed.bytes.toString('utf8')).toBe(200);
      return {
        link,
        patient: patient.id,
        report: report.id,
        letter: letter.id,
        observation: observation.id,
        form,
      };
    },
    file: (who, reference) => who.ask('POST', '/api/signed-forms', { body: { reference, pages: [page] } }),
    reads: async (who, patient) => (await who.ask('GET', `/fhir/Patient/${patient}`)).status === 200,
    open: async ({ link = null, person = null }: { link?: string | null; person?: string | null }, who = director) => {
      const opened = await who.ask<{ id: string }>('POST', '/api/disputes', { body: { link, person, reason } });
      expect(opened.status, opened.bytes.toString('utf8')).toBe(200);
      return opened.body.id;
    },
    deed: async (dispute, verb, body = {}, who = director) =>
      (await who.ask('POST', `/api/disputes/${dispute}/${verb}`, { body })).status,
    detail: async (dispute) => {
      const read = await director.ask<DisputeDetail>('GET', `/api/disputes/${dispute}`);
      expect(read.status, read.bytes.toString('utf8')).toBe(200);
      return read.body;
    },
    list: async () => (await director.ask<DisputeList>('GET', '/api/disputes')).body,
    set: async (scope, delayDays = 15) => {
      const done = await director.ask('POST', '/api/dispute-setting', { body: { scope, delayDays } });
      expect(done.status, done.bytes.toString('utf8')).toBe(200);
    },
    linkState: async (link) =>
      (
        await hospital.test.sql('select state, valid_until::text, ends_at, end_reason from care.link where id = $1', [
          link,
        ])
      )[0],
    close: () => hospital.close(),
  };
  return self;
}
