-- After a merge (0062) two identities are one person, and who is kept out of either is kept out of both [R13] [R19]: a refusal, an exclusion
-- or a dispute that stands under the obsolete identity holds for the surviving one, and the other way round, whenever it was set.

-- Every identity that was merged, with the one that goes on: one step, whatever was merged into what before.
create table gate.merged (
  obsolete uuid primary key,
  surviving uuid not null check (surviving <> obsolete)
);
create index merged_into on gate.merged (surviving);

-- All identities of a person: of most people the one that was asked for.
create function gate.identities(p_patient uuid) returns setof uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  with kept as (select coalesce((select m.surviving from gate.merged m where m.obsolete = p_patient), p_patient) as id)
  select k.id from kept k union all select m.obsolete from kept k join gate.merged m on m.surviving = k.id
$$;

-- A key of the gate (0120) may repeat a fact of another identity of the same person: `origin` is the identity under which the fact stands.
alter table gate.shut
  add column origin uuid not null default '00000000-0000-0000-0000-000000000000',
  drop constraint shut_pkey;
update gate.shut set origin = patient;
alter table gate.shut add primary key (patient, person, ground, origin);
create index shut_origin on gate.shut (origin);

-- A fact is set, and a merge made, one after the other: the later one sees the earlier. Taken before any row is touched, so that neither
-- waits for the other's row while it holds this.
create function care.hold_merges() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock_shared(140, 62);
  return null;
end $$;
do $$
declare
  t text;
begin
  foreach t in array array['refusal', 'exclusion', 'link_suspension'] loop
    execute format('create trigger hold_merges before insert or update or delete on care.%I for each statement execute function care.hold_merges()', t);
    execute format('alter table care.%I enable always trigger hold_merges', t);
  end loop;
end $$;

-- Tells who has a record of another identity open that it closed, or may open again; whoever sets a fact tells of its own identity.
create function care.tell_of_identities(p_patient uuid, p_person uuid, p_closed boolean) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select push.emit(p_type => case when p_closed then 'access-closed' else 'links-changed' end, p_person => o.person,
      p_patient => case when p_closed then o.patient end)
    from gate.identities(p_patient) i(patient) join gate.open o on o.patient = i.patient
   where i.patient <> p_patient and p_person in (o.person, '00000000-0000-0000-0000-000000000000')
$$;

create or replace function care.shut() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  v_old jsonb := to_jsonb(old);
  v_new jsonb := to_jsonb(new);
  v_stood boolean := coalesce(v_old ->> 'since' is not null and v_old ->> 'lifted_at' is null, false);
  v_stands boolean := coalesce(v_new ->> 'since' is not null and v_new ->> 'lifted_at' is null, false);
  v_origin uuid;
  v_person uuid;
begin
  if v_stood then
    v_origin := coalesce((v_old ->> 'patient')::uuid, v_nobody);
    v_person := coalesce((v_old ->> 'person')::uuid, v_nobody);
    delete from gate.shut s where s.origin = v_origin and s.person = v_person
      and s.ground = coalesce((v_old ->> 'dispute')::uuid, v_nobody);
    if not v_stands then
      perform care.tell_of_identities(v_origin, v_person, false);
    end if;
  end if;
  if v_stands then
    v_origin := coalesce((v_new ->> 'patient')::uuid, v_nobody);
    v_person := coalesce((v_new ->> 'person')::uuid, v_nobody);
    insert into gate.shut (patient, person, ground, origin)
      select i.patient, v_person, coalesce((v_new ->> 'dispute')::uuid, v_nobody), v_origin from gate.identities(v_origin) i(patient);
    if not v_stood then
      perform care.tell_of_identities(v_origin, v_person, true);
    end if;
  end if;
  return null;
end $$;

