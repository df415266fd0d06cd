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
