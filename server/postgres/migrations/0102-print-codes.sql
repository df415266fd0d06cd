-- The desk prints and posts the letters that carry a code (0100). The API makes the code and gives its keyed hash alone.

-- Why a letter cannot go as it is: its addressee is suspended, its code was used before the letter left, or is over. Null for most.
create function identity.letter_doubt(p_letter identity.letter) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
      when p.suspended_at is not null or exists (
        select from gate.shut s where s.patient = '00000000-0000-0000-0000-000000000000' and s.person = p.id) then 'suspended'
      when i.enrolled_at is not null then 'code-used'
      when i.expires_at <= statement_timestamp() then 'code-over' end
    from identity.person p left join identity.invitation i on i.id = p_letter.invitation
   where p.id = p_letter.person
$$;

create function api.list_code_letters(p_session bytea, p_certificate bytea)
returns table (id uuid, state text, reason text, queued_at timestamptz, approved_by text, name text, nihdi text, address text[],
  doubt text, prints integer, printed_at timestamptz, printed_by text, code_ends_at timestamptz, posted_at timestamptz, posted_by text,
  registered text, cancelled_at timestamptz, cancelled_by text, cancel_reason text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  return query
    select t.id, t.state, t.reason, t.queued_at, a.name, p.name, p.nihdi, p.practice_address,
        case when t.state in ('queued', 'printed') then identity.letter_doubt(t) end,
        t.prints, t.printed_at, pb.name, i.expires_at, t.posted_at, o.name, t.registered, t.cancelled_at, c.name, t.cancel_reason
      from identity.letter t
      join identity.person p on p.id = t.person
      join identity.person a on a.id = t.approved_by
      left join identity.invitation i on i.id = t.invitation
      left join identity.person pb on pb.id = t.printed_by
      left join identity.person o on o.id = t.posted_by
      left join identity.person c on c.id = t.cancelled_by
     where t.state in ('queued', 'printed') or coalesce(t.posted_at, t.cancelled_at) > now() - interval '60 days'
     order by t.state, coalesce(t.posted_at, t.cancelled_at) desc nulls last, t.queued_at, t.id
     limit 500;
end $$;

-- A letter that may be printed now, as the desk believes it to be (`p_prints` printings so far), locked; else `conflict`. Whoever's code
-- was used before its letter left gets no other one from the desk: the Director must hear of it.
create function identity.check_printing(p_letter uuid, p_prints integer) returns identity.letter
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  t identity.letter;
begin
  select * into t from identity.letter l where l.id = p_letter for update;
  if t.id is null or t.prints <> p_prints or t.state not in ('queued', 'printed')
      or coalesce(identity.letter_doubt(t), 'code-over') <> 'code-over' then
    perform gate.refuse('conflict');
  end if;
  return t;
end $$;

-- What the letter says beside its code. The code of a letter printed now is good until the end of `valid_until` in Brussels.
create function api.read_code_letter(p_session bytea, p_certificate bytea, p_letter uuid, p_prints integer)
returns table (reason text, name text, nihdi text, login text, address text[], valid_until date)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t identity.letter;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  t := identity.check_printing(p_letter, p_prints);
  return query select t.reason, p.name, p.nihdi, p.login, p.practice_address, (now() at time zone 'Europe/Brussels')::date + 14
    from identity.person p where p.id = t.person;
end $$;

-- From now on this code is the letter's, and no older code of the person works. Of two desks that print at once one is refused.
create function api.print_code_letter(p_session bytea, p_certificate bytea, p_letter uuid, p_prints integer, p_code_hash bytea,
  p_valid_until date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t identity.letter;
  v_invitation uuid := gen_random_uuid();
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  t := identity.check_printing(p_letter, p_prints);
  -- The paper was made a moment ago: midnight may have passed, no more.
  if p_valid_until - (now() at time zone 'Europe/Brussels')::date not between 13 and 14 then
    perform gate.refuse('conflict');
  end if;
  perform identity.end_codes(t.person);
  insert into identity.invitation (id, person, code_hash, expires_at)
    values (v_invitation, t.person, p_code_hash, (p_valid_until + 1)::timestamp at time zone 'Europe/Brussels');
  update identity.letter l set state = 'printed', prints = l.prints + 1, invitation = v_invitation, printed_at = clock_timestamp(),
      printed_by = gate.person() where l.id = p_letter;
end $$;

create function api.post_code_letter(p_session bytea, p_certificate bytea, p_letter uuid, p_registered text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t identity.letter;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  select * into t from identity.letter l where l.id = p_letter for update;
  if t.id is null or t.state <> 'printed' or identity.letter_doubt(t) is not null then
    perform gate.refuse('conflict');
  end if;
  update identity.letter l set state = 'posted', posted_at = clock_timestamp(), posted_by = gate.person(), registered = p_registered
   where l.id = p_letter;
end $$;

-- A letter that does not leave: its code works no more.
create function api.cancel_code_letter(p_session bytea, p_certificate bytea, p_letter uuid, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t identity.letter;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  select * into t from identity.letter l where l.id = p_letter for update;
  if t.id is null or t.state not in ('queued', 'printed') then
    perform gate.refuse('conflict');
  end if;
  perform identity.end_codes(t.person);
  update identity.letter l set state = 'cancelled', cancelled_at = clock_timestamp(), cancelled_by = gate.person(),
      cancel_reason = p_reason where l.id = p_letter;
end $$;
