-- What a letter's code does for somebody who has an account [R02] [R07]: a new-pc letter enrols a PC and no more, a reset replaces both factors.

-- True for the code of a letter that was approved as a reset: it sets both factors of somebody who has some already.
create function identity.resets(p_invitation uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from identity.letter t where t.invitation = p_invitation and t.reason = 'reset' and t.state <> 'cancelled')
$$;

-- As in 0002. A second PC's code whose answer was lost works again with the same key, too: `activated_at` is then the moment of its
-- enrolment, and nothing was set by it.
create or replace function identity.check_invitation(p_code_hash bytea, p_key_sha256 bytea) returns identity.invitation
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  i identity.invitation;
begin
  select * into i from identity.invitation where code_hash = p_code_hash;
  if not found then
    perform gate.refuse('invitation-code-wrong');
  elsif i.enrolled_at is not null and (i.activated_at <> i.enrolled_at or not exists (
      select from identity.certificate where pc = i.pc and key_sha256 = p_key_sha256 and revoked_at is null)) then
    perform gate.refuse('invitation-code-used');
  elsif i.expires_at <= now() then
    perform gate.refuse('invitation-code-expired');
  end if;
  return i;
end $$;

create or replace function api.enrol(
  p_code_hash bytea, p_pc uuid, p_pc_name text,
  p_sha256 bytea, p_serial text, p_key_sha256 bytea, p_not_before timestamptz, p_not_after timestamptz,
  out id uuid, out role text, out login text, out name text, out nihdi text, out activated boolean
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  i identity.invitation;
begin
  perform from identity.invitation where code_hash = p_code_hash for update;
  i := identity.check_invitation(p_code_hash, p_key_sha256);
  if i.pc is not null and i.pc <> p_pc then
    perform gate.refuse('conflict');
  end if;
  insert into identity.pc (id, name) values (p_pc, p_pc_name) on conflict do nothing;
  perform identity.add_certificate('pc', p_pc, p_sha256, p_serial, p_key_sha256, p_not_before, p_not_after);
  select p.id, p.role, p.login, p.name, p.nihdi, p.activated_at is not null and not identity.resets(i.id)
    into id, role, login, name, nihdi, activated
    from identity.person p where p.id = i.person;
  -- Whoever has both factors already, and is given no new ones, needs the code for the PC alone.
  update identity.invitation v set enrolled_at = coalesce(v.enrolled_at, now()), pc = p_pc,
      activated_at = case when activated then coalesce(v.activated_at, now()) end
    where v.id = i.id;
  if i.enrolled_at is null then
    perform push.emit('account-changed', id, null);
  end if;
end $$;

create or replace function identity.check_activation(p_certificate bytea, p_code_hash bytea) returns identity.invitation
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_pc uuid := identity.check_pc(p_certificate);
  i identity.invitation;
begin
  select * into i from identity.invitation where code_hash = p_code_hash and pc = v_pc;
  if not found then
    perform gate.refuse('invitation-code-wrong');
  elsif i.activated_at is not null
      or (not identity.resets(i.id) and (select activated_at is not null from identity.person where id = i.person)) then
    perform gate.refuse('invitation-code-used');
  elsif i.expires_at <= now() then
    perform gate.refuse('invitation-code-expired');
  end if;
  return i;
end $$;

-- New factors end what the old ones opened: every session, every recovery code, every other code of a letter.
create or replace function api.finish_activation(p_certificate bytea, p_code_hash bytea, p_step bigint, p_recovery bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  i identity.invitation;
begin
  perform from identity.invitation where code_hash = p_code_hash for update;
  i := identity.check_activation(p_certificate, p_code_hash);
  update identity.person set password_hash = pending_password_hash, totp_secret = pending_totp_secret,
      pending_password_hash = null, pending_totp_secret = null, totp_last_step = p_step, activated_at = now(), factor_ended_at = null
    where id = i.person and pending_totp_secret is not null;
  if not found then
    perform gate.refuse('account-not-activated');
  end if;
  delete from identity.recovery_code where person = i.person;
  insert into identity.recovery_code (person, code_hash) select i.person, unnest(p_recovery);
  update identity.session set ended_at = now() where person = i.person and ended_at is null;
  -- Strictly later than the enrolment, even in one transaction: see check_invitation.
  update identity.invitation set activated_at = clock_timestamp() where id = i.id;
  perform identity.end_codes(i.person);
  perform identity.forget_attempts(p_certificate, 'activation');
end $$;

-- As in 0003; a stolen authenticator's codes are wrong ones.
create or replace function identity.use_factor(p_person uuid, p_step bigint, p_recovery bytea) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (p_step is null) = (p_recovery is null) then
    perform gate.refuse('otp-wrong');
  end if;
  if p_step is not null then
    if exists (select from identity.person where id = p_person and factor_ended_at is not null) then
      perform gate.refuse('otp-wrong');
    end if;
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
