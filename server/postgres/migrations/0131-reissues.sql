-- A letter again, or a new second factor, for somebody who telephones [R02] [R07]: the helpdesk asks, the Director decides, the desk posts.
-- Whom it is for is told on the PCs in use and can stop it. No one of the three can do it without the others.
create table identity.reissue (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references identity.person,
  reason text not null check (reason in ('new-pc', 'reset')),
  -- The authenticator is in other hands: at the approval it stops counting at once. One that is merely lost goes on, so that whoever
  -- finds it again, or never lost it, is not kept from the patients until the post has come.
  stolen boolean not null default false check (not stolen or reason = 'reset'),
  asked_by uuid not null references identity.person,
  asked_at timestamptz not null default clock_timestamp(),
  why text not null check (length(why) between 3 and 400),
  expires_at timestamptz not null default now() + interval '7 days',
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused', 'stopped', 'withdrawn', 'expired')),
  decided_by uuid references identity.person,
  decided_at timestamptz,
  decision text check (length(decision) between 3 and 400),
  letter uuid references identity.letter,
  -- The person said: not me.
  stopped_at timestamptz,
  check (asked_by <> person),
  check (decided_by not in (asked_by, person)),
  check ((decided_by is null) = (decided_at is null)),
  check (state not in ('approved', 'refused') or decided_by is not null),
  check (state not in ('waiting', 'withdrawn', 'expired') or decided_by is null),
  check (state <> 'approved' or letter is not null),
  check (letter is null or state in ('approved', 'stopped')),
  check ((state = 'stopped') = (stopped_at is not null))
);
create unique index reissue_waiting on identity.reissue (person) where state = 'waiting';

-- A stolen authenticator counts no more; recovery codes do, until the new factor is confirmed.
alter table identity.person add column factor_ended_at timestamptz;

alter table push.outbox drop constraint outbox_type_check;
alter table push.outbox add constraint outbox_type_check
  check (type in ('record-changed', 'links-changed', 'access-closed', 'copy-asked', 'account-changed'));

