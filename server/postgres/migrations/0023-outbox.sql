-- What changed, for the event streams: ids only. NOTIFY is the wake-up, these rows are the truth.
-- The order is (xid, id): a row is told only when no older transaction can still add one before it.
create table push.outbox (
  xid xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  at timestamptz not null default now(),
  type text not null check (type in ('record-changed', 'links-changed', 'access-closed')),
  -- Whom it concerns alone; null: whoever may read the patient.
  person uuid,
  patient uuid,
  primary key (xid, id)
);
alter table push.outbox enable row level security;
alter table push.outbox force row level security;
create policy reads on push.outbox for select using (
  (person is null and patient in (select gate.readable_patients())) or person = (select gate.person())
);
create policy emits on push.outbox for insert with check (true);

-- Tells a person, or everybody who may read a patient, that something changed. Call it in the transaction that changes it.
create function push.emit(p_type text, p_person uuid, p_patient uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into push.outbox (type, person, patient) values (p_type, p_person, p_patient);
  perform pg_notify('passerelle_push', '');
end $$;

-- Events after a position `xid.id` (null: from now on) that this session may know of. The last row carries the new position
-- alone; `pending` says that something newer waits for an older transaction to end.
create function api.read_events(p_session bytea, p_certificate bytea, p_position text)
returns table ("position" text, type text, patient uuid, pending boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_settled xid8 := pg_snapshot_xmin(pg_current_snapshot());
  v_xid xid8 := v_settled;
  v_id bigint := 0;
begin
  perform gate.enter(p_session, p_certificate);
  if gate.person() is null then
    perform gate.refuse('session-required');
  end if;
  if p_position is not null then
    v_xid := split_part(p_position, '.', 1)::xid8;
    v_id := split_part(p_position, '.', 2)::bigint;
  end if;
  return query
    select o.xid || '.' || o.id, o.type, o.patient, false
      from push.outbox o
     where (o.xid, o.id) > (v_xid, v_id) and o.xid < v_settled
     order by o.xid, o.id;
  return query
    select case when v_settled > v_xid then v_settled || '.0' else v_xid || '.' || v_id end, null::text, null::uuid,
      pg_snapshot_xmax(pg_current_snapshot()) > v_settled and exists (select from push.outbox o where o.xid >= v_settled);
end $$;

-- A session, certificate or account that ends wakes the streams, which then find their own gate closed.
create function push.wake() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('passerelle_push', '');
  return null;
end $$;
create trigger wake after update of ended_at, ends_at on identity.session for each row
  when (old.ended_at is distinct from new.ended_at or old.ends_at is distinct from new.ends_at) execute function push.wake();
create trigger wake after update of revoked_at on identity.certificate for each row
  when (old.revoked_at is distinct from new.revoked_at) execute function push.wake();
create trigger wake after update of suspended_at on identity.person for each row
  when (old.suspended_at is distinct from new.suspended_at) execute function push.wake();
