-- When a physician last looked at a patient, and since when each document stands in the record: what « since your last visit » is made of
-- [X01] (docs/adr/0150).

-- One row for each person, patient and calendar day of Europe/Brussels on which he looked, from the journals of his PCs. `saw_until`: up to
-- when what stood on his screen was complete, two minutes taken off for what was being written then; null when nobody can tell.
create table care.visit (
  person uuid not null references identity.person,
  patient uuid not null,
  day date not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  saw_until timestamptz,
  primary key (person, patient, day)
);
alter table care.visit enable row level security;
alter table care.visit force row level security;
create policy own on care.visit for select using (person = (select m.person from gate.me m where m.role = 'physician'));
-- A journal comes without a session, signed by its PC (0004): what keeps it writes here, from within its trigger and from nowhere else.
create policy journal_keeps on care.visit for all using (pg_trigger_depth() > 0);

create function care.keep_visits() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into care.visit as v (person, patient, day, first_at, last_at, saw_until)
    select l.person, l.patient, care.to_day(l.at), min(l.at), max(l.at), max(l.saw) - interval '2 minutes'
      from (
        select care.to_uuid(s.said ->> 'person') as person, care.to_uuid(s.said ->> 'patient') as patient,
            least((s.said ->> 'at')::timestamptz, now()) as at,
            -- A look through the line was at what the hospital held then; one without it was at a copy, as old as it says.
            least(coalesce(s.said ->> 'sawUntil', case s.said ->> 'offline' when 'false' then s.said ->> 'at' end)::timestamptz, now()) as saw
          from fresh f cross join lateral (select f.signed::jsonb) s (said)
         where s.said ->> 'action' in ('looked-at', 'printed')
      ) l
     where l.person is not null and l.patient is not null
     group by 1, 2, 3 order by 1, 2, 3
    on conflict (person, patient, day) do update set first_at = least(v.first_at, excluded.first_at),
      last_at = greatest(v.last_at, excluded.last_at), saw_until = greatest(v.saw_until, excluded.saw_until);
  return null;
end $$;
create trigger keep_visits after insert on trace.journal referencing new table as fresh
  for each statement execute function care.keep_visits();

-- End of this person's visit before the present one, and up to when he saw the record by then; nulls when there was none. A visit is a
-- day: a record opened again on the same day tells the same. One that began before midnight and never paused for four hours goes on.
create function care.last_visit(p_person uuid, p_patient uuid, out ended timestamptz, out saw timestamptz)
language sql stable as $$
  with present as (
    select case when y.last_at > coalesce(t.first_at, statement_timestamp()) - interval '4 hours' then d.day - 1 else d.day end as since
      from (select care.to_day(statement_timestamp()) as day) d
      left join care.visit t on t.person = p_person and t.patient = p_patient and t.day = d.day
      left join care.visit y on y.person = p_person and y.patient = p_patient and y.day = d.day - 1
  )
  select max(v.last_at), max(v.saw_until)
    from present p join care.visit v on v.person = p_person and v.patient = p_patient and v.day < p.since
$$;

-- When a document came into this patient's record, whatever was corrected in it since: also by a merge, which makes it readable to those
-- who never could see it.
alter table medical.resource add column first_at timestamptz not null default date_trunc('milliseconds', clock_timestamp());
alter table medical.resource no force row level security;
alter table medical.resource_version no force row level security;
update medical.resource r set first_at = least(r.updated, (select min(v.updated) from medical.resource_version v where v.type = r.type and v.id = r.id));
alter table medical.resource force row level security;
alter table medical.resource_version force row level security;

create function medical.come_anew() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.first_at := greatest(new.updated, date_trunc('milliseconds', clock_timestamp()));
  return new;
end $$;
create trigger come_anew before update of patient on medical.resource for each row
  when (old.patient is distinct from new.patient) execute function medical.come_anew();

-- As in 0105, with the last visit in the first row and both instants of each document.
drop function api.read_manifest(bytea, bytea, uuid, timestamptz);
create function api.read_manifest(p_session bytea, p_certificate bytea, p_patient uuid, p_lease_ends timestamptz)
returns table (person uuid, pc uuid, link_ends timestamptz, visit_ended timestamptz, visit_saw timestamptz,
  kind text, ref text, version integer, study text, series text, sha256 text, bytes bigint, recorded timestamptz, first timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_entered boolean := gate.enter_physician(p_session, p_certificate);
  -- Durable with the trace entry that is awaited before the manifest leaves: one write of the log for both.
  v_lazy text := set_config('synchronous_commit', 'off', true);
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(p_patient::text, 105));
  insert into care.copy as c (person, patient, pc, ends_at)
    select o.person, o.patient, gate.pc(), date_trunc('second', least(p_lease_ends, o.ends_at))
      from gate.open o
     where o.person = gate.person() and o.patient = p_patient and exists (select from gate.readable m where m.patient = p_patient)
    on conflict on constraint copy_pkey do update set round = c.round + 1,
      ends_at = case when c.gone then excluded.ends_at else greatest(c.ends_at, excluded.ends_at) end,
      reached_at = case when c.gone then null else c.reached_at end, gone = false;
  return query
    with recursive own as materialized (
      select r.type, r.id, r.version, r.sha256, r.bytes, r.refs, r.updated, r.first_at from medical.resource r where r.patient = p_patient
    ), named(type, id, refs) as (
      select d.type, d.id, d.refs
        from (select distinct every.ref from own cross join lateral unnest(own.refs) as every(ref)) link
        join medical.resource d on d.type = split_part(link.ref, '/', 1) and d.id = split_part(link.ref, '/', 2) and d.patient is null
      union
      select d.type, d.id, d.refs
        from named n cross join lateral unnest(n.refs) link(ref)
        join medical.resource d on d.type = split_part(link.ref, '/', 1) and d.id = split_part(link.ref, '/', 2) and d.patient is null
    )
    select gate.person(), gate.pc(), gate.link_end(p_patient), l.ended, l.saw,
        null, null, null::integer, null, null, null, null::bigint, null::timestamptz, null::timestamptz
      from care.last_visit(gate.person(), p_patient) l
    union all
    select null, null, null, null, null, 'resource', o.type || '/' || o.id, o.version, null, null, encode(o.sha256, 'hex'), o.bytes::bigint,
        o.updated, o.first_at
      from own o
     where o.type <> 'Binary' or exists (select from own d where d.refs @> array['Binary/' || o.id])
    union all
    select null, null, null, null, null, 'resource', d.type || '/' || d.id, d.version, null, null, encode(d.sha256, 'hex'), d.bytes::bigint,
        d.updated, d.first_at
      from (select distinct n.type, n.id from named n) n join medical.resource d on d.type = n.type and d.id = n.id
    union all
    select null, null, null, null, null, 'instance', i.instance_uid, null, i.study_uid, i.series_uid, encode(i.sha256, 'hex'), i.bytes, null, null
      from medical.instance i where i.patient = p_patient
    order by 6 nulls first, 7;
end $$;
