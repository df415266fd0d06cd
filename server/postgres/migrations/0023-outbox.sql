-- What changed, for the event streams: ids only. NOTIFY is the wake-up, these rows are the truth.
create table push.outbox (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  type text not null check (type in ('record-changed', 'links-changed', 'access-closed')),
  -- Whom it concerns alone; null: whoever may read the patient.
  person uuid,
  patient uuid
);
-- The order in which they became visible: a place is given at the very end of a transaction, under a lock that is held until
-- the rows can be seen. Whoever has read up to a place has missed nothing before it.
create table push.placed (
  place bigint generated always as identity primary key,
  event bigint not null references push.outbox
);
alter table push.outbox enable row level security;
alter table push.outbox force row level security;
alter table push.placed enable row level security;
alter table push.placed force row level security;
create policy reads on push.outbox for select using (
  (person is null and patient in (select gate.readable_patients())) or person = (select gate.person())
);
create policy emits on push.outbox for insert with check (true);
create policy reads on push.placed for select using ((select gate.person()) is not null);
create policy places on push.placed for insert with check (true);

create function push.place() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7101023);
  insert into push.placed (event) values (new.id);
  return null;
end $$;
create constraint trigger place after insert on push.outbox deferrable initially deferred
  for each row execute function push.place();

-- Tells a person, or everybody who may read a patient, that something changed. Call it in the transaction that changes it.
create function push.emit(p_type text, p_person uuid, p_patient uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into push.outbox (type, person, patient) values (p_type, p_person, p_patient);
  perform pg_notify('passerelle_push', '');
end $$;

-- Events after a position (null: from now on) that this session may know of. The last row carries the new position alone.
create function api.read_events(p_session bytea, p_certificate bytea, p_position bigint)
returns table ("position" bigint, type text, patient uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_last bigint;
  v_after bigint;
begin
  perform gate.enter(p_session, p_certificate);
  if gate.person() is null then
    perform gate.refuse('session-required');
  end if;
  v_last := coalesce((select max(l.place) from push.placed l), 0);
  v_after := coalesce(p_position, v_last);
  -- A position of the future is another database's (restored, moved): compare everything, and go on from now.
  if v_after > v_last then
    v_after := v_last;
    return query select v_last, 'links-changed', null::uuid;
  end if;
  return query
    select l.place, o.type, o.patient
      from push.placed l join push.outbox o on o.id = l.event
     where l.place > v_after and l.place <= v_last
     order by l.place;
  return query select v_last, null::text, null::uuid;
end $$;

-- A certificate or account that ends wakes (a session: migration 0007) the streams, which then find their own gate closed.
create function push.wake() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('passerelle_push', '');
  return null;
end $$;
create trigger wake after update of revoked_at on identity.certificate for each row
  when (old.revoked_at is distinct from new.revoked_at) execute function push.wake();
create trigger wake after update of suspended_at on identity.person for each row
  when (old.suspended_at is distinct from new.suspended_at) execute function push.wake();
