-- The same questions without a function called for each look: copies are counted only where nothing was looked at, and looks meet the
-- signatures of links once.
drop function trace.to_look_time(text, text);

create or replace function trace.find_questions(p_from text, p_to text)
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
