-- The mirror manifest: everything of one patient that this session may hold a copy of, and the directory it names. First row:
-- whom the lease is for and when the link ends; null when the record may not be read, and then there is no other row.

-- End of the link through which this session reads a patient; null without one. Read through the gate: a link that is not
-- readable now has no end here.
create function gate.link_end(p_patient uuid) returns timestamptz
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_patient not in (select gate.readable_patients()) then
    return null;
  end if;
  return (select max(l.ends_at) from care.link l where l.patient = p_patient and l.person = gate.person() and l.state = 'active');
end $$;

create function api.read_manifest(p_session bytea, p_certificate bytea, p_patient uuid)
returns table (person uuid, pc uuid, link_ends timestamptz,
  kind text, ref text, version integer, study text, series text, sha256 text, bytes bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  return query
    with recursive own as materialized (
      select r.type, r.id, r.version, r.sha256, r.bytes, r.refs from medical.resource r where r.patient = p_patient
    ), named(type, id, refs) as (
      select d.type, d.id, d.refs
        from (select distinct every.ref from own cross join lateral unnest(own.refs) as every(ref)) link
        join medical.resource d on d.type = split_part(link.ref, '/', 1) and d.id = split_part(link.ref, '/', 2) and d.patient is null
      union
      select d.type, d.id, d.refs
        from named n cross join lateral unnest(n.refs) link(ref)
        join medical.resource d on d.type = split_part(link.ref, '/', 1) and d.id = split_part(link.ref, '/', 2) and d.patient is null
    )
    select gate.person(), gate.pc(), gate.link_end(p_patient), null, null, null, null, null, null, null
    union all
    select null, null, null, 'resource', o.type || '/' || o.id, o.version, null, null, encode(o.sha256, 'hex'), o.bytes::bigint
      from own o
     where o.type <> 'Binary' or exists (select from own d where d.refs @> array['Binary/' || o.id])
    union all
    select null, null, null, 'resource', d.type || '/' || d.id, d.version, null, null, encode(d.sha256, 'hex'), d.bytes::bigint
      from (select distinct n.type, n.id from named n) n join medical.resource d on d.type = n.type and d.id = n.id
    union all
    select null, null, null, 'instance', i.instance_uid, null, i.study_uid, i.series_uid, encode(i.sha256, 'hex'), i.bytes
      from medical.instance i where i.patient = p_patient
    order by 4 nulls first, 5;
end $$;
