-- What each PC says of itself, for the helpdesk [X16]: versions, durations, its last fault. Numbers and words of our own alone: no column
-- here can hold a person's name, and none a patient or a document.
create table identity.pc_report (
  pc uuid primary key references identity.pc,
  at timestamptz not null default clock_timestamp(),
  version text not null check (version ~ '^\d{1,4}(\.\d{1,4}){2}$'),
  platform text not null check (platform in ('win32', 'darwin', 'linux')),
  system_version text not null check (system_version ~ '^\d{1,5}(\.\d{1,6}){0,3}$'),
  -- Medians of the day in milliseconds, and of how many.
  record_ms integer check (record_ms between 0 and 600000),
  record_count integer not null check (record_count between 0 and 100000),
  document_ms integer check (document_ms between 0 and 600000),
  document_count integer not null check (document_count between 0 and 100000),
  -- Of the last copying.
  bytes_per_second bigint check (bytes_per_second between 0 and 10000000000),
  error_at timestamptz,
  error_incident text check (error_incident ~ '^[BCDFGHJKLMNPQRSTVWXZ]{5}(-[BCDFGHJKLMNPQRSTVWXZ]{5})+$' and length(error_incident) <= 40),
  error_code text check (error_code ~ '^[a-z]+(-[a-z]+)*$' and length(error_code) <= 40),
  error_route text check (error_route ~ '^[a-z-]+/[a-z-]+$' and length(error_route) <= 60),
  check (num_nulls(error_at, error_incident, error_code, error_route) in (0, 4))
);

-- A PC taken out of service: irreversible, a new letter enrols it as another one.
create table identity.pc_revocation (
  pc uuid primary key references identity.pc,
  at timestamptz not null default clock_timestamp(),
  by uuid not null references identity.person,
  reason text not null check (length(reason) between 3 and 400),
  -- What stood open at that moment.
  sessions integer not null,
  copies integer not null,
  copies_end_at timestamptz,
  -- When the PC was first told: it then destroys its copy.
  told_at timestamptz
);

-- The helpdesk counts copies and reads none: outside of the one function below the table is empty to it.
alter policy hospital on care.copy using ((select gate.role()) in ('desk', 'director'));
create policy helpdesk_counts on care.copy for select using (
  (select gate.role()) = 'helpdesk' and (select current_setting('passerelle.counting', true)) = 'copies');

-- How many patients each PC holds a copy of, and when the last copy ends by itself. Never whose.
create function identity.count_copies() returns table (pc uuid, copies integer, ends_at timestamptz)
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('passerelle.counting', 'copies', true);
  return query select c.pc, count(distinct c.patient)::integer, max(c.ends_at)
    from care.copy c where not c.gone and c.ends_at > statement_timestamp() group by c.pc;
  perform set_config('passerelle.counting', '', true);
end $$;

