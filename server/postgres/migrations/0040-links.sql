-- The therapeutic link [R09-R13, R16, R20], the three facts beside it, the letter to the patient, and whom a physician may read.

-- Who a patient is, for making a link and for the letter; filled with each Patient resource. The keys are made by the API
-- (server/domain/person-name.ts, birth-date.ts) and compared here; a number stands as keyed hash and as ciphertext only.
create table care.patient (
  id uuid primary key,
  niss_hash bytea check (length(niss_hash) = 32),
  niss_cipher bytea,
  family text not null,
  given text[] not null,
  birth text check (birth ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  sex text not null check (sex in ('female', 'male', 'other', 'unknown')),
  address text[] not null default '{}',
  family_keys text[] not null default '{}',
  given_keys text[] not null default '{}',
  birth_keys text[] not null default '{}',
  check ((niss_hash is null) = (niss_cipher is null))
);
-- Not unique: a hospital may hold one person twice; then no link is made until it has put that right.
create index patient_niss on care.patient (niss_hash);

-- How long a link lasts, by kind; never above twelve months.
create table care.link_kind (
  kind text primary key,
  months integer not null check (months between 1 and 12)
);
insert into care.link_kind values ('lasting', 12), ('occasional', 3), ('emergency', 1);

-- The hospital's settings of this area: one row.
create table care.setting (
  one boolean primary key default true check (one),
  attempts_per_hour integer not null default 10 check (attempts_per_hour between 1 and 100),
  letter_on_renewal boolean not null default true
);
insert into care.setting default values;

-- Every change of state that exists; a new link begins as draft.
create table care.link_transition (
  old_state text not null,
  new_state text not null,
  primary key (old_state, new_state)
);
insert into care.link_transition values
  ('draft', 'printed'), ('printed', 'active'), ('active', 'expired'),
  ('draft', 'ended'), ('printed', 'ended'), ('active', 'ended'), ('expired', 'ended');

create table care.link (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references identity.person,
  patient uuid not null references care.patient,
  kind text not null default 'lasting' references care.link_kind,
  state text not null default 'draft' check (state in ('draft', 'printed', 'active', 'expired', 'ended')),
  -- Declared by the physician when the link was proposed, never by default [R20].
  care_only boolean not null check (care_only),
  created_at timestamptz not null default now(),
  renews uuid references care.link,
  consent_version text not null,
  -- The form printed last; once active, the form that was signed [R14].
  form uuid,
  signed_on date,
  activated_at timestamptz,
  -- Last day of validity in Europe/Brussels, and the instant it ends.
  valid_until date,
  ends_at timestamptz,
  ended_at timestamptz,
  end_reason text check (end_reason in ('abandoned', 'replaced')),
  check (state <> 'draft' or (form is null and activated_at is null)),
  check (state <> 'printed' or (form is not null and activated_at is null)),
  check (state not in ('active', 'expired') or activated_at is not null),
  check (num_nulls(activated_at, signed_on, valid_until, ends_at) in (0, 4)),
  check (activated_at is null or form is not null),
  check (valid_until <= (signed_on + interval '12 months')::date),
  check (ends_at <= (valid_until + 1)::timestamp at time zone 'Europe/Brussels'),
  check ((state = 'ended') = (ended_at is not null)),
  check ((ended_at is null) = (end_reason is null))
);
-- One link at work and one in preparation for a physician and a patient.
create unique index link_active on care.link (person, patient) where state = 'active';
create unique index link_prepared on care.link (person, patient) where state in ('draft', 'printed');
create index link_patient on care.link (patient);
create index link_renews on care.link (renews);

-- Each form made for a link: which text, and the hash of its PDF.
create table care.consent_form (
  id uuid primary key default gen_random_uuid(),
  link uuid not null references care.link,
  reference text not null unique,
  version text not null,
  sha256 bytea not null check (length(sha256) = 32),
  created_at timestamptz not null default now()
);
create index consent_form_link on care.consent_form (link);
alter table care.link add foreign key (form) references care.consent_form;

create function care.guard_link() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'draft' then
      raise exception 'a link begins as draft';
    end if;
    return new;
  end if;
  if old.state <> new.state and not exists (
    select from care.link_transition t where t.old_state = old.state and t.new_state = new.state
  ) then
    raise exception 'a link never goes from % to %', old.state, new.state;
  end if;
  if (old.id, old.person, old.patient, old.kind, old.created_at, old.renews)
      is distinct from (new.id, new.person, new.patient, new.kind, new.created_at, new.renews) then
    raise exception 'whom a link joins never changes';
  end if;
  if old.activated_at is not null
      and (old.form, old.consent_version, old.signed_on, old.activated_at, old.valid_until, old.ends_at)
        is distinct from (new.form, new.consent_version, new.signed_on, new.activated_at, new.valid_until, new.ends_at) then
    raise exception 'a signed link is renewed, never prolonged';
  end if;
  if old.state = 'ended' then
    raise exception 'an ended link never changes';
  end if;
  return new;
end $$;
create trigger guard before insert or update on care.link for each row execute function care.guard_link();

create function care.guard_removal() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'nothing of a link is ever deleted';
end $$;
create trigger guard_removal before delete or truncate on care.link for each statement execute function care.guard_removal();
create trigger guard_removal before update or delete or truncate on care.consent_form
  for each statement execute function care.guard_removal();

-- The three facts. Each may be lifted, and what was stays written.
create table care.refusal (
  patient uuid not null references care.patient,
  since timestamptz not null default clock_timestamp(),
  since_by uuid not null references identity.person,
  lifted_at timestamptz,
  lifted_by uuid references identity.person,
  primary key (patient, since),
  check ((lifted_at is null) = (lifted_by is null))
);
create unique index refusal_now on care.refusal (patient) where lifted_at is null;

create table care.exclusion (
  patient uuid not null references care.patient,
  person uuid not null references identity.person,
  since timestamptz not null default clock_timestamp(),
  since_by uuid not null references identity.person,
  lifted_at timestamptz,
  lifted_by uuid references identity.person,
  primary key (patient, person, since),
  check ((lifted_at is null) = (lifted_by is null))
);
create unique index exclusion_now on care.exclusion (patient, person) where lifted_at is null;

-- Beside identity.person.suspended_at, which closes the account itself; either of the two closes every record.
create table care.suspension (
  person uuid not null references identity.person,
  since timestamptz not null default clock_timestamp(),
  since_by uuid not null references identity.person,
  lifted_at timestamptz,
  lifted_by uuid references identity.person,
  primary key (person, since),
  check ((lifted_at is null) = (lifted_by is null))
);
create unique index suspension_now on care.suspension (person) where lifted_at is null;

-- Proposals that came to nothing, whatever the reason: counted per physician.
create table care.attempt (
  person uuid not null references identity.person,
  at timestamptz not null default clock_timestamp(),
  id uuid not null default gen_random_uuid() primary key
);
create index attempt_person on care.attempt (person, at);

-- What the patient desk prints and posts; made in the transaction that makes the link active [R16].
create table care.letter (
  id uuid primary key default gen_random_uuid(),
  link uuid not null unique references care.link,
  patient uuid not null references care.patient,
  kind text not null check (kind in ('created', 'renewed')),
  state text not null default 'queued' check (state in ('queued', 'printed', 'posted')),
  created_at timestamptz not null default now(),
  printed_at timestamptz,
  posted_at timestamptz,
  posted_by uuid references identity.person,
  check (state = 'queued' or printed_at is not null),
  check ((state = 'posted') = (posted_at is not null))
);
create index letter_waiting on care.letter (created_at) where state <> 'posted';

-- Links through which reading needs nothing more: active, in time to the second, none of the three facts. The planner opens it up.
create function care.readable_links() returns setof care.link
language sql stable as $$
  select l.* from care.link l
   where l.state = 'active' and l.ends_at > statement_timestamp()
     and not exists (select from care.refusal r where r.patient = l.patient and r.lifted_at is null)
     and not exists (select from care.exclusion e where e.patient = l.patient and e.person = l.person and e.lifted_at is null)
     and not exists (select from care.suspension s where s.person = l.person and s.lifted_at is null)
$$;

-- Keyed hash of the number that this transaction's proposal presented; null in any other.
create function gate.presented_niss() returns bytea
language sql stable as $$ select decode(nullif(current_setting('passerelle.niss', true), ''), 'hex') $$;

create or replace function gate.readable_patients() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.patient from care.readable_links() l
   where l.person = (select gate.person()) and (select gate.role()) = 'physician'
$$;

do $$
declare
  t text;
begin
  foreach t in array array['patient', 'link_kind', 'setting', 'link_transition', 'link', 'consent_form', 'refusal', 'exclusion',
      'suspension', 'attempt', 'letter'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
  end loop;
end $$;

create policy anyone_known on care.link_kind for select using ((select gate.person()) is not null);
create policy anyone_known on care.setting for select using ((select gate.person()) is not null);
create policy anyone_known on care.link_transition for select using ((select gate.person()) is not null);

-- A physician meets a patient through an own link, or by presenting the number; the rest of the index does not exist for him.
create policy systems on care.patient for all using ((select gate.is_system()));
create policy physicians on care.patient for select using (
  (select gate.role()) = 'physician' and (
    niss_hash = (select gate.presented_niss())
    or id in (select l.patient from care.link l where l.person = (select gate.person())))
);
create policy hospital on care.patient for select using ((select gate.role()) in ('desk', 'director'));

create policy physicians on care.link for all using (
  (select gate.role()) = 'physician' and person = (select gate.person())
);
create policy hospital on care.link for select using ((select gate.role()) in ('desk', 'director'));

create policy physicians on care.consent_form for all using (
  link in (select l.id from care.link l where l.person = (select gate.person()))
);
create policy hospital on care.consent_form for select using ((select gate.role()) in ('desk', 'director'));

create policy known on care.refusal for select using ((select gate.role()) in ('physician', 'desk', 'director'));
create policy desk on care.refusal for all using ((select gate.role()) in ('desk', 'director'));
create policy physicians on care.exclusion for select using (person = (select gate.person()));
create policy desk on care.exclusion for all using ((select gate.role()) in ('desk', 'director'));
create policy physicians on care.suspension for select using (person = (select gate.person()));
create policy director on care.suspension for all using ((select gate.role()) = 'director');

create policy physicians on care.attempt for all using (
  (select gate.role()) = 'physician' and person = (select gate.person())
);
create policy director on care.attempt for select using ((select gate.role()) = 'director');

create policy physicians on care.letter for insert with check (
  link in (select l.id from care.link l where l.person = (select gate.person()))
);
create policy desk on care.letter for all using ((select gate.role()) = 'desk');
create policy director on care.letter for select using ((select gate.role()) = 'director');

-- Called in the transaction that writes a Patient resource. `p_index` is made by server/domain/patient-identity.ts.
create function care.index_patient(p_patient uuid, p_index jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into care.patient as p (id, niss_hash, niss_cipher, family, given, birth, sex, address, family_keys, given_keys, birth_keys)
  values (p_patient, decode(p_index ->> 'nissHash', 'hex'), decode(p_index ->> 'nissCipher', 'hex'),
    p_index ->> 'family', array(select jsonb_array_elements_text(p_index -> 'given')), p_index ->> 'birth', p_index ->> 'sex',
    array(select jsonb_array_elements_text(p_index -> 'address')),
    array(select jsonb_array_elements_text(p_index -> 'familyKeys')),
    array(select jsonb_array_elements_text(p_index -> 'givenKeys')),
    array(select jsonb_array_elements_text(p_index -> 'birthKeys')))
  on conflict (id) do update set niss_hash = excluded.niss_hash, niss_cipher = excluded.niss_cipher, family = excluded.family,
    given = excluded.given, birth = coalesce(excluded.birth, p.birth), sex = excluded.sex, address = excluded.address,
    family_keys = excluded.family_keys, given_keys = excluded.given_keys, birth_keys = excluded.birth_keys
$$;
