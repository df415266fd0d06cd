-- Filing in fewer steps (adr/0177): what a batch costs whatever its size (looking through the policies of `on conflict`, a check of each
-- reference) was a third of PostgreSQL's time for a message.

-- Most of what a message brings is new, and was found to be (medical.refusals_of) with the locks held: it is inserted, no more. An id that stands
-- all the same breaks the batch, and its message is refused alone. As medical.put_rows writes a first version.
create function medical.add_rows(p_rows jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  with come as materialized (
    select r, r ->> 'type' as type, r ->> 'id' as id, (r ->> 'patient')::uuid as patient, date_trunc('milliseconds', clock_timestamp()) as updated
      from jsonb_array_elements(p_rows) r where r ->> 'create' = 'true'
  ), made as materialized (
    select come.*, case when come.type <> 'Binary' then (come.r ->> 'head') || '1","lastUpdated":"'
        || to_char(come.updated at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || (come.r ->> 'tail') end as content,
        case when come.type = 'Binary' then decode(come.r ->> 'sha256', 'hex')
          else sha256(convert_to((come.r ->> 'head') || (come.r ->> 'tail'), 'UTF8')) end as source
      from come
  ), put as (
    insert into medical.resource (type, id, patient, version, updated, content, sha256, bytes, source, tokens, date_names, date_from, date_to, happened, refs)
      select m.type, m.id, m.patient, 1, m.updated, m.content,
          coalesce(sha256(convert_to(m.content, 'UTF8')), m.source), coalesce(octet_length(m.content), (m.r ->> 'bytes')::integer),
          m.source, array(select jsonb_array_elements_text(m.r -> 'tokens')),
          array(select d ->> 'name' from jsonb_array_elements(m.r -> 'dates') d),
          array(select (d ->> 'from')::timestamptz from jsonb_array_elements(m.r -> 'dates') d),
          array(select (d ->> 'to')::timestamptz from jsonb_array_elements(m.r -> 'dates') d),
          coalesce((m.r ->> 'happened')::timestamptz, '-infinity'), array(select jsonb_array_elements_text(m.r -> 'refs'))
        from made m
  )
  insert into medical.identifier (hash, kind, type, id, patient)
    select decode(h.hash, 'hex'), 'business', c.type, c.id, c.patient from come c cross join lateral jsonb_array_elements_text(c.r -> 'hashes') h(hash)
    union
    select decode(h.hash, 'hex'), 'image', c.type, c.id, c.patient from come c cross join lateral jsonb_array_elements_text(c.r -> 'imageHashes') h(hash)
$$;

-- As in 0172; what is new and what stands apart.
create or replace function api.file_messages(p_session bytea, p_certificate bytea,
  p_kinds text[], p_types text[], p_hashes text[], p_wanted boolean[], p_owners integer[], p_seen text[],
  p_messages jsonb, p_raws bytea[], p_rows jsonb)
returns table (ordinal integer, outcome text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  v_out jsonb;
  v_kept jsonb;
  v_raws bytea[];
  v_rows jsonb;
  v_merge record;
  v_stored jsonb;
  v_unchanged text[] := '{}';
  v_patients uuid[];
  v_types text[];
  v_ids text[];
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  if exists (select from jsonb_array_elements(p_messages) m where m -> 'merge' ->> 'obsolete' is not null) then
    perform pg_advisory_xact_lock(26, 0);
  end if;
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
  v_kept := p_messages;
  v_raws := p_raws;
  if v_out <> '{}' then
    select coalesce(jsonb_agg(m order by n), '[]'), coalesce(array_agg(p_raws[n] order by n), '{}') into v_kept, v_raws
      from jsonb_array_elements(p_messages) with ordinality as one(m, n) where not v_out ? n::text;
  end if;

  perform inbox.keep(v_kept, v_raws);

  perform medical.add_rows(v_rows);
  -- Rare beside what is new: corrections, cancellations, patients.
  v_stored := (select jsonb_agg(r) from jsonb_array_elements(v_rows) r where r ->> 'create' is distinct from 'true');
  if v_stored is not null then
    v_unchanged := array(
      select (v_stored -> (w.ordinal - 1) ->> 'type') || '/' || (v_stored -> (w.ordinal - 1) ->> 'id')
        from medical.put_rows(v_stored) w where w.outcome = 'unchanged');
  end if;
  select coalesce(array_agg(distinct c.patient) filter (where c.patient is not null), '{}'), coalesce(array_agg(c.type), '{}'),
      coalesce(array_agg(c.id), '{}') into v_patients, v_types, v_ids
    from (select (r ->> 'patient')::uuid as patient, r ->> 'type' as type, r ->> 'id' as id from jsonb_array_elements(v_rows) r) c
   where not c.type || '/' || c.id = any (v_unchanged);
  perform care.index_patient((r ->> 'id')::uuid, r -> 'index') from jsonb_array_elements(v_rows) r where r ->> 'type' = 'Patient';
  insert into medical.filed as kept (type, key, id, patient, version, cancelled)
    select f ->> 'type', decode(f ->> 'key', 'hex'), f ->> 'id', (f ->> 'patient')::uuid, f ->> 'version', nullif(f -> 'cancelled', 'null')
      from jsonb_array_elements(v_kept) m cross join lateral jsonb_array_elements(m -> 'filed') f
    on conflict (type, key) do update set version = excluded.version, cancelled = excluded.cancelled;

  perform medical.apply_hiding(touched) from unnest(v_patients) touched
    where exists (select from medical.hiding h where h.patient = touched);
  -- As push.emit, once for all of them. Nothing is told of what is hidden.
  insert into push.outbox (type, patient)
    select 'record-changed', stored.patient from unnest(v_types, v_ids) c(type, id) cross join lateral (
        select s.patient from medical.resource s where s.type = c.type and s.id = c.id and not s.hidden offset 0) stored
     where stored.patient is not null
    union
    select 'record-changed', (m -> 'merge' ->> side)::uuid
      from jsonb_array_elements(v_kept) m cross join unnest(array['surviving', 'obsolete']) side
     where m -> 'merge' ->> 'obsolete' is not null;
  if found then
    perform pg_notify('passerelle_push', '');
  end if;
  return query
    select n::integer, coalesce(v_out ->> n::text, 'done') from jsonb_array_elements(p_messages) with ordinality as one(m, n) order by n;
end $$;

-- An identifier is written by the statement that writes its resource, and no resource that has one is ever deleted: to look for each of them again
-- and to lock it cost more than to write it (as in 0006 for the trace).
alter table medical.identifier drop constraint identifier_type_id_fkey;

-- The same characters as before, without a regular expression for each row.
alter table medical.resource drop constraint resource_id_check;
alter table medical.resource add constraint resource_id_check
  check (octet_length(id) between 1 and 64 and translate(id, '0123456789abcdef-ghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.', '') = '');

-- What no PC did stands in no list by PC.
drop index trace.entry_pc;
create index entry_pc on trace.entry (nullif(split_part(split_part(body, '"pc":"', 2), '"', 1), ''), at)
  where nullif(split_part(split_part(body, '"pc":"', 2), '"', 1), '') is not null;
