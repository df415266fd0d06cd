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

-- Why a prepared row may not be written; null when it may. Called with the locks held, before anything is written.
create function medical.refusal_of(p_row jsonb) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_patient uuid := (p_row ->> 'patient')::uuid;
  v_current medical.resource;
  v_fault text;
begin
  select * into v_current from medical.resource r where r.type = p_row ->> 'type' and r.id = p_row ->> 'id';
  if found and v_current.patient is distinct from v_patient and not (v_current.type = 'Binary' and v_patient is null) then
    return 'patient-changed';
  end if;
  if p_row ->> 'type' = 'Binary' and v_patient is null and v_current.id is null then
    return 'binary-without-document';
  end if;
  if p_row ->> 'create' = 'true' and v_current.id is not null then
    return 'exists-already';
  end if;
  if p_row ->> 'ifMatch' is not null and v_current.version is distinct from (p_row ->> 'ifMatch')::integer then
    return 'version-conflict';
  end if;
  if exists (
    select from jsonb_array_elements_text(coalesce(p_row -> 'ifNoneExist', '[]')) wanted(hash)
      join medical.identifier i on i.hash = decode(wanted.hash, 'hex') and i.kind = 'business' and i.type = p_row ->> 'type'
  ) then
    return 'condition-changed';
  end if;
  if p_row ->> 'type' = 'Patient' and exists (
    select from jsonb_array_elements_text(p_row -> 'hashes') own(hash)
      join medical.identifier i on i.hash = decode(own.hash, 'hex') and i.kind = 'business' and i.type = 'Patient' and i.id <> p_row ->> 'id'
  ) then
    return 'identifier-taken';
  end if;
  select case
      when target.id is null then 'reference-missing ' || link.ref
      else 'reference-other-patient ' || link.ref
    end into v_fault
    from jsonb_array_elements_text(p_row -> 'outward') link(ref)
    left join medical.resource target
      on target.type = split_part(link.ref, '/', 1) and target.id = split_part(link.ref, '/', 2)
   where (target.id is null and split_part(link.ref, '/', 1) <> 'ImagingStudy')
      or (target.patient is not null and target.patient is distinct from coalesce(v_patient, v_current.patient))
   limit 1;
  return v_fault;
end $$;

-- Writes one prepared row; the answer is what became of it. `head` and `tail` enclose version and time in the served text.
create function medical.put_row(p_row jsonb, out outcome text, out version integer, out updated timestamptz)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_type text := p_row ->> 'type';
  v_id text := p_row ->> 'id';
  v_current medical.resource;
  v_source bytea;
  v_content text;
  v_sha bytea;
  v_patient uuid;
begin
  select * into v_current from medical.resource r where r.type = v_type and r.id = v_id for update;
  v_patient := coalesce((p_row ->> 'patient')::uuid, v_current.patient);
  v_source := case when v_type = 'Binary' then decode(p_row ->> 'sha256', 'hex')
    else sha256(convert_to((p_row ->> 'head') || (p_row ->> 'tail'), 'UTF8')) end;
  if v_current.source = v_source then
    outcome := 'unchanged'; version := v_current.version; updated := v_current.updated;
    return;
  end if;
  version := coalesce(v_current.version, 0) + 1;
  updated := date_trunc('milliseconds', clock_timestamp());
  outcome := case when v_current.id is null then 'created' else 'updated' end;
  if v_type = 'Binary' then
    v_sha := v_source;
  else
    v_content := (p_row ->> 'head') || version || '","lastUpdated":"'
      || to_char(updated at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || (p_row ->> 'tail');
    v_sha := sha256(convert_to(v_content, 'UTF8'));
  end if;
  if v_current.id is not null then
    insert into medical.resource_version
      values (v_type, v_id, v_current.version, v_current.patient, v_current.updated, v_current.content, v_current.sha256, v_current.bytes);
  end if;
  insert into medical.resource as r (type, id, patient, version, updated, content, sha256, bytes, source, tokens,
      date_names, date_from, date_to, happened, refs)
    values (v_type, v_id, v_patient, version, updated, v_content, v_sha,
      coalesce(octet_length(v_content), (p_row ->> 'bytes')::integer), v_source,
      array(select jsonb_array_elements_text(p_row -> 'tokens')),
      array(select d ->> 'name' from jsonb_array_elements(p_row -> 'dates') d),
      array(select (d ->> 'from')::timestamptz from jsonb_array_elements(p_row -> 'dates') d),
      array(select (d ->> 'to')::timestamptz from jsonb_array_elements(p_row -> 'dates') d),
      coalesce((p_row ->> 'happened')::timestamptz, '-infinity'),
      array(select jsonb_array_elements_text(p_row -> 'refs')))
    on conflict (type, id) do update set version = excluded.version, updated = excluded.updated,
      content = excluded.content, sha256 = excluded.sha256, bytes = excluded.bytes, source = excluded.source,
      tokens = excluded.tokens, date_names = excluded.date_names, date_from = excluded.date_from,
      date_to = excluded.date_to, happened = excluded.happened, refs = excluded.refs;
  delete from medical.identifier i where i.type = v_type and i.id = v_id;
  insert into medical.identifier (hash, kind, type, id, patient)
    select distinct decode(own.hash, 'hex'), own.kind, v_type, v_id, v_patient from (
      select hash, 'business' as kind from jsonb_array_elements_text(p_row -> 'hashes') b(hash)
      union all
      select hash, 'image' from jsonb_array_elements_text(coalesce(p_row -> 'imageHashes', '[]')) m(hash)
    ) own;
  if v_type = 'Patient' then
    perform care.index_patient(v_patient, p_row -> 'index');
  end if;
end $$;

-- A whole transaction. When any row is refused, the answer names each refusal and nothing was written.
create function api.write_resources(p_session bytea, p_certificate bytea, p_rows jsonb)
returns table (ordinal integer, outcome text, version integer, updated timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_patient uuid;
  v_refused boolean;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  perform pg_advisory_xact_lock(hashtextextended(wanted.key, 20)) from (
    select distinct key from (
      select r ->> 'patient' as key from jsonb_array_elements(p_rows) r
      union all
      select (r ->> 'type') || (r ->> 'id') from jsonb_array_elements(p_rows) r where r ->> 'patient' is null
      union all
      select hash from jsonb_array_elements(p_rows) r cross join lateral jsonb_array_elements_text(r -> 'hashes') own(hash)
    ) every where key is not null order by key
  ) wanted;

  select bool_or(medical.refusal_of(r) is not null) into v_refused from jsonb_array_elements(p_rows) r;
  if v_refused then
    return query select n::integer, medical.refusal_of(r), null::integer, null::timestamptz
      from jsonb_array_elements(p_rows) with ordinality as row(r, n) where medical.refusal_of(r) is not null;
    return;
  end if;

  for ordinal, outcome, version, updated in
    select n::integer, w.outcome, w.version, w.updated
      from jsonb_array_elements(p_rows) with ordinality as row(r, n)
      cross join lateral medical.put_row(r) w
  loop
    return next;
  end loop;

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
