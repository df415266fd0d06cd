-- The last five faults of each PC, each by the number that stood on its screen: a physician reads one out on the telephone, and the
-- helpdesk finds the PC by it [X16]. As in 0130 no column can hold a person's name.
create table identity.pc_fault (
  pc uuid not null references identity.pc,
  incident text not null check (incident ~ '^[BCDFGHJKLMNPQRSTVWXZ]{5}(-[BCDFGHJKLMNPQRSTVWXZ]{5})+$' and length(incident) <= 40),
  at timestamptz not null,
  code text not null check (code ~ '^[a-z]+(-[a-z]+)*$' and length(code) <= 40),
  route text not null check (route ~ '^[a-z-]+/[a-z-]+$' and length(route) <= 60),
  primary key (pc, incident)
);
insert into identity.pc_fault (pc, incident, at, code, route)
  select r.pc, r.error_incident, r.error_at, r.error_code, r.error_route from identity.pc_report r where r.error_at is not null;
alter table identity.pc_report drop column error_at, drop column error_incident, drop column error_code, drop column error_route;

-- As in 0130, with the last five faults. They are kept even of a report that comes too soon after another: a fault told is not told again
-- for a quarter of an hour.
create or replace function api.report_pc(p_session bytea, p_certificate bytea, p_report jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  if gate.person() is null or gate.pc() is null then
    perform gate.refuse('session-required');
  end if;
  -- A PC's clock may be wrong; its faults are never of the future, and keep their order. An older app tells of the last one alone.
  insert into identity.pc_fault (pc, incident, at, code, route)
    select gate.pc(), told.incident, least(told.at, statement_timestamp() - told.place * interval '1 millisecond'), told.code, told.route
      from rows from (jsonb_to_recordset(coalesce(p_report -> 'errors', '[]')
        || case when jsonb_typeof(p_report -> 'error') = 'object' then p_report -> 'error' else '[]' end)
        as (at timestamptz, incident text, code text, route text)) with ordinality as told(at, incident, code, route, place)
     order by told.place
    on conflict do nothing;
  delete from identity.pc_fault f where f.pc = gate.pc() and f.incident not in (
    select newest.incident from identity.pc_fault newest where newest.pc = gate.pc() order by newest.at desc, newest.incident limit 5);
  insert into identity.pc_report as kept (pc, version, platform, system_version, record_ms, record_count, document_ms, document_count,
      bytes_per_second)
    values (gate.pc(), p_report ->> 'version', p_report ->> 'platform', p_report ->> 'systemVersion',
      (p_report #>> '{record,median}')::integer, coalesce((p_report #>> '{record,count}')::integer, 0),
      (p_report #>> '{document,median}')::integer, coalesce((p_report #>> '{document,count}')::integer, 0),
      (p_report ->> 'bytesPerSecond')::bigint)
    on conflict (pc) do update set at = excluded.at, version = excluded.version, platform = excluded.platform,
      system_version = excluded.system_version, record_ms = excluded.record_ms, record_count = excluded.record_count,
      document_ms = excluded.document_ms, document_count = excluded.document_count, bytes_per_second = excluded.bytes_per_second
    where kept.at < clock_timestamp() - interval '2 seconds';
end $$;

-- As in 0130.
create or replace function identity.pc_lines()
returns table (id uuid, name text, enrolled_at timestamptz, last_contact timestamptz, ends_at timestamptz, revoked boolean,
  revoked_at timestamptz, sessions integer, people jsonb, error_at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with certified as (
    select c.pc, max(c.not_after) filter (where c.revoked_at is null) as ends_at, max(c.revoked_at) as revoked_at
      from identity.certificate c where c.kind = 'pc' group by c.pc
  ), worked as (
    select c.pc, s.person, max(s.started_at) as last_at, count(*) filter (where s.ended_at is null and s.ends_at > now()) as open
      from identity.session s join identity.certificate c on c.sha256 = s.certificate group by c.pc, s.person
  ), invited as (
    select i.pc, i.person from identity.invitation i where i.pc is not null
  ), known as (
    select coalesce(w.pc, i.pc) as pc, coalesce(w.person, i.person) as person, w.last_at, coalesce(w.open, 0) as open
      from worked w full join (select distinct pc, person from invited) i on i.pc = w.pc and i.person = w.person
  ), used as (
    select k.pc, max(k.last_at) as last_at, sum(k.open)::integer as open,
        jsonb_agg(jsonb_build_object('person', p.id, 'name', p.name, 'role', p.role, 'lastAt', k.last_at) order by k.last_at desc nulls last, p.name) as people
      from known k join identity.person p on p.id = k.person group by k.pc
  )
  select pc.id, pc.name, pc.enrolled_at, greatest(pc.enrolled_at, u.last_at, r.at), c.ends_at, c.ends_at is null, c.revoked_at,
      coalesce(u.open, 0), coalesce(u.people, '[]'), (select max(f.at) from identity.pc_fault f where f.pc = pc.id)
    from identity.pc pc
    left join certified c on c.pc = pc.id
    left join used u on u.pc = pc.id
    left join identity.pc_report r on r.pc = pc.id
$$;

-- As in 0130; a text that is an incident number, as it is read out (`klmnp rstvw`, or its first five letters), finds the PC that told it.
create or replace function api.list_pcs(p_session bytea, p_certificate bytea, p_queue text, p_search text, p_oldest_first boolean)
returns table (total jsonb, id uuid, name text, enrolled_at timestamptz, last_contact timestamptz, ends_at timestamptz, sessions integer,
  people jsonb, report jsonb, revocation jsonb, copies integer, copies_end_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_incident text := upper(regexp_replace(p_search, '[\s-]', '', 'g'));
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  if v_incident !~ '^[BCDFGHJKLMNPQRSTVWXZ]{5,10}$' then
    v_incident := null;
  end if;
  return query
    with line as materialized (
      select l.*, not l.revoked and l.last_contact < now() - interval '7 days' as silent,
          not l.revoked and l.ends_at < now() + interval '7 days' as ending,
          not l.revoked and coalesce(l.error_at > now() - interval '7 days', false) as failing
        from identity.pc_lines() l
       where p_search = '' or position(lower(p_search) in lower(l.name)) > 0
          or exists (select from jsonb_array_elements(l.people) one where position(lower(p_search) in lower(one ->> 'name')) > 0)
          or exists (select from identity.pc_fault f where f.pc = l.id and starts_with(replace(f.incident, '-', ''), v_incident))
    ), chosen as (
      select l.* from line l
       where case p_queue when 'all' then not l.revoked when 'silent' then l.silent when 'ending' then l.ending when 'failing' then l.failing
           when 'revoked' then l.revoked else false end
       order by case when p_oldest_first then l.last_contact end, l.last_contact desc, l.id limit 300
    )
    select jsonb_build_object('all', count(*) filter (where not l.revoked), 'silent', count(*) filter (where l.silent),
        'ending', count(*) filter (where l.ending), 'failing', count(*) filter (where l.failing), 'revoked', count(*) filter (where l.revoked)),
      null::uuid, null, null::timestamptz, null::timestamptz, null::timestamptz, null::integer, null::jsonb, null::jsonb, null::jsonb,
      null::integer, null::timestamptz
      from line l
    union all
    select null, l.id, l.name, l.enrolled_at, l.last_contact, l.ends_at, l.sessions, l.people,
        (select to_jsonb(r) - 'pc' || jsonb_build_object('faults', coalesce(
            (select jsonb_agg(to_jsonb(f) - 'pc' order by f.at desc, f.incident) from identity.pc_fault f where f.pc = l.id), '[]'))
          from identity.pc_report r where r.pc = l.id),
        case when l.revoked then jsonb_build_object('at', coalesce(v.at, l.revoked_at), 'by', who.name, 'reason', v.reason, 'toldAt', v.told_at,
          'sessions', v.sessions, 'copies', v.copies, 'copiesEndAt', v.copies_end_at) end,
        coalesce(held.copies, 0), held.ends_at
      from chosen l
      left join identity.pc_revocation v on v.pc = l.id
      left join identity.person who on who.id = v.by
      left join identity.count_copies() held on held.pc = l.id;
end $$;
