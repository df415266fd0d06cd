-- Two identities that are one person (ADT A40): what is filed under the obsolete one belongs to the surviving one from then on. Links
-- stay where they are (docs/adr/0060): who has one with the obsolete identity alone reads that identity alone, which is empty now.
-- The patient's own restrictions follow the documents: what was refused, excluded or hidden under either stays so.

create policy system_moves on medical.hiding for update using ((select gate.is_system()));
create policy systems on care.refusal for all using ((select gate.is_system()));
create policy systems on care.exclusion for all using ((select gate.is_system()));

-- Called with the locks of both held, before the two Patient resources are written anew. References become the surviving patient's,
-- as a new version each; older versions keep their text and are read with the current one.
create function medical.merge_patients(p_surviving uuid, p_obsolete uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_old text := 'Patient/' || p_obsolete;
  v_new text := 'Patient/' || p_surviving;
begin
  delete from medical.identifier o using medical.identifier s
   where o.type = 'Patient' and o.id = p_obsolete::text and s.type = 'Patient' and s.id = p_surviving::text and (s.hash, s.kind) = (o.hash, o.kind);
  update medical.identifier i set id = p_surviving::text, patient = p_surviving where i.type = 'Patient' and i.id = p_obsolete::text;
  update medical.identifier i set patient = p_surviving where i.patient = p_obsolete;

  update medical.resource_version v set patient = p_surviving where v.patient = p_obsolete and v.type <> 'Patient';
  insert into medical.resource_version (type, id, version, patient, updated, content, sha256, bytes, hidden)
    select r.type, r.id, r.version, p_surviving, r.updated, r.content, r.sha256, r.bytes, r.hidden
      from medical.resource r where r.patient = p_obsolete and r.type not in ('Patient', 'Binary');
  with moved as (
    -- The served text is head, version, `","lastUpdated":"`, 24 characters of time, tail (medical.put_rows).
    select r.type, r.id, r.version + 1 as version, date_trunc('milliseconds', clock_timestamp()) as updated,
        '{"resourceType":"' || r.type || '","id":"' || r.id || '","meta":{"versionId":"' as head,
        replace(substr(r.content, strpos(r.content, '","lastUpdated":"') + 41), v_old, v_new) as tail
      from medical.resource r where r.patient = p_obsolete and r.type not in ('Patient', 'Binary')
  ), written as (
    select m.*, m.head || m.version || '","lastUpdated":"' || to_char(m.updated at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || m.tail as content from moved m
  )
  update medical.resource r set patient = p_surviving, version = w.version, updated = w.updated, content = w.content,
      sha256 = sha256(convert_to(w.content, 'UTF8')), bytes = octet_length(w.content), source = sha256(convert_to(w.head || w.tail, 'UTF8')),
      tokens = array(select replace(t, v_old, v_new) from unnest(r.tokens) t), refs = array_replace(r.refs, v_old, v_new)
    from written w where r.type = w.type and r.id = w.id;
  update medical.resource r set patient = p_surviving where r.patient = p_obsolete and r.type = 'Binary';

  update medical.study s set patient = p_surviving where s.patient = p_obsolete;
  update medical.series s set patient = p_surviving where s.patient = p_obsolete;
  update medical.instance i set patient = p_surviving where i.patient = p_obsolete;
  update medical.filed f set patient = p_surviving where f.patient = p_obsolete and f.type <> 'Patient';
  update medical.hiding h set patient = p_surviving where h.patient = p_obsolete;

  insert into care.refusal (patient, since, since_by)
    select p_surviving, r.since, r.since_by from care.refusal r
     where r.patient = p_obsolete and r.lifted_at is null
       and not exists (select from care.refusal s where s.patient = p_surviving and s.lifted_at is null);
  insert into care.exclusion (patient, person, since, since_by)
    select p_surviving, e.person, e.since, e.since_by from care.exclusion e
     where e.patient = p_obsolete and e.lifted_at is null
       and not exists (select from care.exclusion s where s.patient = p_surviving and s.person = e.person and s.lifted_at is null);
  perform medical.apply_hiding(p_surviving);
end $$;
