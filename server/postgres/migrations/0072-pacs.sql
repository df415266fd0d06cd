-- A PACS behind DICOMweb: its studies are indexed like any other (source `pacs`), its pixels stay where they are. Only what somebody
-- here may read is indexed: studies of patients with an active link.

-- How many instances a study had when it was last looked at completely; `missing` since one look.
create table medical.pacs_study (
  study_uid text primary key,
  instances integer not null,
  looked_at timestamptz not null default now(),
  missing boolean not null default false
);
-- The last look: numbers alone. Its failure is a code.
create table medical.pacs_look (
  one boolean primary key default true check (one),
  at timestamptz not null,
  studies integer not null,
  unmatched integer not null,
  failure text
);
alter table medical.pacs_study enable row level security;
alter table medical.pacs_study force row level security;
alter table medical.pacs_look enable row level security;
alter table medical.pacs_look force row level security;
create policy system_all on medical.pacs_study for all using ((select gate.is_system()));
create policy system_all on medical.pacs_look for all using ((select gate.is_system()));
create policy helpdesk_reads on medical.pacs_look for select using ((select gate.role()) = 'helpdesk');
-- The look asks whether a patient has any link at all, never whose.
create policy systems on care.link for select using ((select gate.is_system()));
-- An ImagingStudy without an instance is none.
create policy system_deletes on medical.resource for delete using (type = 'ImagingStudy' and (select gate.is_system()));
create policy system_deletes on medical.resource_version for delete using (type = 'ImagingStudy' and (select gate.is_system()));

-- What each study of the PACS is here: `unknown` or `ambiguous` (no patient proven), `unlinked` (nobody may read it), `same` (as many
-- instances as at the last complete look), `changed`. Rows: study, instances, patientHashes.
create function api.match_pacs_studies(p_session bytea, p_certificate bytea, p_studies jsonb)
returns table (study text, verdict text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  return query
    with asked as (
      select s ->> 'study' as study, (s ->> 'instances')::integer as instances, array(
          select distinct i.patient from jsonb_array_elements_text(s -> 'patientHashes') own(hash)
            join medical.identifier i on i.hash = decode(own.hash, 'hex') and i.kind = 'image' and i.type = 'Patient') as patients
        from jsonb_array_elements(p_studies) s
    )
    select a.study, case
        when cardinality(a.patients) = 0 then 'unknown'
        when cardinality(a.patients) > 1 then 'ambiguous'
        when not exists (select from care.link l where l.patient = a.patients[1] and l.state = 'active' and l.ends_at > now()) then 'unlinked'
        when known.instances = a.instances and not exists (
          -- What was refused is looked at again now and then: its patient may have been put right here.
          select from medical.quarantine q where q.study_uid = a.study and q.door = 'pacs' and q.state = 'waiting' and q.last_at < now() - interval '10 minutes'
        ) then 'same'
        else 'changed' end
      from asked a left join medical.pacs_study known on known.study_uid = a.study;
end $$;

-- Instances of a study that are known here, and whether their bytes are in the PACS alone.
create function api.read_pacs_index(p_session bytea, p_certificate bytea, p_study text) returns table (instance text, source text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  return query select i.instance_uid, i.source from medical.instance i where i.study_uid = p_study;
end $$;

-- Remembers that a study was looked at completely.
create function api.keep_pacs_study(p_session bytea, p_certificate bytea, p_study text, p_instances integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  insert into medical.pacs_study (study_uid, instances) values (p_study, p_instances)
    on conflict (study_uid) do update set instances = excluded.instances, looked_at = now(), missing = false;
end $$;

-- Ends a look: studies that were missing in this one and in the one before (to be forgotten now).
create function api.keep_pacs_look(p_session bytea, p_certificate bytea, p_present text[], p_unmatched integer) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  insert into medical.pacs_look as look (at, studies, unmatched, failure) values (now(), cardinality(p_present), p_unmatched, null)
    on conflict (one) do update set at = excluded.at, studies = excluded.studies, unmatched = excluded.unmatched, failure = null;
  return query select p.study_uid from medical.pacs_study p where p.missing and p.study_uid <> all (p_present);
  update medical.pacs_study p set missing = p.study_uid <> all (p_present)
   where p.missing = (p.study_uid = any (p_present));
end $$;

-- A look that failed changes nothing but this.
create function api.keep_pacs_failure(p_session bytea, p_certificate bytea, p_failure text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  insert into medical.pacs_look as look (at, studies, unmatched, failure) values (now(), 0, 0, p_failure)
    on conflict (one) do update set at = now(), failure = excluded.failure;
end $$;

-- Takes instances (null: all) of a study out of the index, where their bytes are in the PACS alone; an empty study goes with its ImagingStudy.
create function api.forget_pacs_instances(p_session bytea, p_certificate bytea, p_study text, p_instances text[]) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_study medical.study;
  v_count integer;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  perform medical.lock_places(array[p_study]);
  delete from medical.pacs_study p where p.study_uid = p_study;
  select * into v_study from medical.study s where s.study_uid = p_study;
  if not found then
    return 0;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(v_study.patient::text, 20));
  delete from medical.instance i where i.study_uid = p_study and i.source = 'pacs' and (p_instances is null or i.instance_uid = any (p_instances));
  get diagnostics v_count = row_count;
  if v_count = 0 then
    return 0;
  end if;
  delete from medical.series e where e.study_uid = p_study and not exists (select from medical.instance i where i.series_uid = e.series_uid);
  if exists (select from medical.instance i where i.study_uid = p_study) then
    perform medical.refresh_study(p_study, to_jsonb(array(select t from unnest(r.tokens) t where starts_with(t, 'identifier='))))
      from medical.resource r where r.type = 'ImagingStudy' and r.id = v_study.id::text;
  else
    delete from medical.resource_version v where v.type = 'ImagingStudy' and v.id = v_study.id::text;
    delete from medical.resource r where r.type = 'ImagingStudy' and r.id = v_study.id::text;
    delete from medical.study s where s.study_uid = p_study;
    perform push.emit('record-changed', null, v_study.patient) where not v_study.hidden;
  end if;
  return v_count;
end $$;

-- As in 0071, with the last look at the PACS beside the number of lines; null where there is no PACS.
create or replace function api.list_quarantine(p_session bytea, p_certificate bytea)
returns table (total jsonb, id uuid, received_at timestamptz, last_at timestamptz, door text, sender text, sop_class text, modality text,
  reason text, instances integer, bytes bigint, retryable boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  return query
    with line as materialized (
      select (array_agg(q.id order by q.received_at, q.id))[1] as id, min(q.received_at) as received_at, max(q.last_at) as last_at,
          q.door, q.sender, q.sop_class, q.modality, q.reason, count(*)::integer as instances, sum(q.bytes)::bigint as bytes
        from medical.quarantine q where q.state = 'waiting'
       group by q.door, q.sender, q.reason, q.sop_class, q.modality, q.study_uid
    )
    select jsonb_build_object('waiting', (select count(*) from line), 'pacs', (
        select jsonb_build_object('lookedAt', to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'studies', p.studies,
          'unmatched', p.unmatched, 'failure', p.failure) from medical.pacs_look p)),
      null::uuid, null::timestamptz, null::timestamptz, null, null, null, null, null, null::integer, null::bigint, null::boolean
    union all
    (select null, l.id, l.received_at, l.last_at, l.door, l.sender, l.sop_class, l.modality, l.reason, l.instances, l.bytes,
        l.door <> 'pacs' and l.reason <> 'sop-mismatch'
       from line l order by l.last_at desc, l.id limit 500);
end $$;
