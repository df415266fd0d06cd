-- Patterns in the trace that are worth a question, never an accusation [R20] [R21]: a physician on night duty looks at night. The numbers
-- stand in one table; the hospital changes them there.
create table trace.pattern (
  name text primary key,
  threshold integer not null check (threshold > 0),
  unit text not null
);
insert into trace.pattern values
  ('many-patients', 15, 'different patients looked at by one physician within an hour of the clock, and more'),
  ('at-night', 5, 'looks of one physician between 22:00 and 06:00 of one night, and more'),
  ('after-refusal', 3, 'tries of one physician on one day that were refused for want of a link, and more'),
  ('long-after-visit', 180, 'days between the signature of the newest link and a look, and more'),
  ('pc-denials', 20, 'requests of one PC that were refused on one day, and more'),
  ('copies-unseen', 500, 'documents copied for one physician in a week (Monday to Sunday, over) in which nothing was looked at, and more');

-- A question that the Director has seen, with his note; when more is found for it later, it is asked again.
create table trace.answer (
  pattern text not null references trace.pattern,
  -- Person, PC or person and patient, by their ids.
  subject text not null,
  -- The hour, day, night or week that it is about.
  moment text not null,
  found bigint not null,
  note text not null check (length(note) between 3 and 400),
  answered_by uuid not null references identity.person,
  answered_at timestamptz not null default clock_timestamp(),
  primary key (pattern, subject, moment, found)
);
create trigger append_only before update or delete or truncate on trace.answer
  for each statement execute function trace.refuse_change();

create function trace.to_instant(p_at timestamptz) returns text
language sql stable as $$ select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