-- Whoever asks on the telephone, by name: enough to know which of two it is. Never the login, which is a physician's NIHDI number.
create function api.find_people(p_session bytea, p_certificate bytea, p_search text)
returns table (id uuid, name text, role text, place text, activated boolean, suspended boolean, pcs integer, last_at timestamptz, waiting boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  return query
    select p.id, p.name, p.role, p.practice_address[cardinality(p.practice_address)], p.activated_at is not null, p.suspended_at is not null,
        used.pcs, used.last_at, exists (select from identity.reissue r where r.person = p.id and r.state = 'waiting' and r.expires_at > now())
      from identity.person p
      cross join lateral (
        select count(distinct c.pc) filter (where c.revoked_at is null)::integer as pcs, max(s.started_at) as last_at
          from identity.session s join identity.certificate c on c.sha256 = s.certificate where s.person = p.id
      ) used
     where length(p_search) >= 2 and position(lower(p_search) in lower(p.name)) > 0 and p.id <> gate.person()
     order by p.name, p.id limit 50;
end $$;

create function api.ask_reissue(p_session bytea, p_certificate bytea, p_person uuid, p_reason text, p_stolen boolean, p_why text) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p identity.person;
  v_id uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  select * into p from identity.person x where x.id = p_person for no key update;
  if not found then
    perform gate.refuse('not-found');
  elsif p.id = gate.person() then
    perform gate.refuse('forbidden-for-role');
  elsif p.suspended_at is not null or (p_reason = 'reset' and p.activated_at is null) then
    perform gate.refuse('conflict');
  end if;
  update identity.reissue r set state = 'expired' where r.person = p_person and r.state = 'waiting' and r.expires_at <= now();
  insert into identity.reissue (person, reason, stolen, asked_by, why) values (p_person, p_reason, p_stolen, gate.person(), p_why)
    on conflict do nothing returning id into v_id;
  if v_id is null then
    perform gate.refuse('conflict');
  end if;
  perform push.emit('account-changed', p_person, null);
  return v_id;
end $$;

-- A request that the helpdesk takes back before it is decided.
create function api.withdraw_reissue(p_session bytea, p_certificate bytea, p_reissue uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  update identity.reissue r set state = 'withdrawn' where r.id = p_reissue and r.state = 'waiting' returning r.person into v_person;
  if v_person is null then
    perform gate.refuse('conflict');
  end if;
  perform push.emit('account-changed', v_person, null);
end $$;

-- What waits and what was decided in sixty days, with what the person last did: somebody at work on a PC has lost no access.
create function api.list_reissues(p_session bytea, p_certificate bytea)
returns table (id uuid, person uuid, name text, role text, reason text, stolen boolean, asked_by text, asked_at timestamptz, why text,
  expires_at timestamptz, state text, decided_by text, decided_at timestamptz, decision text, stopped_at timestamptz, letter text,
  used_at timestamptz, used_on text, own boolean, last_at timestamptz, last_on text, open_on text, pcs integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director', 'helpdesk');
  return query
    select r.id, p.id, p.name, p.role, r.reason, r.stolen, a.name, r.asked_at, r.why, r.expires_at,
        case when r.state = 'waiting' and r.expires_at <= now() then 'expired' else r.state end,
        d.name, r.decided_at, r.decision, r.stopped_at, t.state, i.enrolled_at, npc.name, gate.person() in (r.asked_by, r.person),
        last.started_at, last.name, open.name, (select count(*)::integer from (
          select distinct c.pc from identity.session s join identity.certificate c on c.sha256 = s.certificate
            where s.person = p.id and c.revoked_at is null) pcs)
      from identity.reissue r
      join identity.person p on p.id = r.person
      join identity.person a on a.id = r.asked_by
      left join identity.person d on d.id = r.decided_by
      left join identity.letter t on t.id = r.letter
      left join identity.invitation i on i.id = t.invitation
      left join identity.pc npc on npc.id = i.pc
      left join lateral (
        select s.started_at, pc.name from identity.session s join identity.certificate c on c.sha256 = s.certificate
          join identity.pc pc on pc.id = c.pc where s.person = p.id order by s.started_at desc limit 1) last on true
      left join lateral (
        select pc.name from identity.session s join identity.certificate c on c.sha256 = s.certificate join identity.pc pc on pc.id = c.pc
         where s.person = p.id and s.ended_at is null and s.ends_at > now() order by s.started_at desc limit 1) open on true
     where r.state = 'waiting' or coalesce(r.stopped_at, r.decided_at, r.asked_at) > now() - interval '60 days'
     order by r.asked_at, r.id limit 500;
end $$;

-- The Director's word, once and in time. Nobody decides what they asked for, nor about themselves.
create function api.decide_reissue(p_session bytea, p_certificate bytea, p_reissue uuid, p_approved boolean, p_decision text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r identity.reissue;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  select * into r from identity.reissue x where x.id = p_reissue for update;
  if not found then
    perform gate.refuse('not-found');
  elsif gate.person() in (r.asked_by, r.person) then
    perform gate.refuse('forbidden-for-role');
  elsif r.state <> 'waiting' or r.expires_at <= now() then
    perform gate.refuse('conflict');
  end if;
  update identity.reissue x set state = case when p_approved then 'approved' else 'refused' end, decided_by = gate.person(),
      decided_at = clock_timestamp(), decision = p_decision,
      letter = case when p_approved then identity.queue_letter(r.person, r.reason, gate.person()) end
    where x.id = p_reissue;
  if p_approved and r.stolen then
    update identity.person p set factor_ended_at = now() where p.id = r.person;
  end if;
  perform push.emit('account-changed', r.person, null);
end $$;

-- What stands about the caller's own account: what was asked or approved and not yet used, and a PC that a letter enrolled this week.
create function api.own_notices(p_session bytea, p_certificate bytea)
returns table (id uuid, reason text, stolen boolean, asked_at timestamptz, approved_at timestamptz, approved_by text, used_at timestamptz, used_on text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  if gate.person() is null then
    perform gate.refuse('session-required');
  end if;
  return query
    select r.id, r.reason, r.stolen, r.asked_at, r.decided_at, d.name, i.enrolled_at, pc.name
      from identity.reissue r
      left join identity.person d on d.id = r.decided_by
      left join identity.letter t on t.id = r.letter
      left join identity.invitation i on i.id = t.invitation
      left join identity.pc pc on pc.id = i.pc
     where r.person = gate.person()
       and (r.state = 'waiting' and r.expires_at > now()
         or r.state = 'approved' and t.state <> 'cancelled' and (i.id is null or i.activated_at is null and i.expires_at > now()
           or r.reason = 'new-pc' and i.enrolled_at > now() - interval '7 days'
             and exists (select from identity.certificate c where c.pc = i.pc and c.revoked_at is null)))
     order by r.asked_at;
end $$;

-- Not me: the letter does not leave or its code is worth nothing, the PC that it enrolled is out of service, and an authenticator that
-- was said to be stolen counts again. Whoever says so has just signed in with both factors, which is more than a telephone call.
create function api.contest_reissue(p_session bytea, p_certificate bytea, p_reissue uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r identity.reissue;
  v_invitation uuid;
  v_pc uuid;
begin
  perform gate.enter(p_session, p_certificate);
  select * into r from identity.reissue x where x.id = p_reissue and x.person = gate.person() for update;
  if not found then
    perform gate.refuse('not-found');
  elsif r.state not in ('waiting', 'approved') then
    perform gate.refuse('conflict');
  end if;
  select t.invitation, i.pc into v_invitation, v_pc
    from identity.letter t left join identity.invitation i on i.id = t.invitation where t.id = r.letter for update of t;
  -- The PC that says so cannot have come by that letter: whoever sits at it would be the one to stop.
  if v_pc = gate.pc() then
    perform gate.refuse('conflict');
  end if;
  update identity.letter t set state = 'cancelled', cancelled_at = clock_timestamp(), cancelled_by = gate.person(), cancel_reason = 'contested'
    where t.id = r.letter and t.state in ('queued', 'printed');
  update identity.invitation i set expires_at = least(i.expires_at, now()) where i.id = v_invitation;
  if v_pc is not null and exists (select from identity.certificate c where c.pc = v_pc and c.revoked_at is null) then
    insert into identity.pc_revocation (pc, by, reason, sessions, copies) values (v_pc, gate.person(), 'Contesté par son titulaire',
      (select count(*) from identity.session s join identity.certificate c on c.sha256 = s.certificate
        where c.pc = v_pc and s.ended_at is null and s.ends_at > now()), 0);
    perform identity.revoke_pc(v_pc);
  end if;
  if r.stolen then
    update identity.person p set factor_ended_at = null where p.id = r.person;
  end if;
  update identity.reissue x set state = 'stopped', stopped_at = clock_timestamp() where x.id = p_reissue;
  perform push.emit('account-changed', r.person, null);
end $$;
