-- Filing (adr/0178): no statement is planned anew for each batch, and a new row brings its lists as PostgreSQL writes them.

-- Every statement of it asks by keys, whatever is stored (0172): one plan does for all batches. Left to itself, PostgreSQL makes some of these
-- plans for each batch, a twentieth of its time.
alter function api.file_messages(bytea, bytea, text[], text[], text[], boolean[], integer[], text[], jsonb, bytea[], jsonb)
  set plan_cache_mode = force_generic_plan;

-- As in 0173, but that `tokens`, `dateNames`, `dateFrom`, `dateTo` and `refs` are texts of arrays (`{"a","b"}`): read by one cast, where a JSON
-- array took a subquery for each. A JSON array in their place is refused.
create or replace function medical.add_rows(p_rows jsonb) returns void
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
          m.source, (m.r ->> 'tokens')::text[], (m.r ->> 'dateNames')::text[], (m.r ->> 'dateFrom')::timestamptz[],
          (m.r ->> 'dateTo')::timestamptz[], coalesce((m.r ->> 'happened')::timestamptz, '-infinity'), (m.r ->> 'refs')::text[]
        from made m
  )
  insert into medical.identifier (hash, kind, type, id, patient)
    select decode(h.hash, 'hex'), 'business', c.type, c.id, c.patient from come c cross join lateral jsonb_array_elements_text(c.r -> 'hashes') h(hash)
    union
    select decode(h.hash, 'hex'), 'image', c.type, c.id, c.patient from come c cross join lateral jsonb_array_elements_text(c.r -> 'imageHashes') h(hash)
$$;