-- Makes one person of two identities and of whatever was merged into either, and carries over what keeps anybody out.
create function gate.unite(p_surviving uuid, p_obsolete uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_all uuid[] := array(select i from gate.identities(p_surviving) i union select i from gate.identities(p_obsolete) i);
  v_closed record;
begin
  delete from gate.merged m where m.obsolete = any (v_all);
  insert into gate.merged (obsolete, surviving) select i, p_surviving from unnest(v_all) i where i <> p_surviving;
  for v_closed in
    with added as (
      insert into gate.shut (patient, person, ground, origin)
        select i, s.person, s.ground, s.origin from gate.shut s cross join unnest(v_all) i where s.origin = any (v_all)
        on conflict do nothing returning patient, person
    )
    select distinct o.person, o.patient from added a join gate.open o on o.patient = a.patient
     where a.person in (o.person, '00000000-0000-0000-0000-000000000000')
  loop
    perform push.emit(p_type => 'access-closed', p_person => v_closed.person, p_patient => v_closed.patient);
  end loop;
end $$;

-- As in 0062, then the two are one.
alter function medical.merge_patients(uuid, uuid) rename to merge_records;
create function medical.merge_patients(p_surviving uuid, p_obsolete uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(140, 62);
  perform medical.merge_records(p_surviving, p_obsolete);
  perform gate.unite(p_surviving, p_obsolete);
end $$;

-- Kept out by any fact of any identity: the gate's own keys, so that nobody signs for what he could not read.
create or replace function care.is_kept_out(p_patient uuid, p_person uuid) returns boolean
language sql stable as $$
  select exists (select from gate.shut s
    where s.patient = p_patient and s.person in (p_person, '00000000-0000-0000-0000-000000000000'))
$$;

-- A patient who lifts a refusal or an exclusion lifts it as a person.
create or replace function api.set_refusal(p_session bytea, p_certificate bytea, p_patient uuid, p_refuses boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk', 'director');
  if not exists (select from care.patient p where p.id = p_patient) then
    perform gate.refuse('not-found');
  end if;
  if p_refuses then
    insert into care.refusal (patient, since_by) values (p_patient, gate.person()) on conflict do nothing;
  else
    update care.refusal set lifted_at = clock_timestamp(), lifted_by = gate.person()
     where patient in (select gate.identities(p_patient)) and lifted_at is null;
  end if;
  if found then
    perform care.tell_physicians(p_patient, p_refuses);
  end if;
end $$;

create or replace function api.set_exclusion(p_session bytea, p_certificate bytea, p_patient uuid, p_person uuid, p_excludes boolean)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk', 'director');
  if not exists (select from care.patient p where p.id = p_patient)
      or not exists (select from identity.person who where who.id = p_person and who.role = 'physician') then
    perform gate.refuse('not-found');
  end if;
  if p_excludes then
    insert into care.exclusion (patient, person, since_by) values (p_patient, p_person, gate.person()) on conflict do nothing;
  else
    update care.exclusion set lifted_at = clock_timestamp(), lifted_by = gate.person()
     where patient in (select gate.identities(p_patient)) and person = p_person and lifted_at is null;
  end if;
  if found then
    perform push.emit(p_type => case when p_excludes then 'access-closed' else 'links-changed' end, p_person => p_person,
      p_patient => case when p_excludes then p_patient end);
  end if;
end $$;

-- As in 0106, of all identities: what stands under one stands, and the request that lifts it is noted with each.
create or replace function api.ask_refusal(p_session bytea, p_certificate bytea, p_patient uuid, p_refuses boolean, p_asked_by text,
  p_asked_on date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_since timestamptz;
  v_request uuid;
begin
  perform care.enter_desk(p_session, p_certificate, p_patient);
  v_since := (select max(r.since) from care.refusal r where r.patient in (select gate.identities(p_patient)) and r.lifted_at is null);
  v_request := care.note_request(p_patient, case when p_refuses then 'refuse' else 'allow' end, null, null, p_asked_by, p_asked_on, v_since);
  if v_request is null then
    return;
  end if;
  if not p_refuses then
    update care.refusal r set lifted_request = v_request
     where r.patient in (select gate.identities(p_patient)) and r.lifted_at is null;
  end if;
  perform api.set_refusal(p_session, p_certificate, p_patient, p_refuses);
  if p_refuses then
    update care.refusal r set since_request = v_request where r.patient = p_patient and r.lifted_at is null;
  end if;
end $$;

create or replace function api.ask_exclusion(p_session bytea, p_certificate bytea, p_patient uuid, p_person uuid, p_excludes boolean,
  p_asked_by text, p_asked_on date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_since timestamptz;
  v_request uuid;
begin
  perform care.enter_desk(p_session, p_certificate, p_patient);
  if not exists (select from identity.person who where who.id = p_person and who.role = 'physician') then
    perform gate.refuse('not-found');
  end if;
  v_since := (select max(e.since) from care.exclusion e
    where e.patient in (select gate.identities(p_patient)) and e.person = p_person and e.lifted_at is null);
  v_request := care.note_request(p_patient, case when p_excludes then 'exclude' else 'readmit' end, p_person, null, p_asked_by, p_asked_on, v_since);
  if v_request is null then
    return;
  end if;
  if not p_excludes then
    update care.exclusion e set lifted_request = v_request
     where e.patient in (select gate.identities(p_patient)) and e.person = p_person and e.lifted_at is null;
  end if;
  perform api.set_exclusion(p_session, p_certificate, p_patient, p_person, p_excludes);
  if p_excludes then
    update care.exclusion e set since_request = v_request where e.patient = p_patient and e.person = p_person and e.lifted_at is null;
  end if;
end $$;

-- An access that the Director ends is ended to the person, under whichever identity the link was made.
create or replace function care.end_disputed(p_person uuid, p_patient uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update care.link l set state = 'ended', ended_at = now(), end_reason = 'disputed'
   where l.person = p_person and (p_patient is null or l.patient in (select gate.identities(p_patient))) and l.state <> 'ended'
$$;

-- What was merged before: as the Patient resources say it, from one to the next until the one that goes on.
do $$
declare
  v_merge record;
begin
  alter table medical.resource no force row level security;
  for v_merge in
    select r.id::uuid as obsolete, substr(l #>> '{other,reference}', 9)::uuid as surviving
      from medical.resource r cross join lateral jsonb_array_elements(r.content::jsonb -> 'link') l
     where r.type = 'Patient' and r.content is not null and jsonb_typeof(r.content::jsonb -> 'link') = 'array'
       and l ->> 'type' = 'replaced-by' and l #>> '{other,reference}' ~ '^Patient/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
       and r.id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
     order by r.updated
  loop
    if v_merge.obsolete <> v_merge.surviving then
      perform gate.unite(v_merge.surviving, v_merge.obsolete);
    end if;
  end loop;
  alter table medical.resource force row level security;
end $$;
