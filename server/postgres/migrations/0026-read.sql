-- Reading: the gate and the read in one round trip.

-- One resource, or an older version of it; no row when there is nothing to read, for whatever reason. A Binary is read behind a
-- readable document that refers to it. Three ways, so that the ordinary one pays for nothing else.
create function api.read_resource(p_session bytea, p_certificate bytea, p_type text, p_id text, p_version integer)
returns table (patient uuid, version integer, updated timestamptz, content text, sha256 text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  if p_type = 'Binary' then
    return query
      select r.patient, r.version, r.updated, null::text, encode(r.sha256, 'hex')
        from medical.resource r
       where r.type = 'Binary' and r.id = p_id and (p_version is null or r.version = p_version)
         and exists (select from medical.resource d where d.patient = r.patient and d.refs @> array['Binary/' || r.id]);
    return;
  end if;
  return query
    select r.patient, r.version, r.updated, r.content, encode(r.sha256, 'hex')
      from medical.resource r
     where r.type = p_type and r.id = p_id and (p_version is null or r.version = p_version);
  if not found and p_version is not null then
    return query
      select v.patient, v.version, v.updated, v.content, encode(v.sha256, 'hex')
        from medical.resource_version v
       where v.type = p_type and v.id = p_id and v.version = p_version;
  end if;
end $$;

-- Every version of one readable resource, newest first; no row when there is nothing to read.
create function api.read_history(p_session bytea, p_certificate bytea, p_type text, p_id text)
returns table (patient uuid, version integer, updated timestamptz, content text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  return query
    select every.patient, every.version, every.updated, every.content from (
      select r.patient, r.version, r.updated, r.content from medical.resource r where r.type = p_type and r.id = p_id
      union all
      select v.patient, v.version, v.updated, v.content from medical.resource_version v where v.type = p_type and v.id = p_id
    ) every
    where p_type <> 'Binary'
    order by every.version desc;
end $$;

-- True when the entries of one resource satisfy a search: within a group one value suffices, every group must be met.
-- Modes: `is` the entry itself, `starts` an entry that starts so, `absent` no entry of that name.
create function medical.matches(p_tokens text[], p_groups integer[], p_modes text[], p_values text[]) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(bool_and(met), true) from (
    select bool_or(case mode
        when 'is' then value = any (p_tokens)
        when 'starts' then exists (select from unnest(p_tokens) t where starts_with(t, value))
        else not exists (select from unnest(p_tokens) t where starts_with(t, value))
      end) as met
      from unnest(p_groups, p_modes, p_values) as wanted(grp, mode, value)
     group by grp
  ) every
$$;

-- True when the periods of one resource satisfy every date condition; [from, to) on both sides (FHIR R4, search, prefixes).
create function medical.happens(p_names text[], p_from timestamptz[], p_to timestamptz[],
  p_dnames text[], p_dops text[], p_dfrom timestamptz[], p_dto timestamptz[]) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select not exists (
    select from unnest(p_dnames, p_dops, p_dfrom, p_dto) as wanted(name, op, f, t)
     where not exists (
       select from unnest(p_names, p_from, p_to) as own(name, f, t)
        where own.name = wanted.name and case wanted.op
          when 'eq' then own.f >= wanted.f and own.t <= wanted.t
          when 'ne' then not (own.f >= wanted.f and own.t <= wanted.t)
          when 'gt' then own.t > wanted.t
          when 'ge' then own.t > wanted.f
          when 'lt' then own.f < wanted.f
          when 'le' then own.f < wanted.t
          when 'sa' then own.f >= wanted.t
          when 'eb' then own.t <= wanted.f
          else false end))
$$;

-- A search. First row: the total, `readable` false when a patient asked for by name may not be read; then the page.
-- A null p_type asks for every type ($everything), a null p_patients for every readable patient.
create function api.search_resources(p_session bytea, p_certificate bytea, p_type text, p_ids text[], p_patients uuid[],
  p_groups integer[], p_modes text[], p_values text[],
  p_dnames text[], p_dops text[], p_dfrom timestamptz[], p_dto timestamptz[],
  p_since timestamptz, p_after text, p_after_ref text, p_count integer)
returns table (readable boolean, total integer,
  type text, id text, patient uuid, version integer, updated timestamptz, happened text, content text, sha256 text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_patients uuid[];
  v_readable boolean := true;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  v_patients := array(select own.id from gate.readable_patients() own(id) where p_patients is null or own.id = any (p_patients));
  if p_patients is not null then
    v_readable := cardinality(v_patients) = (select count(distinct asked.id) from unnest(p_patients) asked(id));
  end if;
  return query
    with hit as materialized (
      select r.type, r.id, r.happened
        from medical.resource r
       where (r.patient = any (v_patients) or (r.patient is null and p_type is not null and p_patients is null))
         and (r.type = p_type or p_type is null)
         and v_readable
         and (p_ids is null or r.id = any (p_ids))
         and (p_since is null or r.updated >= p_since)
         and (cardinality(p_groups) = 0 or medical.matches(r.tokens, p_groups, p_modes, p_values))
         and (cardinality(p_dnames) = 0 or medical.happens(r.date_names, r.date_from, r.date_to, p_dnames, p_dops, p_dfrom, p_dto))
         and r.type <> 'Binary'
    ), page as (
      select h.type, h.id, h.happened from hit h
       where p_after_ref is null or (h.happened, h.type || '/' || h.id) < (p_after::timestamptz, p_after_ref)
       order by h.happened desc, h.type || '/' || h.id desc
       limit p_count
    )
    select v_readable, (select count(*)::integer from hit), null, null, null, null, null, null, null, null
    union all
    (select null, null, r.type, r.id, r.patient, r.version, r.updated, r.happened::text, r.content, encode(r.sha256, 'hex')
       from page p join medical.resource r on r.type = p.type and r.id = p.id
      order by r.happened desc, r.type || '/' || r.id desc);
end $$;

-- For _include and _revinclude: the readable ones of these references, and the readable ones of a type that refer to them.
create function api.read_joined(p_session bytea, p_certificate bytea, p_refs text[], p_type text, p_tokens text[])
returns table (type text, id text, patient uuid, version integer, updated timestamptz, content text, sha256 text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  if p_type is null then
    return query
      select r.type, r.id, r.patient, r.version, r.updated, r.content, encode(r.sha256, 'hex')
        from (select distinct split_part(ref, '/', 1) as type, split_part(ref, '/', 2) as id from unnest(p_refs) ref) asked
        join medical.resource r on r.type = asked.type and r.id = asked.id
       where r.type <> 'Binary'
       order by r.type, r.id;
  else
    return query
      select r.type, r.id, r.patient, r.version, r.updated, r.content, encode(r.sha256, 'hex')
        from medical.resource r
       where r.type = p_type and r.refs && p_refs and r.tokens && p_tokens
       order by r.type, r.id;
  end if;
end $$;
