-- Every door that takes images (STOW-RS, C-STORE, the PACS that is looked at) files by one function, and what it cannot file is kept.

-- True while stored instances are not yet counted in the study and its ImagingStudy: a sender of single slices would have it written at each.
alter table medical.study add column stale boolean not null default false;
create index study_stale on medical.study (study_uid) where stale;

-- SHA-256 of the data set alone (without preamble and File Meta Information): the same object through two doors has two headers.
alter table medical.instance add column data_set bytea;
-- `pacs`: the bytes lie in the PACS; sha256 and bytes are those that it gave at the first look.
alter table medical.instance add column source text not null default 'store' check (source in ('store', 'pacs'));

alter table medical.quarantine
  alter column study_uid drop not null,
  alter column series_uid drop not null,
  alter column instance_uid drop not null,
  add column door text not null default 'stow' check (door in ('stow', 'dimse', 'pacs')),
  -- AE title of the sender; empty where the door knows none.
  add column sender text not null default '' check (length(sender) <= 16),
  add column sop_class text,
  add column modality text,
  add column last_at timestamptz not null default now(),
  add column state text not null default 'waiting' check (state in ('waiting', 'filed', 'dismissed')),
  add column decision text,
  add column decided_at timestamptz,
  add column decided_by uuid,
  drop constraint quarantine_instance_uid_sha256_reason_key;
delete from medical.quarantine old using medical.quarantine other
 where old.instance_uid = other.instance_uid and old.sha256 = other.sha256 and (old.received_at, old.id) < (other.received_at, other.id);
create unique index quarantine_once on medical.quarantine (coalesce(instance_uid, ''), sha256);
create index quarantine_waiting on medical.quarantine (received_at) where state = 'waiting';

-- One of 1,024 locks of studies and series, so that a long list cannot exhaust the server's table of locks.
create function medical.lock_places(p_places text[]) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(25, wanted.bucket)
    from (select distinct hashtext(place) & 1023 as bucket from unnest(p_places) place where place is not null order by 1) wanted
$$;

