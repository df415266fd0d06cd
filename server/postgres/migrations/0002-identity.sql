-- Enrolment, activation, sign-in. Secrets are compared by the API, which alone holds the keys; here stands what happens once.

-- A first password and second factor wait here until a code of the authenticator confirmed them.
alter table identity.person add column pending_password_hash text, add column pending_totp_secret bytea;

-- Failed or unfinished tries, by PC and account: guessing at one PC locks nobody out at another.
create table identity.attempt (
  certificate bytea not null,
  account bytea not null,
  at timestamptz not null default now()
);
create index attempt_of on identity.attempt (certificate, account, at);

-- Counts this try before it is judged, so that parallel guesses count too; refuses the sixth within 15 minutes.
create function identity.count_attempt(p_certificate bytea, p_account text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_account bytea := sha256(convert_to(lower(p_account), 'UTF8'));
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(p_certificate || v_account, 'hex'), 0));
  delete from identity.attempt where at < now() - interval '15 minutes' and certificate = p_certificate;
  if (select count(*) >= 5 from identity.attempt where certificate = p_certificate and account = v_account) then
    perform gate.refuse('too-many-attempts');
  end if;
  insert into identity.attempt (certificate, account) values (p_certificate, v_account);
end $$;

create function identity.forget_attempts(p_certificate bytea, p_account text) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  delete from identity.attempt
  where certificate = p_certificate and account = sha256(convert_to(lower(p_account), 'UTF8'))
$$;

-- Tells the listeners that the set of admitted certificates changed.
create function identity.announce_certificates() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('passerelle_certificates', '');
  return null;
end $$;
create trigger announce after insert or update or delete on identity.certificate
  for each statement execute function identity.announce_certificates();

create function identity.revoke_pc(p_pc uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update identity.session set ended_at = now()
    where ended_at is null and certificate in (select sha256 from identity.certificate where pc = p_pc);
  update identity.certificate set revoked_at = now() where pc = p_pc and revoked_at is null;
$$;

create function identity.check_pc(p_certificate bytea) returns uuid
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if gate.check_certificate(p_certificate) <> 'pc' then
    perform gate.refuse('forbidden-for-role');
  end if;
  return (select pc from identity.certificate where sha256 = p_certificate);
end $$;

-- Certificates that a handshake may present, and those that it must refuse until they expire by themselves.
create function api.read_certificates()
returns table (sha256 bytea, kind text, serial text, not_after timestamptz, revoked_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.sha256, c.kind, c.serial, c.not_after, c.revoked_at from identity.certificate c
  where c.not_after > now() - interval '1 day'
$$;

create function api.read_standing(p_certificate bytea) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select case when revoked_at is not null then 'revoked' when not_after <= now() then 'expired' else 'enrolled' end
    from identity.certificate where sha256 = p_certificate and kind = 'pc'), 'unknown')
$$;

-- Refuses a code that may not enrol (again: the same key may, so that an answer lost on the way loses nothing).
create function identity.check_invitation(p_code_hash bytea, p_key_sha256 bytea) returns identity.invitation
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  i identity.invitation;
begin
  select * into i from identity.invitation where code_hash = p_code_hash;
  if not found then
    perform gate.refuse('invitation-code-wrong');
  elsif i.activated_at is not null or i.enrolled_at is not null and not exists (
      select from identity.certificate where pc = i.pc and key_sha256 = p_key_sha256 and revoked_at is null) then
    perform gate.refuse('invitation-code-used');
  elsif i.expires_at <= now() then
    perform gate.refuse('invitation-code-expired');
  end if;
  return i;
end $$;

-- The PC that this code enrols: null when it will be a new one.
create function api.read_invitation(p_code_hash bytea, p_key_sha256 bytea) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (identity.check_invitation(p_code_hash, p_key_sha256)).pc
$$;

create function identity.add_certificate(
  p_kind text, p_pc uuid, p_sha256 bytea, p_serial text, p_key_sha256 bytea, p_not_before timestamptz, p_not_after timestamptz
) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into identity.certificate (kind, pc, sha256, serial, key_sha256, not_before, not_after)
  values (p_kind, p_pc, p_sha256, p_serial, p_key_sha256, p_not_before, p_not_after)
$$;

-- Uses the code up and enrols the PC; returns whose code it was.
create function api.enrol(
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
  update identity.invitation v set enrolled_at = coalesce(v.enrolled_at, now()), pc = p_pc,
      -- Whoever has both factors already needs the code for the PC alone.
      activated_at = (select case when p.activated_at is not null then now() end from identity.person p where p.id = i.person)
    where v.id = i.id;
  select p.id, p.role, p.login, p.name, p.nihdi, p.activated_at is not null
    into id, role, login, name, nihdi, activated
    from identity.person p where p.id = i.person;
end $$;

-- The invitation whose code was enrolled on this PC and still waits for its password.
create function identity.check_activation(p_certificate bytea, p_code_hash bytea) returns identity.invitation
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_pc uuid := identity.check_pc(p_certificate);
  i identity.invitation;
begin
  select * into i from identity.invitation where code_hash = p_code_hash and pc = v_pc;
  if not found then
    perform gate.refuse('invitation-code-wrong');
  elsif i.activated_at is not null or (select activated_at is not null from identity.person where id = i.person) then
    perform gate.refuse('invitation-code-used');
  elsif i.expires_at <= now() then
    perform gate.refuse('invitation-code-expired');
  end if;
  return i;
end $$;

-- Counted on its own, since a refusal that follows would undo the count.
create function api.count_attempt(p_certificate bytea, p_account text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform identity.check_pc(p_certificate);
  perform identity.count_attempt(p_certificate, p_account);
end $$;

create function api.begin_activation(p_certificate bytea, p_code_hash bytea, p_password_hash text, p_totp_secret bytea)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  i identity.invitation := identity.check_activation(p_certificate, p_code_hash);
begin
  update identity.person set pending_password_hash = p_password_hash, pending_totp_secret = p_totp_secret where id = i.person;
  perform identity.forget_attempts(p_certificate, 'activation');
  return (select login from identity.person where id = i.person);
end $$;

create function api.read_activation(p_certificate bytea, p_code_hash bytea) returns bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  i identity.invitation := identity.check_activation(p_certificate, p_code_hash);
  v_secret bytea := (select pending_totp_secret from identity.person where id = i.person);
begin
  if v_secret is null then
    perform gate.refuse('account-not-activated');
  end if;
  return v_secret;
end $$;

create function api.finish_activation(p_certificate bytea, p_code_hash bytea, p_step bigint, p_recovery bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  i identity.invitation;
begin
  perform from identity.invitation where code_hash = p_code_hash for update;
  i := identity.check_activation(p_certificate, p_code_hash);
  update identity.person set password_hash = pending_password_hash, totp_secret = pending_totp_secret,
      pending_password_hash = null, pending_totp_secret = null, totp_last_step = p_step, activated_at = now()
    where id = i.person and pending_totp_secret is not null;
  if not found then
    perform gate.refuse('account-not-activated');
  end if;
  delete from identity.recovery_code where person = i.person;
  insert into identity.recovery_code (person, code_hash) select i.person, unnest(p_recovery);
  update identity.invitation set activated_at = now() where id = i.id;
  perform identity.forget_attempts(p_certificate, 'activation');
end $$;
