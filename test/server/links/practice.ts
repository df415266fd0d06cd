import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Patient } from '@medplum/fhirtypes';
import type { ConsentForm, TherapeuticLink } from '../../../contracts/link.ts';
import { toBrusselsDay } from '../../../server/domain/brussels.ts';
import { aNiss, aPatient, aTransaction, type Stored } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Reply, type Sender } from '../fhir/clinic.ts';

/** What a physician types of the patient of `aPatient()`. */
export interface Typed {
  readonly niss: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
}

/** What came back: a link, or a failure. */
export interface Answered extends Omit<Reply, 'json'> {
  json(): TherapeuticLink & { readonly code: string; readonly incident: string };
}

/** A clinic with the ways a practice and the hospital use for links. */
export interface Practice extends Omit<Clinic, 'ask'> {
  ask(...question: Parameters<Clinic['ask']>): Promise<Answered>;
  /** Patients enter as the hospital's own systems bring them. */
  admit(...patients: Stored<Patient>[]): Promise<void>;
  propose(sender: Sender, typed: Typed): Promise<Answered>;
  print(sender: Sender, link: string): Promise<ConsentForm>;
  confirm(sender: Sender, link: string, form: ConsentForm, signedOn?: string): Promise<Answered>;
  /** Proposed, printed, signed: the active link. */
  sign(sender: Sender, typed: Typed): Promise<TherapeuticLink>;
  /** A new patient with an active link to a new physician. */
  signNew(): Promise<{ physician: Sender; link: string; patient: string; typed: Typed }>;
  list(sender: Sender): Promise<TherapeuticLink[]>;
  /** Somebody of the hospital. */
  staff(role: 'director' | 'desk' | 'helpdesk'): Promise<Sender>;
  /** Calls a function of schema api as this person, as its screens will. */
  decide(sender: Sender, name: string, ...values: readonly unknown[]): Promise<void>;
  /** Changes a link past its guard, which forbids every change of a signed one. */
  changePastGuard(link: string, change: string): Promise<void>;
  /** What the outbox holds for this person alone, oldest first. */
  outbox(person: string | null): Promise<object[]>;
  /** True when the gate lets this physician read the patient's own resource. */
  reads(sender: Sender, patient: string): Promise<boolean>;
}

/** Today in Europe/Brussels. */
export function today(): string {
  return toBrusselsDay(new Date());
}

/** The hash by which the database knows a sender's certificate or session. */
export function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest();
}

/** Opens a practice of its own for one test file. */
export async function openPractice(): Promise<Practice> {
  const clinic = await openClinic({
    settings: {
      leaseHours: 12,
      sessionHours: 12,
      certificateDays: 30,
      renewalGraceDays: 90,
      hospital: {
        name: 'Hôpital des essais',
        address: ['Rue des Essais 1', '7000 Essai'],
        director: 'Dr Direction',
        helpdesk: { name: 'Helpdesk', phone: '065 00 00 01', hours: '8 h – 18 h' },
        itDepartment: { name: 'Informatique', phone: '065 00 00 02', hours: '8 h – 17 h' },
      },
    },
  });
  const ask: Practice['ask'] = async (...question) => (await clinic.ask(...question)) as unknown as Answered;
  const json = { 'content-type': 'application/json' };
  const good = <T>(reply: Answered): T => {
    if (reply.status !== 200) throw new Error(`answered ${reply.status}: ${reply.text}`);
    return reply.json() as unknown as T;
  };
  const propose: Practice['propose'] = (sender, typed) =>
    ask(sender, 'POST', '/api/links', { ...typed, careOnly: true }, json);
  const print: Practice['print'] = async (sender, link) =>
    good<ConsentForm>(await ask(sender, 'POST', `/api/links/${link}/consent`, {}, json));
  const confirm: Practice['confirm'] = (sender, link, form, signedOn = today()) =>
    ask(
      sender,
      'POST',
      `/api/links/${link}/signature`,
      { consentVersion: form.version, consentSha256: form.sha256, signedOn },
      json,
    );
  const admit: Practice['admit'] = async (...patients) => {
    good(await ask(clinic.system, 'POST', '/fhir', aTransaction(...patients)));
  };
  const sign: Practice['sign'] = async (sender, typed) => {
    const { id } = good<TherapeuticLink>(await propose(sender, typed));
    return good<TherapeuticLink>(await confirm(sender, id, await print(sender, id)));
  };
  let counter = 400;
  return {
    ...clinic,
    ask,
    admit,
    propose,
    print,
    confirm,
    sign,
    signNew: async () => {
      counter += 2;
      const { patient, typed } = aMeeting({ niss: aNiss('1955-03-12', counter), number: `N${counter}` });
      await admit(patient);
      const physician = await clinic.physician();
      const { id } = await sign(physician, typed);
      return { physician, link: id, patient: patient.id, typed };
    },
    changePastGuard: async (link, change) => {
      await clinic.db.sql(
        `do $$ begin set local session_replication_role = replica; update care.link set ${change} where id = '${link}'; end $$`,
      );
    },
    outbox: async (person) =>
      clinic.db.sql('select type, patient from push.outbox where person = $1 order by id', [person]),
    list: async (sender) => good<TherapeuticLink[]>(await ask(sender, 'GET', '/api/links')),
    staff: async (role) => {
      const [person, pc, token] = [randomUUID(), randomUUID(), randomBytes(32).toString('base64url')];
      const certificate = randomBytes(64);
      await clinic.db.sql(`insert into identity.person (id, role, login, name) values ($1, $2, $3, 'Personnel')`, [
        person,
        role,
        `${role}-${person}`,
      ]);
      await clinic.db.sql(`insert into identity.pc (id, name) values ($1, 'PC')`, [pc]);
      await clinic.db.sql(
        `insert into identity.certificate (sha256, kind, pc, serial, key_sha256, not_before, not_after)
         values ($1, 'pc', $2, $3, $4, now() - interval '1 day', now() + interval '1 day')`,
        [sha256(certificate), pc, randomUUID(), randomBytes(32)],
      );
      await clinic.db.sql(
        `insert into identity.session (sha256, person, certificate, ends_at) values ($1, $2, $3, now() + interval '1 hour')`,
        [sha256(token), person, sha256(certificate)],
      );
      return { certificate, token, person };
    },
    decide: async (sender, name, ...values) => {
      const places = values.map((_, index) => `, $${index + 3}`).join('');
      await clinic.db.database.ask(`test-${name}`, `select api.${name}($1, $2${places})`, [
        sender.token === null ? null : sha256(sender.token),
        sha256(sender.certificate),
        ...values,
      ]);
    },
    reads: async (sender, patient) => (await clinic.ask(sender, 'GET', `/fhir/Patient/${patient}`)).status === 200,
  };
}

/** A patient and what a physician types to meet him or her. */
export function aMeeting(over: Parameters<typeof aPatient>[0] = {}): { patient: Stored<Patient>; typed: Typed } {
  const patient = aPatient(over);
  const [name] = patient.name ?? [];
  return {
    patient,
    typed: {
      niss: patient.identifier?.[0]?.value ?? '',
      family: name?.family ?? '',
      given: name?.given?.[0] ?? '',
      birthDate: patient.birthDate ?? '',
    },
  };
}
