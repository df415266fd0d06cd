-- An image that comes under an obsolete number while two identities become one (A40): it was matched before the merge and written after it, under
-- the identity that nobody reads any more. Whoever stores images holds lock 26 with the others who do; a merge holds it alone. It is taken
-- before any other lock (26, then places, then patients), so that nobody waits in a circle. Merges are rare, and short.

-- As in 0070.
create or replace function api.store_instances(p_session bytea, p_certificate bytea, p_instances jsonb, p_door text, p_sender text, p_defer boolean)
returns table (ordinal integer, outcome text, patient uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_row record;
  v_file record;
  v_now jsonb := '{}';
  v_later text[] := '{}';
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  perform pg_advisory_xact_lock_shared(26, 0);
  perform medical.lock_places(array(
    select place from jsonb_array_elements(p_instances) i cross join lateral unnest(array[i ->> 'study', i ->> 'series']) place));
  for v_row in
    select i, n::integer as ordinal, i ->> 'study' as study,
        p_defer and exists (select from medical.series e where e.series_uid = i ->> 'series') as known
      from jsonb_array_elements(p_instances) with ordinality as one(i, n) order by i ->> 'instance', n
  loop
    if v_row.i ->> 'unreadable' is not null then
      select null::uuid as patient, v_row.i ->> 'unreadable' as reason into v_file;
    else
      v_file := medical.file_of(v_row.i);
      if v_file.patient is not null and not medical.put_instance(v_row.i, v_file.patient, case p_door when 'pacs' then 'pacs' else 'store' end) then
        v_file := medical.file_of(v_row.i);
      end if;
    end if;
    if v_file.patient is not null then
      if v_row.known then
        v_later := v_later || v_row.study;
      else
        v_now := v_now || jsonb_build_object(v_row.study, v_row.i -> 'studyTokens');
      end if;
    elsif v_file.reason <> 'duplicate' then
      perform medical.put_quarantine(v_row.i, v_file.reason, p_door, p_sender);
    elsif p_door <> 'pacs' then
      -- What only the PACS held has arrived here.
      update medical.instance set source = 'store', sha256 = decode(v_row.i ->> 'sha256', 'hex'), bytes = (v_row.i ->> 'bytes')::bigint
       where instance_uid = v_row.i ->> 'instance' and source = 'pacs';
    end if;
    ordinal := v_row.ordinal;
    outcome := coalesce(v_file.reason, 'stored');
    patient := v_file.patient;
    return next;
  end loop;
  -- The desk hides under the same lock (0029): whoever comes second sees what the first did.
  perform pg_advisory_xact_lock(hashtextextended(wanted.patient, 20))
    from (select distinct s.patient::text as patient from medical.study s where v_now ? s.study_uid or s.study_uid = any (v_later) order by 1) wanted;
  perform medical.refresh_study(touched.study, touched.tokens) from jsonb_each(v_now) as touched(study, tokens);
  update medical.study set stale = true where study_uid = any (v_later) and not v_now ? study_uid and not stale;
  update medical.instance i set hidden = true from medical.study s
   where s.study_uid = any (v_later) and s.hidden and i.study_uid = s.study_uid and not i.hidden;
end $$;

-- As in 0064.
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
  v_changed jsonb;
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
  select coalesce(jsonb_agg(m order by n), '[]'), coalesce(array_agg(p_raws[n] order by n), '{}') into v_kept, v_raws
    from jsonb_array_elements(p_messages) with ordinality as one(m, n) where not v_out ? n::text;

  perform inbox.keep(v_kept, v_raws);

  select coalesce(jsonb_agg(jsonb_build_object('patient', r ->> 'patient', 'type', r ->> 'type', 'id', r ->> 'id')), '[]') into v_changed
    from (select v_rows -> (w.ordinal - 1) as r from medical.put_rows(v_rows) w where w.outcome <> 'unchanged') written;
  perform care.index_patient((r ->> 'id')::uuid, r -> 'index') from jsonb_array_elements(v_rows) r where r ->> 'type' = 'Patient';
  insert into medical.filed as kept (type, key, id, patient, version, cancelled)
    select f ->> 'type', decode(f ->> 'key', 'hex'), f ->> 'id', (f ->> 'patient')::uuid, f ->> 'version', nullif(f -> 'cancelled', 'null')
      from jsonb_array_elements(v_kept) m cross join lateral jsonb_array_elements(m -> 'filed') f
    on conflict (type, key) do update set version = excluded.version, cancelled = excluded.cancelled;

  perform medical.apply_hiding(touched.patient)
    from (select distinct (c ->> 'patient')::uuid as patient from jsonb_array_elements(v_changed) c where c ->> 'patient' is not null) touched;
  -- Nothing is told of what is hidden.
  perform push.emit('record-changed', null, told.patient) from (
    with changed as materialized (select c ->> 'type' as type, c ->> 'id' as id from jsonb_array_elements(v_changed) c)
    select distinct stored.patient from changed c join medical.resource stored on stored.type = c.type and stored.id = c.id
     where stored.patient is not null and not stored.hidden
    union
    select (m -> 'merge' ->> side)::uuid from jsonb_array_elements(v_kept) m cross join unnest(array['surviving', 'obsolete']) side
     where m -> 'merge' ->> 'obsolete' is not null
  ) told;
  return query
    select n::integer, coalesce(v_out ->> n::text, 'done') from jsonb_array_elements(p_messages) with ordinality as one(m, n) order by n;
end $$;