-- Why an instance may not be filed, as a word; null with the patient when it may.
create or replace function medical.file_of(p_instance jsonb, out patient uuid, out reason text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_patients uuid[];
  v_known record;
begin
  v_patients := array(
    select distinct i.patient from jsonb_array_elements_text(p_instance -> 'patientHashes') own(hash)
      join medical.identifier i on i.hash = decode(own.hash, 'hex') and i.kind = 'image' and i.type = 'Patient');
  if cardinality(v_patients) <> 1 then
    reason := case when cardinality(v_patients) = 0 then 'patient-unknown' else 'patient-ambiguous' end;
    return;
  end if;
  select r.tokens, r.date_names, r.date_from, r.date_to into v_known
    from medical.resource r where r.type = 'Patient' and r.id = v_patients[1]::text;
  -- The number alone is not believed: birth date and sex, where both sides tell them, must agree.
  if p_instance ->> 'bornFrom' is not null and exists (
    select from unnest(v_known.date_names, v_known.date_from, v_known.date_to) as own(name, f, t)
     where own.name = 'birthdate'
       and (own.t <= (p_instance ->> 'bornFrom')::timestamptz or own.f >= (p_instance ->> 'bornTo')::timestamptz)
  ) then
    reason := 'patient-mismatch';
  elsif p_instance ->> 'gender' is not null
    and v_known.tokens && array['gender=male', 'gender=female'] and not v_known.tokens @> array['gender=' || (p_instance ->> 'gender')]
  then
    reason := 'patient-mismatch';
  -- Issuer of Patient ID (0010,0021) names another house: its number is not ours, whatever else agrees.
  elsif (p_instance ->> 'national')::boolean is not true and (p_instance ->> 'foreign')::boolean is true then
    reason := 'patient-of-another-issuer';
  -- A hospital's number without a birth date may be another hospital's: it proves a patient only in a study known to be his.
  elsif (p_instance ->> 'national')::boolean is not true
    and (p_instance ->> 'bornFrom' is null or not 'birthdate' = any (v_known.date_names))
    and not exists (select from medical.study s where s.study_uid = p_instance ->> 'study' and s.patient = v_patients[1])
    and not exists (select from medical.resource r where r.refs @> array['ImagingStudy/' || (p_instance ->> 'studyId')] and r.patient = v_patients[1])
  then
    reason := 'patient-unproven';
  elsif exists (select from medical.study s where s.study_uid = p_instance ->> 'study' and s.patient <> v_patients[1])
    or exists (select from medical.resource r where r.refs @> array['ImagingStudy/' || (p_instance ->> 'studyId')] and r.patient <> v_patients[1])
  then
    reason := 'study-of-another-patient';
  elsif exists (select from medical.series e where e.series_uid = p_instance ->> 'series' and e.study_uid <> p_instance ->> 'study') then
    reason := 'series-of-another-study';
  else
    select i.sha256, i.data_set, i.transfer_syntax into v_known from medical.instance i where i.instance_uid = p_instance ->> 'instance';
    if not found then
      patient := v_patients[1];
    else
      reason := case when v_known.sha256 = decode(p_instance ->> 'sha256', 'hex')
          or (v_known.data_set = decode(p_instance ->> 'dataSet', 'hex') and v_known.transfer_syntax = p_instance ->> 'transferSyntax')
        then 'duplicate' else 'instance-conflict' end;
    end if;
  end if;
end $$;

-- Inserts one instance under its patient; false when another transaction has just stored one of this UID.
create function medical.put_instance(p_instance jsonb, p_patient uuid, p_source text) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into medical.study (study_uid, id, patient, day_from, day_to, attributes)
    values (p_instance ->> 'study', (p_instance ->> 'studyId')::uuid, p_patient, coalesce((p_instance ->> 'dayFrom')::timestamptz, '-infinity'),
      coalesce((p_instance ->> 'dayTo')::timestamptz, 'infinity'), p_instance -> 'studyAttributes')
    on conflict (study_uid) do nothing;
  insert into medical.series (series_uid, study_uid, patient, modality, number, attributes)
    values (p_instance ->> 'series', p_instance ->> 'study', p_patient, p_instance ->> 'modality', (p_instance ->> 'seriesNumber')::integer, p_instance -> 'seriesAttributes')
    on conflict (series_uid) do nothing;
  insert into medical.instance (instance_uid, series_uid, study_uid, patient, sha256, bytes, sop_class, transfer_syntax, number, frames,
      attributes, metadata, data_set, source, hidden)
    select p_instance ->> 'instance', p_instance ->> 'series', s.study_uid, p_patient, decode(p_instance ->> 'sha256', 'hex'), (p_instance ->> 'bytes')::bigint,
        p_instance ->> 'sopClass', p_instance ->> 'transferSyntax', (p_instance ->> 'number')::integer, (p_instance ->> 'frames')::integer,
        p_instance -> 'attributes', p_instance ->> 'metadata', decode(p_instance ->> 'dataSet', 'hex'), p_source, s.hidden
      from medical.study s where s.study_uid = p_instance ->> 'study'
    on conflict (instance_uid) do nothing;
  return found;
end $$;

-- Keeps what could not be filed; the same file again is the same row, and what was dismissed stays so.
create function medical.put_quarantine(p_instance jsonb, p_reason text, p_door text, p_sender text) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into medical.quarantine as kept (reason, door, sender, study_uid, series_uid, instance_uid, sha256, bytes, sop_class, modality)
    values (p_reason, p_door, p_sender, p_instance ->> 'study', p_instance ->> 'series', p_instance ->> 'instance',
      decode(p_instance ->> 'sha256', 'hex'), (p_instance ->> 'bytes')::bigint, p_instance ->> 'sopClass', p_instance ->> 'modality')
    on conflict (coalesce(instance_uid, ''), sha256) do update
      set reason = excluded.reason, last_at = now(), state = case kept.state when 'dismissed' then 'dismissed' else 'waiting' end
$$;

-- Files a batch of instances whose bytes are already durable. Outcomes: stored, duplicate, or the reason of the quarantine.
-- With p_defer a study that is known with all its series is counted later, by api.refresh_studies.
drop function api.store_instances(bytea, bytea, jsonb);
create function api.store_instances(p_session bytea, p_certificate bytea, p_instances jsonb, p_door text, p_sender text, p_defer boolean)
returns table (ordinal integer, outcome text, patient uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_row record;
  v_file record;
  v_now jsonb := '{}';
  v_later text[] := '{}';
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  perform medical.lock_places(array(
    select place from jsonb_array_elements(p_instances) i cross join lateral unnest(array[i ->> 'study', i ->> 'series']) place));
  for v_row in
    select i, n::integer as ordinal, i ->> 'study' as study,
        p_defer and exists (select from medical.series e where e.series_uid = i ->> 'series') as known
      from jsonb_array_elements(p_instances) with ordinality as one(i, n) order by i ->> 'instance', n
  loop
    if v_row.i ->> 'unreadable' is not null then
      select null::uuid as patient, v_row.i ->> 'unreadable' as reason into v_file;
    else
      v_file := medical.file_of(v_row.i);
      if v_file.patient is not null and not medical.put_instance(v_row.i, v_file.patient, case p_door when 'pacs' then 'pacs' else 'store' end) then
        v_file := medical.file_of(v_row.i);
      end if;
    end if;
    if v_file.patient is not null then
      if v_row.known then
        v_later := v_later || v_row.study;
      else
        v_now := v_now || jsonb_build_object(v_row.study, v_row.i -> 'studyTokens');
      end if;
    elsif v_file.reason <> 'duplicate' then
      perform medical.put_quarantine(v_row.i, v_file.reason, p_door, p_sender);
    elsif p_door <> 'pacs' then
      -- What only the PACS held has arrived here.
      update medical.instance set source = 'store', sha256 = decode(v_row.i ->> 'sha256', 'hex'), bytes = (v_row.i ->> 'bytes')::bigint
       where instance_uid = v_row.i ->> 'instance' and source = 'pacs';
    end if;
    ordinal := v_row.ordinal;
    outcome := coalesce(v_file.reason, 'stored');
    patient := v_file.patient;
    return next;
  end loop;
  -- The desk hides under the same lock (0029): whoever comes second sees what the first did.
  perform pg_advisory_xact_lock(hashtextextended(wanted.patient, 20))
    from (select distinct s.patient::text as patient from medical.study s where v_now ? s.study_uid or s.study_uid = any (v_later) order by 1) wanted;
  perform medical.refresh_study(touched.study, touched.tokens) from jsonb_each(v_now) as touched(study, tokens);
  update medical.study set stale = true where study_uid = any (v_later) and not v_now ? study_uid and not stale;
  update medical.instance i set hidden = true from medical.study s
   where s.study_uid = any (v_later) and s.hidden and i.study_uid = s.study_uid and not i.hidden;
end $$;

-- Counts the studies that were left for later, tells their records' readers; how many there were (never more than p_limit at once).
create function api.refresh_studies(p_session bytea, p_certificate bytea, p_limit integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_studies text[];
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  v_studies := array(select s.study_uid from medical.study s where s.stale order by 1 limit p_limit);
  perform medical.lock_places(v_studies);
  perform pg_advisory_xact_lock(hashtextextended(wanted.patient, 20))
    from (select distinct s.patient::text as patient from medical.study s where s.study_uid = any (v_studies) order by 1) wanted;
  update medical.study set stale = false where study_uid = any (v_studies);
  perform medical.refresh_study(s.study_uid, to_jsonb(array(select t from unnest(r.tokens) t where starts_with(t, 'identifier='))))
    from medical.study s join medical.resource r on r.type = 'ImagingStudy' and r.id = s.id::text
   where s.study_uid = any (v_studies);
  return cardinality(v_studies);
end $$;

-- WADO-RS: where the readable instances of a study, a series or one of them lie; one row with nulls when there is none.
drop function api.read_instances(bytea, bytea, text, text, text);
create function api.read_instances(p_session bytea, p_certificate bytea, p_study text, p_series text, p_instance text)
returns table (patient uuid, series_uid text, instance_uid text, sha256 text, bytes bigint, transfer_syntax text, frames integer, metadata text, source text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  return query
    select i.patient, i.series_uid, i.instance_uid, encode(i.sha256, 'hex'), i.bytes, i.transfer_syntax, i.frames, i.metadata, i.source
      from (values (1)) one
      left join medical.instance i on i.study_uid = p_study
        and (p_series is null or i.series_uid = p_series) and (p_instance is null or i.instance_uid = p_instance)
     order by i.series_uid, i.number, i.instance_uid;
end $$;

-- The same without the metadata, asked again for each instance while a whole study is on its way out.
create function api.is_instance_readable(p_session bytea, p_certificate bytea, p_instance text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  return exists (select from medical.instance i where i.instance_uid = p_instance);
end $$;
