-- A request on the public page that names somebody who has an account already [R01] [R02]: anybody can send one, and its letter carries a
-- code for a PC, perhaps to another address. Whom it names is told on the PCs in use and can stop it, as for a telephone call (adr/0130).
alter table identity.reissue
  -- Null: nobody of the hospital asked, the public page did.
  alter column asked_by drop not null,
  -- The practice's address before and after the acceptance, where it changed it.
  add column former_address text[],
  add column new_address text[],
  add check (num_nulls(former_address, new_address) in (0, 2));

-- True while a letter with new factors is on its way to this person: no other letter takes its place unseen.
create function identity.awaits_reset(p_person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from identity.letter t left join identity.invitation i on i.id = t.invitation
    where t.person = p_person and t.reason = 'reset' and i.activated_at is null
      and (t.state in ('queued', 'printed') or t.state = 'posted' and i.expires_at > now()))
    or exists (select from identity.person p where p.id = p_person and p.factor_ended_at is not null)
$$;

-- As in 0111, saying when the account waits for new factors.
create or replace function api.review_access_request(p_session bytea, p_certificate bytea, p_request uuid)
returns table (id uuid, state text, crowded boolean, language text, received_at timestamptz, review_began_at timestamptz, decided_at timestamptz,
  decided_by text, reason text, letter text, family text, given text, nihdi text, practice text, address text[], phone text, email text,
  conditions text, account jsonb, others jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  update identity.access_request r set state = 'review', review_began_at = now() where r.id = p_request and r.state = 'received';
  return query
    select r.id, r.state, r.crowded, r.language, r.received_at, r.review_began_at, r.decided_at,
      (select d.name from identity.person d where d.id = r.decided_by), r.reason, r.letter,
      r.family, r.given, r.nihdi, r.practice, r.address, r.phone, r.email, r.conditions,
      (select jsonb_build_object('name', a.name, 'login', a.login, 'activated', a.activated_at is not null,
            'suspended', identity.is_suspended(a.id), 'awaitsReset', identity.awaits_reset(a.id), 'address', to_jsonb(a.practice_address))
         from identity.person a where a.id = identity.physician_of(r.nihdi)),
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'state', o.state, 'receivedAt', o.received_at, 'family', o.family,
            'given', o.given, 'practice', o.practice) order by o.received_at desc)
         from (select * from identity.access_request x
                where left(x.nihdi, 8) = left(r.nihdi, 8) and x.id <> r.id order by x.received_at desc limit 20) o), '[]'::jsonb)
      from identity.access_request r where r.id = p_request;
end $$;

-- As in 0111; whoever has an account is told, and a reset on its way is not thrown away by a stranger's request (`conflict`).
create or replace function api.accept_access_request(p_session bytea, p_certificate bytea, p_request uuid, p_moved boolean)
returns table (letter text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r identity.access_request;
  p identity.person;
  v_person uuid;
  v_letter text := 'access';
  v_queued uuid;
  v_address text[];
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  select * into r from identity.access_request q where q.id = p_request for update;
  if not found then
    perform gate.refuse('not-found');
  elsif r.state <> 'review' then
    perform gate.refuse('conflict');
  end if;
  -- Two requests of one number, decided at once, make one account.
  perform pg_advisory_xact_lock(hashtextextended(left(r.nihdi, 8), 111));
  v_person := identity.physician_of(r.nihdi);
  v_address := r.practice || r.address;
  if v_person is null then
    v_person := gen_random_uuid();
    insert into identity.person (id, role, login, name, nihdi, practice_address)
      values (v_person, 'physician', r.nihdi, 'Dr ' || r.given || ' ' || r.family, r.nihdi, v_address)
      on conflict do nothing;
    if not found then
      perform gate.refuse('conflict');
    end if;
  else
    select * into p from identity.person x where x.id = v_person for no key update;
    if identity.is_suspended(v_person) or identity.awaits_reset(v_person) then
      perform gate.refuse('conflict');
    end if;
    if not p_moved and cardinality(p.practice_address) > 0 or p.practice_address = v_address then
      v_address := null;
    end if;
    update identity.person x set practice_address = v_address where x.id = v_person and v_address is not null;
    v_letter := case when p.activated_at is null then 'access' else 'new-pc' end;
  end if;
  v_queued := identity.queue_letter(v_person, v_letter, gate.person());
  if v_letter = 'new-pc' then
    insert into identity.reissue (person, reason, why, state, decided_by, decided_at, letter, former_address, new_address)
      values (v_person, 'new-pc', left(r.practice || ', ' || array_to_string(r.address, ', '), 400), 'approved', gate.person(), clock_timestamp(),
        v_queued, case when v_address is not null then p.practice_address end, v_address);
    perform push.emit('account-changed', v_person, null);
  end if;
  update identity.access_request q
     set state = 'accepted', decided_at = now(), decided_by = gate.person(), person = v_person, letter = v_letter
   where q.id = p_request;
  delete from identity.access_arrival a where a.request = p_request;
  return query select v_letter;
end $$;

-- As in 0132, with where it was asked (`public`: on the page that is open to all) and whether it moved the practice.
drop function api.own_notices(bytea, bytea);
create function api.own_notices(p_session bytea, p_certificate bytea)
returns table (id uuid, reason text, stolen boolean, public boolean, moved boolean, asked_at timestamptz, approved_at timestamptz,
  approved_by text, used_at timestamptz, used_on text, contested_by text, contested_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  if gate.person() is null then
    perform gate.refuse('session-required');
  end if;
  return query
    select r.id, r.reason, r.stolen, r.asked_by is null, r.new_address is not null, r.asked_at, r.decided_at, d.name, i.enrolled_at, pc.name,
        case when r.person <> gate.person() then p.name end, r.stopped_at
      from identity.reissue r
      join identity.person p on p.id = r.person
      left join identity.person d on d.id = r.decided_by
      left join identity.letter t on t.id = r.letter
      left join identity.invitation i on i.id = t.invitation
      left join identity.pc pc on pc.id = i.pc
     where r.person = gate.person()
       and (r.state = 'waiting' and r.expires_at > now()
         or r.state = 'approved' and t.state <> 'cancelled' and (i.id is null or i.activated_at is null and i.expires_at > now()
           or r.reason = 'new-pc' and i.enrolled_at > now() - interval '7 days'
             and exists (select from identity.certificate c where c.pc = i.pc and c.revoked_at is null)))
       or r.person <> gate.person() and gate.role() = 'director' and r.state = 'stopped' and r.stopped_at > now() - interval '7 days'
     order by r.asked_at;
end $$;

-- As in 0131, with what came from the public page: then nobody asked.
create or replace function api.list_reissues(p_session bytea, p_certificate bytea)
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
        d.name, r.decided_at, r.decision, r.stopped_at, t.state, i.enrolled_at, npc.name, coalesce(gate.person() in (r.asked_by, r.person), false),
        last.started_at, last.name, open.name, (select count(*)::integer from (
          select distinct c.pc from identity.session s join identity.certificate c on c.sha256 = s.certificate
            where s.person = p.id and c.revoked_at is null) pcs)
      from identity.reissue r
      join identity.person p on p.id = r.person
      left join identity.person a on a.id = r.asked_by
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

-- What was contested has moved no practice: the next letter goes where the hospital wrote before.
create function identity.undo_move() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update identity.person p set practice_address = new.former_address
   where p.id = new.person and p.practice_address = new.new_address;
  return null;
end $$;
create trigger undo_move after update of state on identity.reissue for each row
  when (new.state = 'stopped' and old.state <> 'stopped' and new.new_address is not null) execute function identity.undo_move();