-- Any session's PC speaks for itself alone. A fault stays until the next one, whatever is reported between; what comes faster than every
-- two seconds is let pass.
create function api.report_pc(p_session bytea, p_certificate bytea, p_report jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  if gate.person() is null or gate.pc() is null then
    perform gate.refuse('session-required');
  end if;
  insert into identity.pc_report as kept (pc, version, platform, system_version, record_ms, record_count, document_ms, document_count,
      bytes_per_second, error_at, error_incident, error_code, error_route)
    values (gate.pc(), p_report ->> 'version', p_report ->> 'platform', p_report ->> 'systemVersion',
      (p_report #>> '{record,median}')::integer, coalesce((p_report #>> '{record,count}')::integer, 0),
      (p_report #>> '{document,median}')::integer, coalesce((p_report #>> '{document,count}')::integer, 0),
      (p_report ->> 'bytesPerSecond')::bigint,
      -- A PC's clock may be wrong; its faults are never of the future.
      case when p_report #> '{error,at}' is not null then least((p_report #>> '{error,at}')::timestamptz, clock_timestamp()) end, p_report #>> '{error,incident}', p_report #>> '{error,code}',
      p_report #>> '{error,route}')
    on conflict (pc) do update set at = excluded.at, version = excluded.version, platform = excluded.platform,
      system_version = excluded.system_version, record_ms = excluded.record_ms, record_count = excluded.record_count,
      document_ms = excluded.document_ms, document_count = excluded.document_count, bytes_per_second = excluded.bytes_per_second,
      error_at = coalesce(excluded.error_at, kept.error_at), error_incident = coalesce(excluded.error_incident, kept.error_incident),
      error_code = coalesce(excluded.error_code, kept.error_code), error_route = coalesce(excluded.error_route, kept.error_route)
    where kept.at < clock_timestamp() - interval '2 seconds';
end $$;

-- One row a PC: its last sign of life, its certificate, who works on it. Name and role of a person, never the login, which is a
-- physician's NIHDI number.
create function identity.pc_lines()
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
      coalesce(u.open, 0), coalesce(u.people, '[]'), r.error_at
    from identity.pc pc
    left join certified c on c.pc = pc.id
    left join used u on u.pc = pc.id
    left join identity.pc_report r on r.pc = pc.id
$$;

-- The helpdesk's PCs of one queue whose name, or whose people's names, hold a text; at most 300. First row: how many wait in each queue.
create function api.list_pcs(p_session bytea, p_certificate bytea, p_queue text, p_search text, p_oldest_first boolean)
returns table (total jsonb, id uuid, name text, enrolled_at timestamptz, last_contact timestamptz, ends_at timestamptz, sessions integer,
  people jsonb, report jsonb, revocation jsonb, copies integer, copies_end_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  return query
    with line as materialized (
      select l.*, not l.revoked and l.last_contact < now() - interval '7 days' as silent,
          not l.revoked and l.ends_at < now() + interval '7 days' as ending,
          not l.revoked and coalesce(l.error_at > now() - interval '7 days', false) as failing
        from identity.pc_lines() l
       where p_search = '' or position(lower(p_search) in lower(l.name)) > 0
          or exists (select from jsonb_array_elements(l.people) one where position(lower(p_search) in lower(one ->> 'name')) > 0)
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
        (select to_jsonb(r) - 'pc' from identity.pc_report r where r.pc = l.id),
        case when l.revoked then jsonb_build_object('at', coalesce(v.at, l.revoked_at), 'by', who.name, 'reason', v.reason, 'toldAt', v.told_at,
          'sessions', v.sessions, 'copies', v.copies, 'copiesEndAt', v.copies_end_at) end,
        coalesce(held.copies, 0), held.ends_at
      from chosen l
      left join identity.pc_revocation v on v.pc = l.id
      left join identity.person who on who.id = v.by
      left join identity.count_copies() held on held.pc = l.id;
end $$;

-- Takes a PC out of service with the reason; answers what that closed. Never the PC that asks: whoever is at it is at work.
drop function api.revoke_pc(bytea, bytea, uuid);
create function api.revoke_pc(p_session bytea, p_certificate bytea, p_pc uuid, p_reason text,
  out sessions integer, out copies integer, out copies_end_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk', 'director');
  perform from identity.pc where pc.id = p_pc for update;
  if not found then
    perform gate.refuse('not-found');
  elsif p_pc = gate.pc() or not exists (select from identity.certificate c where c.pc = p_pc and c.revoked_at is null) then
    perform gate.refuse('conflict');
  end if;
  sessions := (select count(*) from identity.session s join identity.certificate c on c.sha256 = s.certificate
    where c.pc = p_pc and s.ended_at is null and s.ends_at > now());
  select held.copies, held.ends_at into copies, copies_end_at from identity.count_copies() held where held.pc = p_pc;
  copies := coalesce(copies, 0);
  insert into identity.pc_revocation (pc, by, reason, sessions, copies, copies_end_at)
    values (p_pc, gate.person(), p_reason, sessions, copies, copies_end_at);
  perform identity.revoke_pc(p_pc);
end $$;

-- As in 0002; a revoked PC that asks now knows, and destroys its copy.
create or replace function api.read_standing(p_certificate bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_standing text := coalesce((select case when revoked_at is not null then 'revoked' when not_after <= now() then 'expired' else 'enrolled' end
    from identity.certificate where sha256 = p_certificate and kind = 'pc'), 'unknown');
begin
  if v_standing = 'revoked' then
    update identity.pc_revocation v set told_at = clock_timestamp()
      from identity.certificate c where c.sha256 = p_certificate and v.pc = c.pc and v.told_at is null;
  end if;
  return v_standing;
end $$;
