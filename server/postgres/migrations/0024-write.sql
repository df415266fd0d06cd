-- The hospital's own systems write; everything of one transaction or nothing of it.

-- Resources by keyed identifier, for conditions and logical references. Systems only.
create function api.find_by_identifier(p_session bytea, p_certificate bytea, p_types text[], p_hashes text[])
returns table (ordinal integer, type text, id text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  return query
    select asked.ordinal::integer, i.type, i.id
      from unnest(p_types, p_hashes) with ordinality as asked(type, hash, ordinal)
      join medical.identifier i on i.hash = decode(asked.hash, 'hex') and i.kind = 'business' and i.type = asked.type;
end $$;

-- Why prepared rows may not be written; no row when they all may. Called with the locks held, before anything is written.
create function medical.refusals_of(p_rows jsonb) returns table (ordinal integer, fault text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with row as materialized (
    select n::integer as n, r, r ->> 'type' as type, r ->> 'id' as id, (r ->> 'patient')::uuid as patient
      from jsonb_array_elements(p_rows) with ordinality as one(r, n)
  ), held as materialized (
    select row.*, current.id is not null as known, current.patient as held_by, current.version
      from row left join medical.resource current on current.type = row.type and current.id = row.id
  ), outward as (
    select h.n, link.ref, coalesce(h.patient, h.held_by) as patient
      from held h cross join lateral jsonb_array_elements_text(h.r -> 'outward') link(ref)
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
  select distinct row.n, 'condition-changed'
    from row cross join lateral jsonb_array_elements_text(row.r -> 'ifNoneExist') wanted(hash)
    join medical.identifier i on i.hash = decode(wanted.hash, 'hex') and i.kind = 'business' and i.type = row.type
  union all
  select distinct row.n, 'identifier-taken'
    from row cross join lateral jsonb_array_elements_text(row.r -> 'hashes') own(hash)
    join medical.identifier i on i.hash = decode(own.hash, 'hex') and i.kind = 'business' and i.type = 'Patient' and i.id <> row.id
   where row.type = 'Patient'
  union all
  select o.n, case when target.id is null then 'reference-missing ' else 'reference-other-patient ' end || o.ref
    from outward o
    left join medical.resource target on target.type = split_part(o.ref, '/', 1) and target.id = split_part(o.ref, '/', 2)
   where (target.id is null and split_part(o.ref, '/', 1) <> 'ImagingStudy')
      or (target.patient is not null and target.patient is distinct from o.patient)
  order by 1
$$;

-- Writes prepared rows that nothing speaks against. `head` and `tail` enclose version and time in the served text; what is
-- equal but for those stays the version it is.
create function medical.put_rows(p_rows jsonb) returns table (ordinal integer, outcome text, version integer, updated timestamptz)
language sql set search_path = pg_catalog, pg_temp as $$
  with row as materialized (
    select n::integer as n, r, r ->> 'type' as type, r ->> 'id' as id, current as old, current.id is not null as known,
        coalesce((r ->> 'patient')::uuid, current.patient) as patient,
        case when r ->> 'type' = 'Binary' then decode(r ->> 'sha256', 'hex')
          else sha256(convert_to((r ->> 'head') || (r ->> 'tail'), 'UTF8')) end as source
      from jsonb_array_elements(p_rows) with ordinality as one(r, n)
      left join medical.resource current on current.type = r ->> 'type' and current.id = r ->> 'id'
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
  ), dropped as (
    delete from medical.identifier i using changed c
      where c.known and i.type = c.type and i.id = c.id
        and not exists (select from own where own.type = i.type and own.id = i.id and own.kind = i.kind and own.hash = i.hash)
  ), found as (
    insert into medical.identifier (hash, kind, type, id, patient) select own.hash, own.kind, own.type, own.id, own.patient from own
      on conflict do nothing
  )
  select row.n, case when c.n is null then 'unchanged' when row.known then 'updated' else 'created' end,
      coalesce(c.version, (row.old).version), coalesce(c.updated, (row.old).updated)
    from row left join changed c on c.n = row.n
   order by row.n
$$;

-- A whole transaction. When any row is refused, the answer names each refusal (`version` null) and nothing was written.
create function api.write_resources(p_session bytea, p_certificate bytea, p_rows jsonb)
returns table (ordinal integer, outcome text, version integer, updated timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_patient uuid;
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
    ) every where every.key is not null order by every.key
  ) wanted;

  return query select refused.ordinal, refused.fault, null::integer, null::timestamptz from medical.refusals_of(p_rows) refused;
  if found then
    return;
  end if;
  return query select * from medical.put_rows(p_rows);
  perform care.index_patient((r ->> 'id')::uuid, r -> 'index') from jsonb_array_elements(p_rows) r where r ->> 'type' = 'Patient';

  for v_patient in
    select distinct (r ->> 'patient')::uuid from jsonb_array_elements(p_rows) r where r ->> 'patient' is not null
  loop
    perform medical.apply_hiding(v_patient);
    perform push.emit('record-changed', null, v_patient) where exists (
      select from jsonb_array_elements(p_rows) r
        join medical.resource stored on stored.type = r ->> 'type' and stored.id = r ->> 'id'
       where stored.patient = v_patient and not stored.hidden
         -- Nothing is told of a row that this transaction did not change.
         and stored.xmin::text = (pg_current_xact_id()::text::numeric % 4294967296)::text
    );
  end loop;
end $$;
