-- The patient desk hides a document and shows it again [R18]. It sees what goes with it, never what stands in it.

create policy desk_hides on medical.resource for select using ((select gate.role()) = 'desk');
create policy desk_flags on medical.resource for update using ((select gate.role()) = 'desk');
create policy desk_hides on medical.study for select using ((select gate.role()) = 'desk');
create policy desk_flags on medical.study for update using ((select gate.role()) = 'desk');
create policy desk_hides on medical.series for select using ((select gate.role()) = 'desk');
create policy desk_flags on medical.series for update using ((select gate.role()) = 'desk');
create policy desk_hides on medical.instance for select using ((select gate.role()) = 'desk');
create policy desk_flags on medical.instance for update using ((select gate.role()) = 'desk');
create policy desk_all on medical.hiding for all using ((select gate.role()) = 'desk');

-- What is or would be hidden with a document: names and dates, no content.
create function api.read_hiding(p_session bytea, p_certificate bytea, p_type text, p_id text)
returns table (type text, id text, happened timestamptz, hidden boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_patient uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  select r.patient into v_patient from medical.resource r where r.type = p_type and r.id = p_id;
  return query
    select r.type, r.id, r.happened, r.hidden
      from medical.closure_of(v_patient, array[p_type || '/' || p_id]) c
      join medical.resource r on r.type = c.type and r.id = c.id
     order by r.type, r.id;
end $$;

-- Hides a document with its closure, or (`p_hidden` false) lifts that; the event tells every mirror to compare again.
create function api.set_hidden(p_session bytea, p_certificate bytea, p_type text, p_id text, p_hidden boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_patient uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  select r.patient into v_patient from medical.resource r where r.type = p_type and r.id = p_id;
  if v_patient is null or p_type = 'Patient' then
    perform gate.refuse('document-not-available');
  end if;
  perform pg_advisory_xact_lock(hashtextextended(v_patient::text, 20));
  if p_hidden then
    insert into medical.hiding (patient, type, id, hidden_by)
      select v_patient, p_type, p_id, gate.person()
       where not exists (select from medical.hiding h where h.type = p_type and h.id = p_id and h.lifted_at is null);
  else
    update medical.hiding h set lifted_at = now(), lifted_by = gate.person()
     where h.type = p_type and h.id = p_id and h.lifted_at is null;
  end if;
  perform medical.apply_hiding(v_patient);
  perform push.emit('record-changed', null, v_patient);
end $$;
