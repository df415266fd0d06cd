-- The outbox is kept for seven days or 1,000,000 events, whichever is less; and one question says which of a thousand streams a
-- change concerns.

-- Order, and whom each event concerns: keys to look at, in the schema that belongs to the owner alone (as gate.open, 0045). What an
-- event says still stands behind the policies of push.outbox.
drop policy reads on push.placed;
drop policy places on push.placed;
alter table push.placed no force row level security;
alter table push.placed disable row level security;
alter table push.placed set schema gate;
alter table gate.placed drop constraint placed_event_fkey;
alter table gate.placed add column at timestamptz not null default clock_timestamp(), add column person uuid, add column patient uuid;
alter table push.outbox no force row level security;
update gate.placed p set at = o.at, person = o.person, patient = o.patient from push.outbox o where o.id = p.event;
alter table push.outbox force row level security;
create index placed_event on gate.placed (event);
create index open_patient on gate.open (patient);

-- What is gone: events up to `event`, none of which stood after `place`.
create table gate.kept (
  one boolean primary key default true check (one),
  event bigint not null default 0,
  place bigint not null default 0
);
insert into gate.kept default values;
create policy prunes on push.outbox for delete using (id <= (select k.event from gate.kept k));

create or replace function push.place() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7101023);
  insert into gate.placed (event, person, patient) values (new.id, new.person, new.patient);
  return null;
end $$;

create function push.last_place() returns bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
  select greatest((select max(p.place) from gate.placed p), (select k.place from gate.kept k))
$$;

-- Forgets the oldest events, some 20,000 at most; returns how many. Once it returns 0 there is nothing more to forget.
create function api.prune_events() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_event bigint;
  v_count integer;
begin
  if not pg_try_advisory_xact_lock(7101024) then
    return 0;
  end if;
  v_event := (select max(o.event) from (select p.event, p.at from gate.placed p order by p.place limit 20000) o
    where o.at < now() - interval '7 days' or o.event <= (select max(p.event) from gate.placed p) - 1000000);
  if v_event is null then
    return 0;
  end if;
  update gate.kept k set event = greatest(k.event, v_event),
    place = greatest(k.place, (select max(p.place) from gate.placed p where p.event <= v_event));
  delete from gate.placed p where p.event <= v_event;
  get diagnostics v_count = row_count;
  -- Its policy says which: a condition here would ask for the right to read them.
  delete from push.outbox;
  return v_count;
end $$;

-- As in 0023. A position before what is kept, or so far behind that comparing is cheaper than reading on, is answered with
-- `links-changed`: compare everything.
create or replace function api.read_events(p_session bytea, p_certificate bytea, p_position bigint)
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
  v_last := push.last_place();
  v_after := coalesce(p_position, v_last);
  if v_after < v_last then
    if v_after < v_last - 100000 then
      v_after := -1;
    else
      return query
        -- By its key and one after the other, whatever the planner thinks of how many there are: never the whole outbox.
        select p.place, o.type, o.patient
          from gate.placed p cross join lateral (select e.type, e.patient from push.outbox e where e.id = p.event offset 0) o
         where p.place > v_after and p.place <= v_last
         order by p.place;
    end if;
  end if;
  -- Asked after the reading: what was forgotten meanwhile counts. A position of the future is another database's (restored, moved).
  if v_after > v_last or v_after < (select k.place from gate.kept k) or v_after = -1 then
    return query select v_last, 'links-changed', null::uuid;
  end if;
  return query select v_last, null::text, null::uuid;
end $$;

-- Which of these callers should ask read_events after what happened since a position: whose session is over, and whom an event may
-- concern. It is a hint and grants nothing: a link that stands in gate.open may still be shut, and read_events then says nothing.
-- First row: the new position alone. A null position, or one that says nothing here, concerns everybody.
create function api.find_concerned(p_sessions bytea[], p_certificates bytea[], p_position bigint)
returns table ("position" bigint, caller integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_last bigint := push.last_place();
  v_all boolean := p_position is null or p_position > v_last or p_position < (select k.place from gate.kept k);
begin
  return query select v_last, null::integer;
  return query
    with told as materialized (
      select distinct p.person, p.patient from gate.placed p where p.place > p_position and p.place <= v_last
    ), concerned as materialized (
      select t.person from told t where t.person is not null
      union
      select o.person from told t join gate.open o on o.patient = t.patient where t.person is null
    )
    select v_last, asked.n::integer
      from unnest(p_sessions, p_certificates) with ordinality asked(session, certificate, n)
      left join identity.session s on s.sha256 = asked.session and s.certificate = asked.certificate
        and s.ended_at is null and s.ends_at > now()
     where v_all or s.person is null or s.person in (select c.person from concerned c);
end $$;
