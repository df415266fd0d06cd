-- Filing messages, many of them in one transaction. First it is looked up what they speak of (api.look_up); from that the API prepares
-- rows; then everything is written (api.file_messages) where what was looked up still stands.

-- What is known for each ask: `message` (by origin), `patient` and `identifier` (by keyed hash of system|value), `key` (by keyed hash
-- of the sender's business key). `revision` is the stored resource's version, null when there is none; content only where wanted.
create function medical.look_up(p_kinds text[], p_types text[], p_hashes text[], p_wanted boolean[])
returns table (ordinal integer, id text, patient uuid, version text, cancelled jsonb, revision integer, content text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with asked as materialized (
    select n::integer as n, kind, type, decode(hash, 'hex') as hash, wanted
      from unnest(p_kinds, p_types, p_hashes, p_wanted) with ordinality as one(kind, type, hash, wanted, n)
  )
  select a.n, m.id::text, null::uuid, encode(m.sha256, 'hex') || ' ' || m.state, null::jsonb, null::integer, null::text
    from asked a join inbox.message m on m.origin = a.hash where a.kind = 'message'
  union all
  select a.n, i.id, i.patient, null, null, r.version, case when a.wanted then r.content end
    from asked a
    join medical.identifier i on i.hash = a.hash and i.kind = 'business' and i.type = a.type
    join medical.resource r on r.type = i.type and r.id = i.id
   where a.kind in ('patient', 'identifier')
  union all
  select a.n, f.id, f.patient, f.version, f.cancelled, r.version, case when a.wanted then r.content end
    from asked a
    join medical.filed f on f.type = a.type and f.key = a.hash
    left join medical.resource r on r.type = f.type and r.id = f.id
   where a.kind = 'key'
$$;

-- One text for each ask that tells whether anything looked up has changed since; an ask that finds nothing has none.
create function medical.look_again(p_kinds text[], p_types text[], p_hashes text[], p_wanted boolean[])
returns table (ordinal integer, seen text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select l.ordinal, string_agg(concat_ws('|', l.id, coalesce(l.version, ''),
      case when p_wanted[l.ordinal] then coalesce(l.revision::text, '') else (l.revision is not null)::text end), ',' order by l.id collate "C", l.version collate "C")
    from medical.look_up(p_kinds, p_types, p_hashes, p_wanted) l
   group by l.ordinal
$$;

create function api.look_up(p_session bytea, p_certificate bytea, p_kinds text[], p_types text[], p_hashes text[], p_wanted boolean[])
returns table (ordinal integer, id text, patient uuid, version text, cancelled jsonb, revision integer, content text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  return query select * from medical.look_up(p_kinds, p_types, p_hashes, p_wanted);
end $$;

-- Keeps messages with what became of them.
create function inbox.keep(p_messages jsonb, p_raws bytea[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into inbox.message as kept (id, received_at, last_at, door, format, sending_application, sending_facility, receiving_application,
      receiving_facility, sent_at, type, control, origin, sha256, bytes, kept, reused, state, code, condition, segment, occurrence, field, reason)
    select (m ->> 'id')::uuid, (m ->> 'received')::timestamptz, (m ->> 'received')::timestamptz, m ->> 'door', m ->> 'format',
        m ->> 'sendingApplication', m ->> 'sendingFacility', m ->> 'receivingApplication', m ->> 'receivingFacility',
        m ->> 'sentAt', m ->> 'type', m ->> 'control', decode(m ->> 'origin', 'hex'), decode(m ->> 'sha256', 'hex'), (m ->> 'bytes')::bigint,
        p_raws[n] is not null or (m ->> 'replay')::boolean, (m ->> 'reused')::boolean, m ->> 'state', m ->> 'code', (m ->> 'condition')::integer, m ->> 'segment', (m ->> 'occurrence')::integer,
        (m ->> 'field')::integer, m ->> 'reason'
      from jsonb_array_elements(p_messages) with ordinality as one(m, n) order by n
    on conflict (origin, sha256) do update set
      -- What the helpdesk dismissed and still cannot be filed stays dismissed.
      state = case when kept.state = 'dismissed' and excluded.state = 'failed' then kept.state else excluded.state end,
      decision = case when excluded.state = 'failed' then kept.decision end,
      decided_at = case when excluded.state = 'failed' then kept.decided_at end,
      decided_by = case when excluded.state = 'failed' then kept.decided_by end,
      code = excluded.code, condition = excluded.condition, segment = excluded.segment, occurrence = excluded.occurrence,
      field = excluded.field, reason = excluded.reason, attempts = kept.attempts + 1, last_at = now(), due = false;
  insert into medical.message_content (message, raw)
    select (m ->> 'id')::uuid, p_raws[n] from jsonb_array_elements(p_messages) with ordinality as one(m, n) where p_raws[n] is not null
    on conflict do nothing;
  delete from medical.message_wait w using jsonb_array_elements(p_messages) m where w.message = (m ->> 'id')::uuid;
  insert into medical.message_wait (hash, message)
    select distinct decode(own.hash, 'hex'), (m ->> 'id')::uuid
      from jsonb_array_elements(p_messages) m cross join lateral jsonb_array_elements_text(m -> 'waits') own(hash);
end $$;

-- Writes a batch. Outcome of each message: `done`, `again` (what was looked up has changed: nothing of it was written), or the fault
-- of one of its rows with that row's type (nothing of it was written either). A message that merges stands alone in its batch.
create function api.file_messages(p_session bytea, p_certificate bytea,
  p_kinds text[], p_types text[], p_hashes text[], p_wanted boolean[], p_owners integer[], p_seen text[],
  p_messages jsonb, p_raws bytea[], p_rows jsonb)
returns table (ordinal integer, outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_out jsonb;
  v_kept jsonb;
  v_raws bytea[];
  v_rows jsonb;
  v_merge record;
  v_changed jsonb;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  perform pg_advisory_xact_lock(hashtextextended(wanted.key, 20)) from (
    select distinct every.key from (
      select r ->> 'patient' as key from jsonb_array_elements(p_rows) r
      union all
      select (r ->> 'type') || (r ->> 'id') from jsonb_array_elements(p_rows) r where r ->> 'patient' is null
      union all
      select own.hash from jsonb_array_elements(p_rows) r cross join lateral jsonb_array_elements_text(r -> 'hashes') own(hash)
      union all
      select a.hash from unnest(p_kinds, p_hashes) a(kind, hash) where a.kind in ('patient', 'message')
      union all
      select m -> 'merge' ->> side from jsonb_array_elements(p_messages) m cross join unnest(array['surviving', 'obsolete']) side
    ) every where every.key is not null order by every.key
  ) wanted;

  select coalesce(jsonb_object_agg(changed.owner, 'again'), '{}') into v_out from (
    select distinct a.owner from unnest(p_owners, p_seen) with ordinality as a(owner, seen, n)
      left join medical.look_again(p_kinds, p_types, p_hashes, p_wanted) l on l.ordinal = a.n
     where a.seen <> coalesce(l.seen, '')
  ) changed;

  for v_merge in
    select (m -> 'merge' ->> 'surviving')::uuid as surviving, (m -> 'merge' ->> 'obsolete')::uuid as obsolete
      from jsonb_array_elements(p_messages) with ordinality as one(m, n) where m -> 'merge' ->> 'obsolete' is not null and not v_out ? n::text
  loop
    perform medical.merge_patients(v_merge.surviving, v_merge.obsolete);
  end loop;

  v_rows := p_rows;
  if v_out <> '{}' then
    select coalesce(jsonb_agg(r order by n), '[]') into v_rows
      from jsonb_array_elements(p_rows) with ordinality as one(r, n) where not v_out ? (r ->> 'message');
  end if;
  select v_out || coalesce(jsonb_object_agg(refused.message, refused.fault), '{}') into v_out from (
    select v_rows -> (f.ordinal - 1) ->> 'message' as message, min(split_part(f.fault, ' ', 1) || ' ' || (v_rows -> (f.ordinal - 1) ->> 'type')) as fault
      from medical.refusals_of(v_rows) f group by 1
  ) refused;
  if v_out <> '{}' then
    select coalesce(jsonb_agg(r order by n), '[]') into v_rows
      from jsonb_array_elements(v_rows) with ordinality as one(r, n) where not v_out ? (r ->> 'message');
  end if;
  select coalesce(jsonb_agg(m order by n), '[]'), coalesce(array_agg(p_raws[n] order by n), '{}') into v_kept, v_raws
    from jsonb_array_elements(p_messages) with ordinality as one(m, n) where not v_out ? n::text;

  perform inbox.keep(v_kept, v_raws);

  select coalesce(jsonb_agg(jsonb_build_object('patient', r ->> 'patient', 'type', r ->> 'type', 'id', r ->> 'id')), '[]') into v_changed
    from (select v_rows -> (w.ordinal - 1) as r from medical.put_rows(v_rows) w where w.outcome <> 'unchanged') written;
  perform care.index_patient((r ->> 'id')::uuid, r -> 'index') from jsonb_array_elements(v_rows) r where r ->> 'type' = 'Patient';
  insert into medical.filed as kept (type, key, id, patient, version, cancelled)
    select f ->> 'type', decode(f ->> 'key', 'hex'), f ->> 'id', (f ->> 'patient')::uuid, f ->> 'version', nullif(f -> 'cancelled', 'null')
      from jsonb_array_elements(v_kept) m cross join lateral jsonb_array_elements(m -> 'filed') f
    on conflict (type, key) do update set version = excluded.version, cancelled = excluded.cancelled;

  perform medical.apply_hiding(touched.patient)
    from (select distinct (c ->> 'patient')::uuid as patient from jsonb_array_elements(v_changed) c where c ->> 'patient' is not null) touched;
  -- Nothing is told of what is hidden.
  perform push.emit('record-changed', null, told.patient) from (
    select distinct stored.patient from jsonb_array_elements(v_changed) c
      join medical.resource stored on stored.type = c ->> 'type' and stored.id = c ->> 'id'
     where stored.patient is not null and not stored.hidden
    union
    select (m -> 'merge' ->> side)::uuid from jsonb_array_elements(v_kept) m cross join unnest(array['surviving', 'obsolete']) side
     where m -> 'merge' ->> 'obsolete' is not null
  ) told;
  return query
    select n::integer, coalesce(v_out ->> n::text, 'done') from jsonb_array_elements(p_messages) with ordinality as one(m, n) order by n;
end $$;

-- The bytes of a kept message, to be filed again. Systems only.
create function api.read_message(p_session bytea, p_certificate bytea, p_message uuid)
returns table (format text, door text, received_at timestamptz, raw bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  return query
    select m.format, m.door, m.received_at, c.raw from inbox.message m join medical.message_content c on c.message = m.id where m.id = p_message;
end $$;

-- Failed messages whose reason may have gone, in order of arrival.
create function api.due_messages(p_session bytea, p_certificate bytea)
returns table (id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  return query select m.id from inbox.message m where m.due and m.state = 'failed' order by m.place limit 500;
end $$;
