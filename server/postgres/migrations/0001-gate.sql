-- Schemas, who is who, and the gate. Everything belongs to passerelle_owner; the API may only EXECUTE what schema api offers.
alter default privileges revoke execute on functions from public;

create schema identity;
create schema care;
create schema medical;
create schema trace;
create schema push;
create schema gate;
create schema api;
grant usage on schema api to passerelle_api;
alter default privileges in schema api grant execute on functions to passerelle_api;

create table identity.person (
  id uuid primary key,
  role text not null check (role in ('physician', 'director', 'desk', 'helpdesk')),
  login text not null unique,
  name text not null,
  nihdi text unique,
  created_at timestamptz not null default now(),
  activated_at timestamptz,
  suspended_at timestamptz,
  password_hash text,
  -- AES-256-GCM by a key that the database never sees.
  totp_secret bytea,
  totp_last_step bigint not null default 0,
  check (role <> 'physician' or nihdi is not null),
  check (activated_at is null or (password_hash is not null and totp_secret is not null))
);

create table identity.pc (
  id uuid primary key,
  name text not null,
  enrolled_at timestamptz not null default now()
);

create table identity.certificate (
  sha256 bytea primary key check (length(sha256) = 32),
  kind text not null check (kind in ('pc', 'system')),
  pc uuid references identity.pc,
  serial text not null unique,
  key_sha256 bytea not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  revoked_at timestamptz,
  check ((kind = 'pc') = (pc is not null))
);
create index certificate_pc on identity.certificate (pc);

create table identity.invitation (
  id uuid primary key,
  person uuid not null references identity.person,
  code_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  enrolled_at timestamptz,
  pc uuid references identity.pc,
  activated_at timestamptz
);

create table identity.recovery_code (
  person uuid not null references identity.person,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person, code_hash)
);

create table identity.session (
  sha256 bytea primary key check (length(sha256) = 32),
  person uuid not null references identity.person,
  certificate bytea not null references identity.certificate,
  started_at timestamptz not null default now(),
  ends_at timestamptz not null,
  ended_at timestamptz
);
create index session_person on identity.session (person);

-- Refuses with a code of contracts/failure.ts.
create function gate.refuse(p_code text) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'PS001', message = p_code;
end $$;

-- Refuses unless the certificate is enrolled, in force and unrevoked; returns its kind.
create function gate.check_certificate(p_certificate bytea) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  c record;
begin
  select kind, not_after, revoked_at into c from identity.certificate where sha256 = p_certificate;
  if not found then
    perform gate.refuse('certificate-foreign');
  elsif c.revoked_at is not null then
    perform gate.refuse('certificate-revoked');
  elsif c.not_after <= now() then
    perform gate.refuse('certificate-expired');
  end if;
  return c.kind;
end $$;

-- First line of every api function that reads or writes for somebody: a PC with a session, or a system certificate alone.
create function gate.enter(p_session bytea, p_certificate bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_kind text := gate.check_certificate(p_certificate);
  s record;
begin
  if v_kind = 'pc' then
    if p_session is null then
      perform gate.refuse('session-required');
    end if;
    select ses.certificate, ses.ends_at, ses.ended_at, p.suspended_at into s
      from identity.session ses join identity.person p on p.id = ses.person
      where ses.sha256 = p_session;
    if not found or s.certificate <> p_certificate or s.ended_at is not null or s.ends_at <= now() then
      perform gate.refuse('session-ended');
    elsif s.suspended_at is not null then
      perform gate.refuse('account-suspended');
    end if;
  elsif p_session is not null then
    perform gate.refuse('forbidden-for-role');
  end if;
  perform set_config('passerelle.session', coalesce(encode(p_session, 'hex'), ''), true);
  perform set_config('passerelle.certificate', encode(p_certificate, 'hex'), true);
end $$;

-- The two hashes that gate.enter left for this transaction; null outside of it.
create function gate.session_hash() returns bytea
language sql stable as $$ select decode(nullif(current_setting('passerelle.session', true), ''), 'hex') $$;

create function gate.certificate_hash() returns bytea
language sql stable as $$ select decode(nullif(current_setting('passerelle.certificate', true), ''), 'hex') $$;

-- The person of this transaction's session, looked up again and never believed; null without a living one.
create function gate.person() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.person
  from identity.session s
  join identity.certificate c on c.sha256 = s.certificate
  join identity.person p on p.id = s.person
  where s.sha256 = gate.session_hash() and s.certificate = gate.certificate_hash()
    and s.ended_at is null and s.ends_at > now()
    and c.kind = 'pc' and c.revoked_at is null and c.not_after > now()
    and p.suspended_at is null
$$;

-- 'physician', 'director', 'desk' or 'helpdesk'; null without a living session.
create function gate.role() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select role from identity.person where id = gate.person()
$$;

-- The PC of this transaction's certificate; null for a system.
create function gate.pc() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select pc from identity.certificate
  where sha256 = gate.certificate_hash() and revoked_at is null and not_after > now()
$$;

-- True for the hospital's own software: a system certificate and no session.
create function gate.is_system() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select gate.session_hash() is null and exists (
    select from identity.certificate
    where sha256 = gate.certificate_hash() and kind = 'system' and revoked_at is null and not_after > now())
$$;

-- Refuses whoever has none of these roles; call after gate.enter.
create function gate.require_role(variadic p_roles text[]) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if gate.role() is null or not gate.role() = any (p_roles) then
    perform gate.refuse('forbidden-for-role');
  end if;
end $$;

-- Refuses everybody but the hospital's own software; call after gate.enter.
create function gate.require_system() returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not gate.is_system() then
    perform gate.refuse('forbidden-for-role');
  end if;
end $$;

-- Patients whose record this transaction's physician may read now. Nobody, until links exist (0040 replaces the body).
create function gate.readable_patients() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select null::uuid where false
$$;

-- Whom the trace names for these two hashes, living or ended; grants nothing.
create function api.caller_facts(p_session bytea, p_certificate bytea, out person uuid, out pc uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (select s.person from identity.session s where s.sha256 = p_session and s.certificate = p_certificate),
         (select c.pc from identity.certificate c where c.sha256 = p_certificate)
$$;
