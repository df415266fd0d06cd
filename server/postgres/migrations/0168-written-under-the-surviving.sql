-- What is said of an identity that a merge (0062) ended would reach nobody: it is refused, and the sender told which one goes on. The locks are
-- those that a merge takes.
--
-- A whole transaction. When any row is refused, the answer names each refusal (`version` null) and nothing was written.
create or replace function api.write_resources(p_session bytea, p_certificate bytea, p_rows jsonb)
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

  return query
    select one.n::integer, 'patient-merged Patient/' || m.surviving, null::integer, null::timestamptz
      from jsonb_array_elements(p_rows) with ordinality as one(r, n) join gate.merged m on m.obsolete = (one.r ->> 'patient')::uuid
     where one.r ->> 'type' <> 'Patient' order by 1;
  if found then
    return;
  end if;
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