-- What is worth a question among the entries that the hospital wrote from p_from to p_to (ISO, UTC), newest first. `first_at` and `last_at`
-- are the hospital's times of the entries counted, so that a filter from one to the other shows them all.
create function trace.find_questions(p_from text, p_to text)
returns table (pattern text, person text, pc text, patient text, moment text, found bigint, first_at text, last_at text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_limits jsonb := (select jsonb_object_agg(name, threshold) from trace.pattern);
begin
  return query
  with looks as materialized (
    -- A look happened by the PC's clock, which stands at the end of its journal's line; else when the hospital wrote it.
    select e.person, e.patient, e.at, (case
        when right(o.object, 28) like ' at 2___-__-__T__:__:__.___Z' and pg_input_is_valid(right(o.object, 24), 'timestamptz')
          then right(o.object, 24) else e.at end)::timestamptz as happened
      from trace.entry e cross join lateral (select e.body::json ->> 'object' as object offset 0) o
     where e.kind = 'looked-at' and e.at >= p_from and e.at < p_to and e.person is not null
  ), local_looks as (
    select l.person, l.patient, l.at, l.happened at time zone 'Europe/Brussels' as clock from looks l
  ), denials as materialized (
    select e.person, e.body::json ->> 'pc' as pc, e.at, e.body::json ->> 'outcome' as outcome,
        to_char(e.at::timestamptz at time zone 'Europe/Brussels', 'YYYY-MM-DD') as day
      from trace.entry e where e.kind = 'denied' and e.at >= p_from and e.at < p_to
  ), signed as materialized (
    select k.person::text as person, k.patient::text as patient, max(k.activated_at) as at from care.link k
     where k.activated_at is not null group by k.person, k.patient
  ), weeks as (
    select to_char(w, 'YYYY-MM-DD') as week, trace.to_instant(w at time zone 'Europe/Brussels') as starts,
        trace.to_instant((w + interval '7 days') at time zone 'Europe/Brussels') as ends
      from generate_series(date_trunc('week', p_from::timestamptz at time zone 'Europe/Brussels'),
        (p_to::timestamptz at time zone 'Europe/Brussels') - interval '7 days', interval '7 days') w
  ), quiet as materialized (
    select p.id::text as person, w.week, w.starts, w.ends from identity.person p cross join weeks w
     where p.role = 'physician' and not exists (select from trace.entry e
       where e.person = p.id::text and e.at >= w.starts and e.at < w.ends and e.kind = 'looked-at')
  )
  select 'many-patients', l.person, null::text, null::text, to_char(date_trunc('hour', l.clock), 'YYYY-MM-DD HH24:MI'),
      count(distinct l.patient), min(l.at), max(l.at)
    from local_looks l group by l.person, date_trunc('hour', l.clock)
    having count(distinct l.patient) >= (v_limits ->> 'many-patients')::int
  union all
  select 'at-night', l.person, null, null, to_char(l.clock - interval '6 hours', 'YYYY-MM-DD'), count(*), min(l.at), max(l.at)
    from local_looks l where extract(hour from l.clock) >= 22 or extract(hour from l.clock) < 6
    group by l.person, to_char(l.clock - interval '6 hours', 'YYYY-MM-DD')
    having count(*) >= (v_limits ->> 'at-night')::int
  union all
  select 'after-refusal', d.person, null, null, d.day, count(*), min(d.at), max(d.at)
    from denials d where d.person is not null
     and d.outcome in ('link-not-possible', 'link-attempts-exceeded', 'record-not-available', 'link-not-active', 'link-ended')
    group by d.person, d.day having count(*) >= (v_limits ->> 'after-refusal')::int
  union all
  select 'pc-denials', null, d.pc, null, d.day, count(*), min(d.at), max(d.at)
    from denials d where d.pc is not null group by d.pc, d.day having count(*) >= (v_limits ->> 'pc-denials')::int
  union all
  select 'long-after-visit', s.person, null, s.patient, to_char(s.at at time zone 'Europe/Brussels', 'YYYY-MM-DD'),
      count(*), min(l.at), max(l.at)
    from signed s join looks l on l.person = s.person and l.patient = s.patient
   where l.happened > s.at + make_interval(days => (v_limits ->> 'long-after-visit')::int)
   group by s.person, s.patient, s.at
  union all
  select 'copies-unseen', q.person, null, null, q.week, copies.found, copies.first_at, copies.last_at
    from quiet q cross join lateral (select count(*) as found, min(c.at) as first_at, max(c.at) as last_at from (
      select e.at from trace.entry e where e.person = q.person and e.at >= q.starts and e.at < q.ends and e.kind = 'copied' limit 10001) c) copies
   where copies.found >= (v_limits ->> 'copies-unseen')::int;
end $$;

-- The questions with who they are about and what the Director said to them; `note` is null while one is open. At most 500.
create function api.list_trace_questions(p_session bytea, p_certificate bytea, p_from text, p_to text)
returns table (pattern text, threshold integer, person text, pc text, patient text, moment text, found bigint, first_at text, last_at text,
  person_name text, nihdi text, pc_name text, family text, given text[], birth text, note text, answered_by text, answered_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query
    select q.pattern, t.threshold, q.person, q.pc, q.patient, q.moment, q.found, q.first_at, q.last_at,
        who.name, who.nihdi, station.name, p.family, p.given, p.birth, a.note, by.name, a.answered_at
      from trace.find_questions(p_from, p_to) q
      join trace.pattern t on t.name = q.pattern
      left join identity.person who on who.id = trace.to_uuid(q.person)
      left join identity.pc station on station.id = trace.to_uuid(q.pc)
      left join care.patient p on p.id = trace.to_uuid(q.patient)
      left join trace.answer a on a.pattern = q.pattern and a.moment = q.moment and a.found = q.found
        and a.subject = concat_ws('/', q.person, q.pc, q.patient)
      left join identity.person by on by.id = a.answered_by
     order by a.note is not null, q.last_at desc limit 500;
end $$;

-- The Director has seen a question. It must be one that is asked now: as many as p_found. Saying it twice: `conflict`.
create function api.answer_trace_question(p_session bytea, p_certificate bytea, p_pattern text, p_subject text, p_moment text, p_found bigint,
  p_note text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  insert into trace.answer (pattern, subject, moment, found, note, answered_by)
    values (p_pattern, p_subject, p_moment, p_found, p_note, gate.person()) on conflict do nothing;
  if not found then
    perform gate.refuse('conflict');
  end if;
end $$;
