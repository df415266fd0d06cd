-- Sign-in, unlock, renewal: what the API needs to judge the factors, and the one transaction that uses them up.

-- What to compare with. No row for an unknown account: the API then compares with a dummy, so that time tells nothing.
create function identity.read_factors(p_login text, p_pc uuid)
returns table (person uuid, password_hash text, totp_secret bytea, activated boolean, invited_here boolean)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.id, p.password_hash, p.totp_secret, p.activated_at is not null,
    exists (select from identity.invitation i where i.person = p.id and i.pc = p_pc)
  from identity.person p where p.login = p_login
$$;

create function api.begin_sign_in(p_certificate bytea, p_login text)
returns table (person uuid, password_hash text, totp_secret bytea, activated boolean, invited_here boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_pc uuid := identity.check_pc(p_certificate);
begin
  perform identity.count_attempt(p_certificate, p_login);
  return query select * from identity.read_factors(p_login, v_pc);
end $$;

-- Uses up the second factor: a TOTP step or a recovery code, exactly one of them, exactly once.
create function identity.use_factor(p_person uuid, p_step bigint, p_recovery bytea) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (p_step is null) = (p_recovery is null) then
    perform gate.refuse('otp-wrong');
  end if;
  if p_step is not null then
    update identity.person set totp_last_step = p_step where id = p_person and totp_last_step < p_step;
    if not found then
      perform gate.refuse('otp-replayed');
    end if;
    return;
  end if;
  update identity.recovery_code set used_at = now()
    where person = p_person and code_hash = p_recovery and used_at is null;
  if not found then
    if exists (select from identity.recovery_code where person = p_person and code_hash = p_recovery) then
      perform gate.refuse('recovery-code-used');
    end if;
    perform gate.refuse('otp-wrong');
  end if;
end $$;

create function api.finish_sign_in(
  p_certificate bytea, p_person uuid, p_step bigint, p_recovery bytea, p_session bytea, p_hours integer,
  out id uuid, out role text, out login text, out name text, out nihdi text,
  out ends_at timestamptz, out recovery_left integer, out now timestamptz
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  p identity.person;
begin
  perform identity.check_pc(p_certificate);
  -- Locked, so that a suspension comes either before this look or after the session, which it then ends.
  select * into p from identity.person x where x.id = p_person and x.activated_at is not null for no key update;
  if not found then
    perform gate.refuse('account-not-activated');
  end if;
  perform identity.use_factor(p_person, p_step, p_recovery);
  if p.suspended_at is not null then
    perform gate.refuse('account-suspended');
  end if;
  perform identity.forget_attempts(p_certificate, p.login);
  update identity.session set ended_at = pg_catalog.now()
    where person = p_person and certificate = p_certificate and ended_at is null;
  now := pg_catalog.now();
  ends_at := now + make_interval(hours => p_hours);
  insert into identity.session (sha256, person, certificate, ends_at) values (p_session, p_person, p_certificate, ends_at);
  recovery_left := (select count(*) from identity.recovery_code r where r.person = p_person and r.used_at is null);
  id := p.id; role := p.role; login := p.login; name := p.name; nihdi := p.nihdi;
end $$;

create function api.end_session(p_session bytea, p_certificate bytea) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update identity.session set ended_at = now()
  where sha256 = p_session and certificate = p_certificate and ended_at is null
$$;

-- Counts the try and returns the hash to compare with.
create function api.begin_unlock(p_session bytea, p_certificate bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  if gate.person() is null then
    perform gate.refuse('session-required');
  end if;
  perform identity.count_attempt(p_certificate, 'unlock/' || gate.person());
  return (select password_hash from identity.person where id = gate.person());
end $$;

create function api.finish_unlock(p_session bytea, p_certificate bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform identity.forget_attempts(p_certificate, 'unlock/' || gate.person());
end $$;

-- A certificate may be renewed until p_grace days after its end, by somebody who works on this PC.
create function identity.check_renewal(p_certificate bytea, p_grace integer) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  c identity.certificate;
begin
  select * into c from identity.certificate where sha256 = p_certificate and kind = 'pc';
  if not found then
    perform gate.refuse('certificate-foreign');
  elsif c.revoked_at is not null then
    perform gate.refuse('certificate-revoked');
  elsif c.not_after + make_interval(days => p_grace) <= now() then
    perform gate.refuse('renewal-too-late');
  end if;
  return c.pc;
end $$;

create function api.begin_renewal(p_certificate bytea, p_login text, p_grace integer)
returns table (pc uuid, person uuid, password_hash text, totp_secret bytea, activated boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_pc uuid := identity.check_renewal(p_certificate, p_grace);
begin
  perform identity.count_attempt(p_certificate, p_login);
  return query
    select v_pc, f.person, f.password_hash, f.totp_secret, f.activated
    from (values (1)) one left join identity.read_factors(p_login, v_pc) f on f.invited_here or exists (
      select from identity.session s join identity.certificate c on c.sha256 = s.certificate
      where s.person = f.person and c.pc = v_pc);
end $$;

create function api.finish_renewal(
  p_certificate bytea, p_person uuid, p_step bigint, p_recovery bytea, p_grace integer,
  p_sha256 bytea, p_serial text, p_key_sha256 bytea, p_not_before timestamptz, p_not_after timestamptz,
  out id uuid, out role text, out login text, out name text, out nihdi text
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_pc uuid := identity.check_renewal(p_certificate, p_grace);
  p identity.person;
begin
  select * into p from identity.person x where x.id = p_person and x.activated_at is not null;
  if not found then
    perform gate.refuse('account-not-activated');
  end if;
  perform identity.use_factor(p_person, p_step, p_recovery);
  if p.suspended_at is not null then
    perform gate.refuse('account-suspended');
  end if;
  perform identity.add_certificate('pc', v_pc, p_sha256, p_serial, p_key_sha256, p_not_before, p_not_after);
  perform identity.forget_attempts(p_certificate, p.login);
  id := p.id; role := p.role; login := p.login; name := p.name; nihdi := p.nihdi;
end $$;

-- The helpdesk takes a PC out of service; its connections close at once.
create function api.revoke_pc(p_session bytea, p_certificate bytea, p_pc uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk', 'director');
  perform identity.revoke_pc(p_pc);
end $$;
