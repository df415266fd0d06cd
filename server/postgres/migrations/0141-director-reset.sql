-- A hospital's only Director without a second factor has nobody who could approve a reset: whoever runs the hospital's server asks for it there
-- (server/reset-director.ts) [R02] [R07]. It makes a letter for the desk to print, never a code; it is for a Director alone, and for the only one.

-- Who asked, in the Director's queue: the command, and by name whoever ran it. Accounts that nobody can ever use: without factors, suspended.
create function identity.command_account(p_login text, p_name text) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_id uuid;
begin
  insert into identity.person (id, role, login, name, suspended_at)
    values (gen_random_uuid(), 'helpdesk', p_login, p_name, now()) on conflict (login) do nothing;
  select p.id into v_id from identity.person p
   where p.login = p_login and p.activated_at is null and p.suspended_at is not null and p.password_hash is null;
  if v_id is null then
    raise exception 'the login % is an account''s own', p_login;
  end if;
  return v_id;
end $$;

-- Run by the database's administrator; no function of schema api calls it. Answers the request as it stands in the Director's queue.
create function identity.reset_director(p_login text, p_operator text, p_why text, p_stolen boolean) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  p identity.person;
  v_command uuid;
  v_operator uuid;
  v_letter uuid;
  v_id uuid;
begin
  if length(btrim(p_operator)) not between 3 and 80 or length(btrim(p_why)) not between 3 and 400 then
    raise exception 'say who runs this command (3 to 80 characters) and why (3 to 400)';
  end if;
  select * into p from identity.person x where x.login = p_login for update;
  if not found or p.role <> 'director' then
    raise exception 'no Director has this login: nobody else is reset by this command';
  elsif p.activated_at is null or p.suspended_at is not null then
    raise exception 'this account was never activated, or is suspended: there is nothing to reset';
  elsif exists (select from identity.person x where x.role = 'director' and x.id <> p.id and x.activated_at is not null
      and x.suspended_at is null) then
    raise exception 'another Director can approve this: the helpdesk asks in the application';
  elsif exists (select from identity.letter t where t.person = p.id and t.reason = 'reset' and t.state in ('queued', 'printed')) then
    raise exception 'a letter for this Director waits at the desk already';
  end if;
  v_command := identity.command_account('commande-du-serveur', 'Commande du serveur');
  v_operator := identity.command_account('serveur-' || encode(sha256(convert_to(lower(btrim(p_operator)), 'UTF8')), 'hex'),
    btrim(p_operator) || ', sur le serveur de l’hôpital');
  -- What the helpdesk asked meanwhile could be decided by nobody.
  update identity.reissue r set state = 'expired' where r.person = p.id and r.state = 'waiting';
  update identity.letter t set state = 'cancelled', cancelled_at = clock_timestamp(), cancelled_by = v_operator, cancel_reason = 'replaced'
   where t.person = p.id and t.state in ('queued', 'printed');
  perform identity.end_codes(p.id);
  insert into identity.letter (person, reason, approved_by) values (p.id, 'reset', v_operator) returning id into v_letter;
  insert into identity.reissue (person, reason, stolen, asked_by, why, state, decided_by, decided_at, letter)
    values (p.id, 'reset', p_stolen, v_command, btrim(p_why), 'approved', v_operator, clock_timestamp(), v_letter) returning id into v_id;
  if p_stolen then
    update identity.person x set factor_ended_at = now() where x.id = p.id;
  end if;
  perform push.emit('account-changed', p.id, null);
  return v_id;
end $$;

-- What the command did to the caller's own account, until a week after the new factors were set: the Director reads it at the next sign-in.
create function api.own_command_resets(p_session bytea, p_certificate bytea)
returns table (id uuid, stolen boolean, asked_at timestamptz, approved_by text, used_at timestamptz, used_on text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  if gate.person() is null then
    perform gate.refuse('session-required');
  end if;
  return query
    select r.id, r.stolen, r.asked_at, d.name, i.enrolled_at, pc.name
      from identity.reissue r
      join identity.person a on a.id = r.asked_by and a.login = 'commande-du-serveur'
      join identity.person d on d.id = r.decided_by
      join identity.letter t on t.id = r.letter
      left join identity.invitation i on i.id = t.invitation
      left join identity.pc pc on pc.id = i.pc
     where r.person = gate.person() and r.state = 'approved' and t.state <> 'cancelled'
       and case when i.activated_at is null then r.asked_at > now() - interval '60 days' else i.activated_at > now() - interval '7 days' end
     order by r.asked_at;
end $$;
