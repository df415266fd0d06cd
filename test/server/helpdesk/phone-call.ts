import type { FoundPerson, OwnNotice, Reissue } from '../../../contracts/approval.ts';
import type { CodeLetter, LetterLists } from '../../../contracts/letter.ts';
import type { Session } from '../../../contracts/session.ts';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { request } from 'node:https';
import type { Enrolment } from '../../../contracts/enrolment.ts';
import type { Answer } from '../support/https-client.ts';
import { makePcKey } from '../support/practice-pc.ts';
import {
  type AccountName,
  openTestHospital,
  type SignedIn,
  testAccounts,
  testPassword,
  type TestHospital,
} from '../support/test-hospital.ts';

/** A hospital with one of each role at work: somebody telephones. */
export interface PhoneCall {
  readonly hospital: TestHospital;
  readonly physician: SignedIn;
  readonly helpdesk: SignedIn;
  readonly director: SignedIn;
  readonly desk: SignedIn;
  ask(
    asked?: Partial<{ person: string; reason: string; stolen: boolean; why: string }>,
    by?: SignedIn,
  ): Promise<Answer<Asked>>;
  /** Asks, or throws. */
  wait(asked?: Parameters<PhoneCall['ask']>[0]): Promise<string>;
  approve(reissue: string, by?: SignedIn): Promise<Answer<Asked>>;
  refuse(reissue: string, by?: SignedIn): Promise<Answer<Asked>>;
  contest(reissue: string, by?: SignedIn): Promise<Answer<Asked>>;
  list(by?: SignedIn): Promise<Reissue[]>;
  find(reissue: string): Promise<Reissue>;
  notices(by?: SignedIn): Promise<OwnNotice[]>;
  people(search: string): Promise<FoundPerson[]>;
  waitingLetters(): Promise<CodeLetter[]>;
  /** Hears the event stream of a PC in use; returns its undo. */
  listen(by: SignedIn, hear: (line: string) => void): Promise<() => void>;
  /** Enrols a key by a code, the same key again, and another key. */
  enrolTwice(code: string): Promise<{ pc: string; again: Answer<Enrolment>; other: Answer<Asked> }>;
  /** Signs in again with the factors of a session that ended. */
  signInAgain(name: AccountName, as: SignedIn): Promise<SignedIn>;
  /** The desk prints the letter that waits; the code as it stands on the paper. */
  printCode(): Promise<string>;
}

/** Answer of a deed, or its refusal. */
export interface Asked {
  readonly reissue: string;
  readonly code?: string;
}

/** Opens it; everybody signs in once. */
export async function openPhoneCall(): Promise<PhoneCall> {
  const hospital = await openTestHospital();
  const [physician, helpdesk, director, desk] = [
    await hospital.signIn('physician'),
    await hospital.signIn('helpdesk'),
    await hospital.signIn('director'),
    await hospital.signIn('desk'),
  ];
  const ask: PhoneCall['ask'] = (asked = {}, by = helpdesk) =>
    by.ask('POST', '/api/reissues', {
      body: {
        person: testAccounts.physician.id,
        reason: 'reset',
        stolen: false,
        why: 'A perdu son téléphone, rappelé au cabinet',
        ...asked,
      },
    });
  const list: PhoneCall['list'] = async (by = director) => (await by.ask<Reissue[]>('GET', '/api/reissues')).body;
  const waitingLetters = async (): Promise<CodeLetter[]> =>
    (await desk.ask<LetterLists>('GET', '/api/letters')).body.codes.filter(({ state }) => state === 'queued');
  const deed = (path: string, by: SignedIn, body: object = {}) => by.ask<Asked>('POST', path, { body });
  return {
    hospital,
    physician,
    helpdesk,
    director,
    desk,
    ask,
    wait: async (asked) => {
      const { status, body } = await ask(asked);
      if (status !== 200) throw new Error(`asking: ${body.code}`);
      return body.reissue;
    },
    approve: (reissue, by = director) => deed(`/api/reissues/${reissue}/approval`, by),
    refuse: (reissue, by = director) => deed(`/api/reissues/${reissue}/refusal`, by, { reason: 'Voix inconnue' }),
    contest: (reissue, by = physician) => deed(`/api/notices/${reissue}/contest`, by),
    list,
    find: async (reissue) => {
      const found = (await list()).find(({ id }) => id === reissue);
      if (found === undefined) throw new Error('not on the list');
      return found;
    },
    notices: async (by = physician) => (await by.ask<OwnNotice[]>('GET', '/api/notices')).body,
    people: async (search) => (await helpdesk.ask<FoundPerson[]>('POST', '/api/people', { body: { search } })).body,
    waitingLetters,
    listen: (by, hear) =>
      new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${by.session.token}` };
        const asked = request(
          new URL('/api/events', hospital.medicalUrl),
          { agent: by.client.agent, headers },
          (response) => {
            response.setEncoding('utf8').on('data', hear);
            response.on('error', () => undefined);
            response.once('data', () => resolve(() => asked.destroy()));
          },
        );
        asked.on('error', reject);
        asked.end();
      }),
    enrolTwice: async (code) => {
      const [{ csr }, { csr: another }] = [await makePcKey(), await makePcKey()];
      const enrol = <T>(one: string) =>
        hospital.openClient.ask<T>('POST', '/api/enrolments', { body: { code, csr: one, pcName: 'PC du cabinet' } });
      const { body } = await enrol<Enrolment>(csr);
      return { pc: body.pc, again: await enrol<Enrolment>(csr), other: await enrol<Asked>(another) };
    },
    signInAgain: async (name, as) => {
      await hospital.test.sql('update identity.person set totp_last_step = 0');
      const otp = toTotp(as.totpSecret, toStep(hospital.deps.clock.now()));
      const body = { login: testAccounts[name].login, password: testPassword, otp };
      const { body: session } = await as.client.ask<Session>('POST', '/api/session', { body });
      const { token } = session;
      return { ...as, session, ask: (method, path, more = {}) => as.client.ask(method, path, { token, ...more }) };
    },
    printCode: async () => {
      const [letter] = await waitingLetters();
      if (letter === undefined) throw new Error('no letter waits');
      const printed = await deed(`/api/code-letters/${letter.id}/print`, desk, { prints: letter.prints });
      const { base64 } = printed.body as unknown as { base64: string };
      const { text } = await readPdf(Buffer.from(base64, 'base64'));
      const code = /[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}/.exec(text)?.[0];
      if (code === undefined) throw new Error('no code on the paper');
      return code;
    },
  };
}
