-- What a patient asked of the desk, and how it was asked [R17] [R18] [R19]: kept beside the fact that it set or lifted, never changed, never
-- deleted.
create table care.patient_request (
  id uuid primary key default gen_random_uuid(),
  patient uuid not null references care.patient,
  deed text not null check (deed in ('refuse', 'allow', 'exclude', 'readmit', 'hide', 'show')),
  physician uuid references identity.person,
  document text,
  -- In person with the identity card, by a letter, or by a legal representative.
  asked_by text not null check (asked_by in ('in-person', 'letter', 'representative')),
  -- The day of the request, or of its signature: Europe/Brussels.
  asked_on date not null,
  noted_at timestamptz not null default clock_timestamp(),
  noted_by uuid not null references identity.person,
  check ((deed in ('exclude', 'readmit')) = (physician is not null)),
  check ((deed in ('hide', 'show')) = (document is not null))
);
create index patient_request_of on care.patient_request (patient, noted_at);
alter table care.patient_request enable row level security;
alter table care.patient_request force row level security;
create policy desk on care.patient_request for all using ((select gate.role()) = 'desk');
create policy director on care.patient_request for select using ((select gate.role()) = 'director');
create function care.guard_request() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'what a patient asked is never changed';
end $$;
create trigger guard_removal before update or delete or truncate on care.patient_request
  for each statement execute function care.guard_request();

alter table care.refusal add column since_request uuid references care.patient_request,
  add column lifted_request uuid references care.patient_request;
alter table care.exclusion add column since_request uuid references care.patient_request,
  add column lifted_request uuid references care.patient_request;
alter table medical.hiding add column since_request uuid references care.patient_request,
  add column lifted_request uuid references care.patient_request;

create index patient_family_keys on care.patient using gin (family_keys);
create index patient_birth_keys on care.patient using gin (birth_keys);

create function care.to_day(p_at timestamptz) returns date
language sql stable as $$ select (p_at at time zone 'Europe/Brussels')::date $$;

-- Notes a request of the desk, one at a time for a patient; null when the fact stands already as asked. A request to lift something was made
-- on the day it began, or later: an older letter speaks of something else. Nobody asks tomorrow.
create function care.note_request(p_patient uuid, p_deed text, p_physician uuid, p_document text, p_asked_by text, p_asked_on date,
  p_since timestamptz) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_lifts boolean := p_deed in ('allow', 'readmit', 'show');
  v_id uuid;
begin
  if v_lifts = (p_since is null) then
    return null;
  elsif p_asked_on > care.to_day(now()) or p_asked_on < care.to_day(now()) - 366
      or (v_lifts and p_asked_on < care.to_day(p_since)) then
    perform gate.refuse('input-invalid');
  end if;
  insert into care.patient_request (patient, deed, physician, document, asked_by, asked_on, noted_by)
    values (p_patient, p_deed, p_physician, p_document, p_asked_by, p_asked_on, gate.person()) returning id into v_id;
  return v_id;
end $$;

-- Enters as the desk, for one patient at a time.
create function care.enter_desk(p_session bytea, p_certificate bytea, p_patient uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  if not exists (select from care.patient p where p.id = p_patient) then
    perform gate.refuse('not-found');
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_patient::text, 106));
end $$;

-- The patient refuses any access from outside, or takes it back [R17]. Saying it twice changes nothing and notes nothing.
create function api.ask_refusal(p_session bytea, p_certificate bytea, p_patient uuid, p_refuses boolean, p_asked_by text, p_asked_on date)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_since timestamptz;
  v_request uuid;
begin
  perform care.enter_desk(p_session, p_certificate, p_patient);
  v_since := (select r.since from care.refusal r where r.patient = p_patient and r.lifted_at is null);
  v_request := care.note_request(p_patient, case when p_refuses then 'refuse' else 'allow' end, null, null, p_asked_by, p_asked_on, v_since);
  if v_request is null then
    return;
  end if;
  perform api.set_refusal(p_session, p_certificate, p_patient, p_refuses);
  update care.refusal r set since_request = case when p_refuses then v_request else r.since_request end,
      lifted_request = case when p_refuses then null else v_request end
   where r.patient = p_patient and (case when p_refuses then r.lifted_at is null else r.since = v_since end);
end $$;

-- The patient removes one physician, or lets him back on a signed request, whose date is asked for [R19].
create function api.ask_exclusion(p_session bytea, p_certificate bytea, p_patient uuid, p_person uuid, p_excludes boolean, p_asked_by text,
  p_asked_on date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_since timestamptz;
  v_request uuid;
begin
  perform care.enter_desk(p_session, p_certificate, p_patient);
  if not exists (select from identity.person who where who.id = p_person and who.role = 'physician') then
    perform gate.refuse('not-found');
  end if;
  v_since := (select e.since from care.exclusion e where e.patient = p_patient and e.person = p_person and e.lifted_at is null);
  v_request := care.note_request(p_patient, case when p_excludes then 'exclude' else 'readmit' end, p_person, null, p_asked_by, p_asked_on, v_since);
  if v_request is null then
    return;
  end if;
  perform api.set_exclusion(p_session, p_certificate, p_patient, p_person, p_excludes);
  update care.exclusion e set since_request = case when p_excludes then v_request else e.since_request end,
      lifted_request = case when p_excludes then null else v_request end
   where e.patient = p_patient and e.person = p_person and (case when p_excludes then e.lifted_at is null else e.since = v_since end);
end $$;

-- The patient has one document made unreadable outside with whatever belongs to it, or shown again [R18].
create function api.ask_hiding(p_session bytea, p_certificate bytea, p_patient uuid, p_type text, p_id text, p_hides boolean, p_asked_by text,
  p_asked_on date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_since timestamptz;
  v_request uuid;
begin
  perform care.enter_desk(p_session, p_certificate, p_patient);
  if p_type not in ('DiagnosticReport', 'DocumentReference', 'ImagingStudy', 'Observation') or not exists (
      select from medical.resource r where r.type = p_type and r.id = p_id and r.patient = p_patient) then
    perform gate.refuse('not-found');
  end if;
  v_since := (select h.hidden_at from medical.hiding h where h.type = p_type and h.id = p_id and h.lifted_at is null);
  v_request := care.note_request(p_patient, case when p_hides then 'hide' else 'show' end, null, p_type || '/' || p_id, p_asked_by, p_asked_on,
    v_since);
  if v_request is null then
    return;
  end if;
  perform api.set_hidden(p_session, p_certificate, p_type, p_id, p_hides);
  update medical.hiding h set since_request = case when p_hides then v_request else h.since_request end,
      lifted_request = case when p_hides then null else v_request end
   where h.type = p_type and h.id = p_id and (case when p_hides then h.lifted_at is null else h.hidden_at = v_since end);
end $$;
