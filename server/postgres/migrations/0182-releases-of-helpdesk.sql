-- The helpdesk's side of updates: releases, rings, who has what [X16]. The helpdesk alone.

create function updates.enter_helpdesk(p_session bytea, p_certificate bytea) returns void
language plpgsql as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
end $$;

create function updates.own_name() returns text
language sql stable as $$ select p.name from identity.person p where p.id = gate.person() $$;

-- PCs in service, as the helpdesk's list of PCs counts them, with what they last said of updates.
create function updates.fleet()
returns table (pc uuid, name text, ring text, version text, counter integer, kind text, asked_at timestamptz,
  ended_counter integer, ended text, reason text, ended_at timestamptz)
language sql stable as $$
  select p.id, p.name, coalesce(u.ring, 'everyone'), u.version, u.counter, u.kind, u.asked_at, o.counter, o.ended, o.reason, o.at
    from identity.pc p
    left join updates.pc u on u.pc = p.id
    left join lateral (
      select x.* from updates.outcome x where x.pc = p.id order by x.received_at desc, x.counter desc limit 1
    ) o on true
   where exists (select from identity.certificate c where c.pc = p.id and c.revoked_at is null)
$$;

create function updates.to_numbers(p_version text) returns integer[]
language sql stable as $$ select string_to_array(p_version, '.')::integer[] $$;

-- Releases, the newest hundred, with how each fares among the PCs in service. A PC runs a release when it said so, or when its install was
-- told since it last asked.
create function api.list_releases(p_session bytea, p_certificate bytea)
returns table (counter integer, version text, made timestamptz, expires timestamptz, added_at timestamptz, is_way_back boolean, kinds text[],
  ring text, percentage integer, required_from timestamptz, standing text, reaches integer, installed integer, failed integer, went_back integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform updates.enter_helpdesk(p_session, p_certificate);
  return query
    with fleet as materialized (select * from updates.fleet())
    select r.counter, r.version, r.made, r.expires, r.added_at,
        exists (select from updates.release lower where lower.counter < r.counter
          and updates.to_numbers(lower.version) > updates.to_numbers(r.version)),
        k.kinds, r.ring, r.percentage, r.required_from,
        case when r.withdrawn_at is not null then 'withdrawn' when r.expires <= now() then 'expired' when r.ring is null then 'waiting'
          when r.paused then 'paused' else 'pushed' end,
        f.reaches, f.installed, f.failed, f.went_back
      from updates.release r
      cross join lateral (select array_agg(p.kind order by p.kind) as kinds from updates.package p where p.counter = r.counter) k
      cross join lateral (
        select
          (count(*) filter (where (one.kind is null or one.kind = any (k.kinds))
            and updates.reaches(r.ring, r.percentage, r.counter, one.pc, one.ring)))::integer as reaches,
          (count(*) filter (where one.counter = r.counter or (o.ended = 'installed' and one.ended_counter = r.counter
            and o.received_at > one.asked_at)))::integer as installed,
          (count(*) filter (where o.ended in ('refused', 'failed')))::integer as failed,
          (count(*) filter (where o.ended = 'went-back'))::integer as went_back
          from fleet one left join updates.outcome o on o.pc = one.pc and o.counter = r.counter
      ) f
     order by r.counter desc limit 100;
end $$;

create function api.list_release_deeds(p_session bytea, p_certificate bytea)
returns table (at timestamptz, by text, counter integer, deed text, ring text, percentage integer, required_from timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform updates.enter_helpdesk(p_session, p_certificate);
  return query select d.at, d.by, d.counter, d.deed, d.ring, d.percentage, d.required_from from updates.deed d order by d.id desc limit 200;
end $$;

create function api.count_fleet(p_session bytea, p_certificate bytea, out pilots integer, out pcs integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform updates.enter_helpdesk(p_session, p_certificate);
  select count(*) filter (where u.ring = 'pilot'), count(*) into pilots, pcs
    from identity.pc p left join updates.pc u on u.pc = p.id
   where exists (select from identity.certificate c where c.pc = p.id and c.revoked_at is null);
end $$;

create function api.push_release(p_session bytea, p_certificate bytea, p_counter integer, p_ring text, p_percentage integer, p_required timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform updates.enter_helpdesk(p_session, p_certificate);
  perform updates.push(p_counter, p_ring, p_percentage, p_required, gate.person(), updates.own_name());
end $$;

create function api.pause_release(p_session bytea, p_certificate bytea, p_counter integer, p_paused boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform updates.enter_helpdesk(p_session, p_certificate);
  perform updates.pause(p_counter, p_paused, gate.person(), updates.own_name());
end $$;

create function api.withdraw_release(p_session bytea, p_certificate bytea, p_counter integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform updates.enter_helpdesk(p_session, p_certificate);
  perform updates.withdraw(p_counter, gate.person(), updates.own_name());
end $$;

-- PCs in service whose name, or whose people's names, hold a text; at most 300, those first that are behind or failed. Behind: something is
-- offered to it, or would be if it asked.
create function api.list_update_pcs(p_session bytea, p_certificate bytea, p_search text, p_only text)
returns table (total integer, pc uuid, name text, ring text, version text, counter integer, asked_at timestamptz,
  ended_counter integer, ended text, reason text, ended_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform updates.enter_helpdesk(p_session, p_certificate);
  return query
    with line as materialized (
      select f.*, f.ended is not null and f.ended <> 'installed' as failed,
          exists (select from updates.eligible(f.pc, f.ring, f.kind, coalesce(f.counter, 0))) as behind
        from updates.fleet() f
       where p_search = '' or f.pc in (
         select l.id from identity.pc_lines() l
          where position(lower(p_search) in lower(l.name)) > 0
             or exists (select from jsonb_array_elements(l.people) one where position(lower(p_search) in lower(one ->> 'name')) > 0))
    ), chosen as (
      select * from line l
       where case p_only when 'all' then true when 'pilot' then l.ring = 'pilot' when 'behind' then l.behind when 'failed' then l.failed else false end
    )
    select (select count(*)::integer from chosen), c.pc, c.name, c.ring, c.version, c.counter, c.asked_at, c.ended_counter, c.ended, c.reason, c.ended_at
      from chosen c order by c.failed desc, c.behind desc, c.name, c.pc limit 300;
end $$;

create function api.set_update_ring(p_session bytea, p_certificate bytea, p_pc uuid, p_ring text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform updates.enter_helpdesk(p_session, p_certificate);
  if not exists (select from updates.fleet() f where f.pc = p_pc) then
    perform gate.refuse('not-found');
  end if;
  insert into updates.pc (pc, ring) values (p_pc, p_ring) on conflict (pc) do update set ring = excluded.ring;
end $$;
