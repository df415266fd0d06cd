-- The helpdesk's view of images that could not be filed: time, door, class and reason; never whose they are. One line is a study's
-- instances that wait for the same reason from the same sender; its id is that of the first of them.
create policy helpdesk_lists on medical.quarantine for select using ((select gate.role()) = 'helpdesk');
create policy helpdesk_decides on medical.quarantine for update using ((select gate.role()) = 'helpdesk');

-- Waiting instances of the line that begins with this one.
create function medical.quarantine_line(p_id uuid) returns setof medical.quarantine
language sql stable set search_path = pg_catalog, pg_temp as $$
  select every.* from medical.quarantine one join medical.quarantine every
      on every.state = 'waiting' and every.door = one.door and every.sender = one.sender and every.reason = one.reason
     and (every.sop_class, every.modality, every.study_uid) is not distinct from (one.sop_class, one.modality, one.study_uid)
   where one.id = p_id and one.state = 'waiting'
$$;

create function api.list_quarantine(p_session bytea, p_certificate bytea)
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
    select jsonb_build_object('waiting', (select count(*) from line)), null::uuid, null::timestamptz, null::timestamptz, null, null, null, null,
      null, null::integer, null::bigint, null::boolean
    union all
    (select null, l.id, l.received_at, l.last_at, l.door, l.sender, l.sop_class, l.modality, l.reason, l.instances, l.bytes,
        l.door <> 'pacs' and l.reason <> 'sop-mismatch'
       from line l order by l.last_at desc, l.id limit 500);
end $$;

-- What of a line may be filed again, oldest first; no row when it is not on the list.
create function api.read_quarantined(p_session bytea, p_certificate bytea, p_id uuid, p_limit integer)
returns table (id uuid, sha256 text, bytes bigint, door text, sender text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  return query
    select q.id, encode(q.sha256, 'hex'), q.bytes, q.door, q.sender from medical.quarantine_line(p_id) q
     where q.door <> 'pacs' and q.reason <> 'sop-mismatch'
     order by q.received_at, q.id limit p_limit;
end $$;

-- Takes a line off the list, with the reason why; how many instances that were. They are kept, and stay decided when they are sent again.
create function api.dismiss_quarantined(p_session bytea, p_certificate bytea, p_id uuid, p_decision text) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_count integer;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  update medical.quarantine q set state = 'dismissed', decision = p_decision, decided_at = now(), decided_by = gate.person()
   where q.id in (select l.id from medical.quarantine_line(p_id) l);
  get diagnostics v_count = row_count;
  return v_count;
end $$;

-- These were filed after all; for a retry that found them stored already.
create function api.settle_quarantined(p_session bytea, p_certificate bytea, p_ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  update medical.quarantine q set state = 'filed', decided_at = now() where q.id = any (p_ids) and q.state = 'waiting';
end $$;

-- Inserts one instance under its patient; false when another transaction has just stored one of this UID. What waited of it is settled.
create or replace function medical.put_instance(p_instance jsonb, p_patient uuid, p_source text) returns boolean
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
  if not found then
    return false;
  end if;
  update medical.quarantine q set state = 'filed', decided_at = now()
   where coalesce(q.instance_uid, '') = p_instance ->> 'instance' and q.sha256 = decode(p_instance ->> 'sha256', 'hex') and q.state = 'waiting';
  return true;
end $$;
