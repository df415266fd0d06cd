import { createHash, randomBytes } from 'node:crypto';
import type { Sender } from '../fhir/clinic.ts';
import { openPractice, type Practice, sha256 } from '../links/practice.ts';
import { anUnknownRecord, fileMarkedRecord, type MarkedRecord } from './marked-record.ts';

/** Where a link stands [R13]. */
export const linkStates = ['none', 'draft', 'printed', 'active', 'expired', 'ended'] as const;
/** What stands beside it. */
export const facts = ['clear', 'refused', 'excluded', 'suspended'] as const;

/** One record and how its physician stands to it. */
export interface Place {
  readonly record: MarkedRecord;
  readonly link: string;
  readonly state: (typeof linkStates)[number];
  readonly fact: (typeof facts)[number];
  /** True when the hidden half was hidden. */
  readonly hides: boolean;
  readonly physician: Sender;
}

/** A hospital in which every state of a link meets every fact, with and without something hidden. */
export interface World {
  readonly practice: Practice;
  readonly places: readonly Place[];
  /** Everybody else who may try, by what they are. */
  readonly others: Readonly<Record<string, Sender>>;
  readonly unknown: MarkedRecord;
}

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Builds it through the doors that the practice and the hospital use. */
export async function openWorld(): Promise<World> {
  const practice = await openPractice();
  const [desk, director, helpdesk] = [
    await practice.staff('desk'),
    await practice.staff('director'),
    await practice.staff('helpdesk'),
  ];
  const [trusted, suspended] = [await practice.physician(), await practice.physician()];
  const places: Place[] = [];
  for (const state of linkStates)
    for (const fact of facts)
      for (const hides of [false, true]) {
        const physician = fact === 'suspended' ? suspended : trusted;
        const record = await fileMarkedRecord(practice);
        const link = await bringTo(practice, physician, record, state);
        if (hides) await practice.decide(desk, 'set_hidden', 'DiagnosticReport', record.hidden.report, true);
        if (fact === 'refused') await practice.decide(desk, 'set_refusal', record.patient, true);
        if (fact === 'excluded') await practice.decide(desk, 'set_exclusion', record.patient, physician.person, true);
        places.push({ record, link, state, fact, hides, physician });
      }
  await practice.decide(director, 'set_suspension', suspended.person, true);
  const colleague = await practice.physician();
  return {
    practice,
    places,
    unknown: anUnknownRecord(),
    others: {
      'a colleague without a link': colleague,
      'the desk': desk,
      'the director': director,
      'the helpdesk': helpdesk,
      'the hospital’s own software': practice.system,
      'the physician’s PC without a session': { ...trusted, token: null },
      'the physician’s session on another PC': { ...trusted, certificate: colleague.certificate },
      'a PC that nobody enrolled': { ...trusted, certificate: randomBytes(64) },
      'a PC whose certificate ran out': await withCertificate(
        practice,
        trusted,
        "not_after = now() - interval '1 minute'",
      ),
      // Last: a PC of which one certificate was revoked is given no other.
      'a revoked PC': await withCertificate(practice, trusted, 'revoked_at = now()'),
    },
  };
}

async function bringTo(
  practice: Practice,
  physician: Sender,
  { typed }: MarkedRecord,
  state: Place['state'],
): Promise<string> {
  if (state === 'none') return NOBODY;
  const proposed = (await practice.propose(physician, typed)).json();
  if (state === 'draft') return proposed.id;
  const form = await practice.print(physician, proposed.id);
  if (state === 'printed') return proposed.id;
  const confirmed = await practice.confirm(physician, proposed.id, form);
  if (confirmed.status !== 200) throw new Error(confirmed.text);
  if (state === 'expired') await practice.changePastGuard(proposed.id, "ends_at = now() - interval '1 second'");
  if (state === 'ended')
    await practice.changePastGuard(proposed.id, "state = 'ended', ended_at = now(), end_reason = 'abandoned'");
  return proposed.id;
}

/** The same session token on a certificate of its own that is no longer good; the session is bound to it. */
async function withCertificate(practice: Practice, like: Sender, change: string): Promise<Sender> {
  const certificate = randomBytes(64);
  const token = randomBytes(32).toString('base64url');
  await practice.db.sql(
    `insert into identity.certificate (sha256, kind, pc, serial, key_sha256, not_before, not_after)
     select $1, 'pc', pc, $2, $3, not_before, not_after from identity.certificate where sha256 = $4`,
    [sha256(certificate), randomBytes(8).toString('hex'), randomBytes(32), sha256(like.certificate)],
  );
  await practice.db.sql(
    `insert into identity.session (sha256, person, certificate, ends_at) values ($1, $2, $3, now() + interval '1 hour')`,
    [createHash('sha256').update(token).digest(), like.person, sha256(certificate)],
  );
  await practice.db.sql(`update identity.certificate set ${change} where sha256 = $1`, [sha256(certificate)]);
  return { ...like, certificate, token };
}
