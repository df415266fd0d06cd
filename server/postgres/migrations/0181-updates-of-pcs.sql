-- What a PC asks of updates by its certificate alone: a PC on which nobody is signed in is updated too [C6].

-- The PC of a certificate that is enrolled, in force and unrevoked; this transaction then speaks as that PC and as nobody. A system is refused.
create function gate.enter_pc(p_certificate bytea) returns uuid
language plpgsql as $$
declare
  v_pc uuid := identity.check_pc(p_certificate);
begin
  perform set_config('passerelle.session', '', true), set_config('passerelle.certificate', encode(p_certificate, 'hex'), true);
  return v_pc;
end $$;

-- What follows, up to eligible, is called by functions of schema api on their search path: a path of its own would keep a function from being
-- planned as part of the question that asks it for each PC and release.

-- From 0 to 99, the same for a PC and a release for ever: whoever is inside 10 % is inside 30 %, and each release draws anew.
create function updates.bucket(p_pc uuid, p_counter integer) returns integer
language sql stable as $$
  select (('x' || left(encode(sha256(convert_to(p_pc::text || '/' || p_counter::text, 'UTF8')), 'hex'), 8))::bit(32)::bigint % 100)::integer
$$;

-- True when the rollout of a release comes to this PC. Pilots have every one that was pushed.
create function updates.reaches(p_ring text, p_percentage integer, p_counter integer, p_pc uuid, p_pc_ring text) returns boolean
language sql stable as $$
  select p_ring is not null and (p_pc_ring = 'pilot' or (p_ring = 'everyone' and updates.bucket(p_pc, p_counter) < p_percentage))
$$;

-- Every release that a PC may install now; it is offered the highest. What did not start on it, and what its root would refuse for its
-- counter, is not offered again, nor is anything before that: root keeps the highest counter that it ever accepted.
create function updates.eligible(p_pc uuid, p_ring text, p_kind text, p_counter integer) returns setof updates.release
language sql stable as $$
  select r.* from updates.release r
   where r.counter > greatest(p_counter, (select max(o.counter) from updates.outcome o
       where o.pc = p_pc and (o.ended = 'went-back' or o.reason = 'counter')))
     and not r.paused and r.withdrawn_at is null and r.expires > now()
     and exists (select from updates.package k where k.counter = r.counter and (p_kind is null or k.kind = p_kind))
     and updates.reaches(r.ring, r.percentage, r.counter, p_pc, p_ring)
$$;

-- Keeps what the PC says of itself and answers what it is offered; no row where that is nothing. Required from the earliest date of
-- any release that it lacks: the highest one brings that too.
create function api.ask_update(p_certificate bytea, p_version text, p_counter integer, p_kind text)
returns table (counter integer, content text, signature bytea, required_from timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_pc uuid := gate.enter_pc(p_certificate);
  v_ring text;
begin
  insert into updates.pc as kept (pc, version, counter, kind, asked_at) values (v_pc, p_version, p_counter, p_kind, clock_timestamp())
    on conflict (pc) do update set version = excluded.version, counter = excluded.counter, kind = excluded.kind, asked_at = excluded.asked_at
    returning kept.ring into v_ring;
  return query
    with own as (select * from updates.eligible(v_pc, v_ring, p_kind, p_counter))
    select o.counter, o.content, o.signature, (select min(e.required_from) from own e)
      from own o order by o.counter desc limit 1;
end $$;

-- The file of a package of the very release that this PC is offered now; anything else is not there.
create function api.read_update_package(p_certificate bytea, p_sha256 bytea)
returns table (counter integer, file text, size bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_pc uuid := gate.enter_pc(p_certificate);
begin
  return query
    select k.counter, k.file, k.size
      from updates.pc p
      cross join lateral (select e.counter from updates.eligible(p.pc, p.ring, p.kind, p.counter) e order by e.counter desc limit 1) offered
      join updates.package k on k.counter = offered.counter and k.kind = p.kind
     where p.pc = v_pc and p.kind is not null and k.sha256 = p_sha256;
  if not found then
    perform gate.refuse('not-found');
  end if;
end $$;

-- How a release ended on this PC. Said again, it changes nothing; a later end replaces an earlier one. A PC's clock may be wrong: no end is
-- of the future. Of a release that this hospital does not know (any more) nothing is kept.
create function api.report_update(p_certificate bytea, p_counter integer, p_end text, p_reason text, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_pc uuid := gate.enter_pc(p_certificate);
begin
  if exists (select from updates.release r where r.counter = p_counter) then
    insert into updates.outcome as kept (pc, counter, ended, reason, at)
      values (v_pc, p_counter, p_end, p_reason, least(p_at, clock_timestamp()))
      on conflict (pc, counter) do update set ended = excluded.ended, reason = excluded.reason, at = excluded.at, received_at = excluded.received_at
      where excluded.at > kept.at;
  end if;
end $$;
