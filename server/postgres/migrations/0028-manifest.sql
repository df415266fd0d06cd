-- The mirror manifest: everything of one patient that this session may hold a copy of, and the directory it names.

create function api.read_manifest(p_session bytea, p_certificate bytea, p_patient uuid)
returns table (person uuid, pc uuid, readable boolean,
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
        from (select distinct ref from own cross join lateral unnest(own.refs) ref) link
        join medical.resource d on d.type = split_part(link.ref, '/', 1) and d.id = split_part(link.ref, '/', 2) and d.patient is null
      union
      select d.type, d.id, d.refs
        from named n cross join lateral unnest(n.refs) link(ref)
        join medical.resource d on d.type = split_part(link.ref, '/', 1) and d.id = split_part(link.ref, '/', 2) and d.patient is null
    )
    select gate.person(), gate.pc(), p_patient in (select gate.readable_patients()), null, null, null, null, null, null, null
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
