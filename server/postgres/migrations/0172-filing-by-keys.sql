-- Filing messages, by keys alone (0064 said so, and one question did not: with few documents stored, references were looked up by reading the
-- whole record, which took half of PostgreSQL's time for a message). What is stored is now asked inside `lateral (… offset 0)`, which the planner
-- may not turn into a join over the whole table; a target that many rows name is asked once; and a batch tells of all its patients at once.

create or replace function medical.refusals_of(p_rows jsonb) returns table (ordinal integer, fault text)
language sql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  with row as materialized (
    select n::integer as n, r, r ->> 'type' as type, r ->> 'id' as id, (r ->> 'patient')::uuid as patient
      from jsonb_array_elements(p_rows) with ordinality as one(r, n)
  ), held as materialized (
    select row.*, current.id is not null as known, current.patient as held_by, current.version
      from row left join lateral (
        select c.id, c.patient, c.version from medical.resource c where c.type = row.type and c.id = row.id offset 0) current on true
  ), outward as materialized (
    select h.n, link.ref, coalesce(h.patient, h.held_by) as patient
      from held h cross join lateral jsonb_array_elements_text(h.r -> 'outward') link(ref)
  ), target as materialized (
    select named.ref, named.type, found.id, found.patient
      from (select distinct o.ref, split_part(o.ref, '/', 1) as type, split_part(o.ref, '/', 2) as id from outward o) named
      left join lateral (
        select t.id, t.patient from medical.resource t where t.type = named.type and t.id = named.id offset 0) found on true
  ), wanted as materialized (
    select row.n, row.type, decode(hash, 'hex') as hash from row cross join lateral jsonb_array_elements_text(row.r -> 'ifNoneExist') wanted(hash)
  ), own as materialized (
    select row.n, row.id, decode(hash, 'hex') as hash from row cross join lateral jsonb_array_elements_text(row.r -> 'hashes') own(hash)
     where row.type = 'Patient'
  )
  select h.n, case
      when h.known and h.held_by is distinct from h.patient and not (h.type = 'Binary' and h.patient is null) then 'patient-changed'
      when h.type = 'Binary' and h.patient is null and not h.known then 'binary-without-document'
      when h.r ->> 'create' = 'true' and h.known then 'exists-already'
      when h.r ->> 'ifMatch' is not null and h.version is distinct from (h.r ->> 'ifMatch')::integer then 'version-conflict'
    end
    from held h
   where (h.known and h.held_by is distinct from h.patient and not (h.type = 'Binary' and h.patient is null))
      or (h.type = 'Binary' and h.patient is null and not h.known)
      or (h.r ->> 'create' = 'true' and h.known)
      or (h.r ->> 'ifMatch' is not null and h.version is distinct from (h.r ->> 'ifMatch')::integer)
  union all
  select distinct w.n, 'condition-changed' from wanted w cross join lateral (
      select i.id from medical.identifier i where i.hash = w.hash and i.kind = 'business' and i.type = w.type offset 0) i
  union all
  select distinct o.n, 'identifier-taken' from own o cross join lateral (
      select i.id from medical.identifier i where i.hash = o.hash and i.kind = 'business' and i.type = 'Patient' offset 0) i
   where i.id <> o.id
  union all
  select o.n, case when target.id is null then 'reference-missing ' else 'reference-other-patient ' end || o.ref
    from outward o join target on target.ref = o.ref
   where (target.id is null and target.type <> 'ImagingStudy')
      or (target.patient is not null and target.patient is distinct from o.patient)
  order by 1
$$;

create or replace function medical.put_rows(p_rows jsonb) returns table (ordinal integer, outcome text, version integer, updated timestamptz)
language sql set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  with come as materialized (
    select n::integer as n, r, r ->> 'type' as type, r ->> 'id' as id, (r ->> 'patient')::uuid as patient,
        case when r ->> 'type' = 'Binary' then decode(r ->> 'sha256', 'hex')
          else sha256(convert_to((r ->> 'head') || (r ->> 'tail'), 'UTF8')) end as source
      from jsonb_array_elements(p_rows) with ordinality as one(r, n)
  ), row as materialized (
    select come.n, come.r, come.type, come.id, current as old, current.id is not null as known, coalesce(come.patient, current.patient) as patient, come.source
      from come left join lateral (
        select c.* from medical.resource c where c.type = come.type and c.id = come.id offset 0) current on true
  ), counted as materialized (
    select row.*, coalesce((row.old).version, 0) + 1 as version, date_trunc('milliseconds', clock_timestamp()) as updated
      from row where (row.old).source is distinct from row.source
  ), changed as materialized (
    select c.*, case when c.type <> 'Binary' then (c.r ->> 'head') || c.version || '","lastUpdated":"'
        || to_char(c.updated at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || (c.r ->> 'tail') end as content
      from counted c
  ), replaced as (
    insert into medical.resource_version (type, id, version, patient, updated, content, sha256, bytes)
      select c.type, c.id, (c.old).version, (c.old).patient, (c.old).updated, (c.old).content, (c.old).sha256, (c.old).bytes
        from changed c where c.known
  ), put as (
    insert into medical.resource as stored (type, id, patient, version, updated, content, sha256, bytes, source, tokens,
        date_names, date_from, date_to, happened, refs)
      select c.type, c.id, c.patient, c.version, c.updated, c.content,
          coalesce(sha256(convert_to(c.content, 'UTF8')), c.source), coalesce(octet_length(c.content), (c.r ->> 'bytes')::integer),
          c.source, array(select jsonb_array_elements_text(c.r -> 'tokens')),
          array(select d ->> 'name' from jsonb_array_elements(c.r -> 'dates') d),
          array(select (d ->> 'from')::timestamptz from jsonb_array_elements(c.r -> 'dates') d),
          array(select (d ->> 'to')::timestamptz from jsonb_array_elements(c.r -> 'dates') d),
          coalesce((c.r ->> 'happened')::timestamptz, '-infinity'), array(select jsonb_array_elements_text(c.r -> 'refs'))
        from changed c
      on conflict (type, id) do update set version = excluded.version, updated = excluded.updated,
        content = excluded.content, sha256 = excluded.sha256, bytes = excluded.bytes, source = excluded.source,
        tokens = excluded.tokens, date_names = excluded.date_names, date_from = excluded.date_from,
        date_to = excluded.date_to, happened = excluded.happened, refs = excluded.refs
  ), own as materialized (
    select c.type, c.id, c.patient, 'business' as kind, decode(h.hash, 'hex') as hash
      from changed c cross join lateral jsonb_array_elements_text(c.r -> 'hashes') h(hash)
    union
    select c.type, c.id, c.patient, 'image', decode(h.hash, 'hex')
      from changed c cross join lateral jsonb_array_elements_text(c.r -> 'imageHashes') h(hash)
  ), gone as materialized (
    select i.hash, i.kind, i.type, i.id from changed c cross join lateral (
        select had.* from medical.identifier had where had.type = c.type and had.id = c.id offset 0) i
     where c.known and not exists (select from own where own.type = i.type and own.id = i.id and own.kind = i.kind and own.hash = i.hash)
  ), dropped as (
    delete from medical.identifier i using gone g where i.hash = g.hash and i.kind = g.kind and i.type = g.type and i.id = g.id
  ), found as (
    insert into medical.identifier (hash, kind, type, id, patient) select own.hash, own.kind, own.type, own.id, own.patient from own
      on conflict do nothing
  )
  select row.n, case when c.n is null then 'unchanged' when row.known then 'updated' else 'created' end,
      coalesce(c.version, (row.old).version), coalesce(c.updated, (row.old).updated)
    from row left join changed c on c.n = row.n
   order by row.n
$$;

-- As in 0149.
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

  with come as materialized (
    select n::integer as n, (r ->> 'patient')::uuid as patient, r ->> 'type' as type, r ->> 'id' as id
      from jsonb_array_elements(v_rows) with ordinality as one(r, n)
  ), written as materialized (
    select w.ordinal from medical.put_rows(v_rows) w where w.outcome <> 'unchanged'
  )
  select coalesce(array_agg(distinct c.patient) filter (where c.patient is not null), '{}'), coalesce(array_agg(c.type), '{}'),
      coalesce(array_agg(c.id), '{}') into v_patients, v_types, v_ids
    from come c join written w on w.ordinal = c.n;
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

-- Whether anything of a patient was ever hidden is asked at each filing; the index of 0022 knows only of what is hidden now.
create index hiding_ever on medical.hiding (patient);
