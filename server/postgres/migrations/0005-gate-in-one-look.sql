-- The gate asked three tables at each look, and a read looks a dozen times. Now a session's own row says all: whatever ends a
-- right (revocation, expiry, suspension) ends the session in the same transaction, and a look is one key.
alter table identity.session add column role text;

-- A session never outlives its certificate, and knows its person's role.
create function identity.complete_session() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  select p.role into new.role from identity.person p where p.id = new.person;
  select least(new.ends_at, c.not_after) into new.ends_at from identity.certificate c where c.sha256 = new.certificate;
  return new;
end $$;
create trigger complete before insert on identity.session for each row execute function identity.complete_session();
update identity.session s set role = p.role from identity.person p where p.id = s.person;
alter table identity.session alter column role set not null;

create function identity.end_sessions_of_certificate() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update identity.session s set ended_at = now() where s.certificate = new.sha256 and s.ended_at is null;
  return null;
end $$;
create trigger end_sessions after update on identity.certificate for each row
  when (new.revoked_at is not null or new.not_after <= now() or new.kind <> 'pc')
  execute function identity.end_sessions_of_certificate();

create function identity.end_sessions_of_person() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update identity.session s set ended_at = now() where s.person = new.id and s.ended_at is null;
  return null;
end $$;
create trigger end_sessions after update on identity.person for each row
  when (new.suspended_at is not null or new.role <> old.role)
  execute function identity.end_sessions_of_person();
create index session_certificate on identity.session (certificate) where ended_at is null;

-- Functions of schema gate are called by functions of schema api, as the owner and on their search path: no role and no path of
-- their own, which would cost more than the look itself.
create or replace function gate.refuse(p_code text) returns void
language plpgsql as $$
begin
  raise exception using errcode = 'PS001', message = p_code;
end $$;

create or replace function gate.check_certificate(p_certificate bytea) returns text
language plpgsql stable as $$
declare
  v_kind text;
  v_revoked timestamptz;
  v_not_after timestamptz;
begin
  select kind, not_after, revoked_at into v_kind, v_not_after, v_revoked from identity.certificate where sha256 = p_certificate;
  if v_kind is null then
    perform gate.refuse('certificate-foreign');
  elsif v_revoked is not null then
    perform gate.refuse('certificate-revoked');
  elsif v_not_after <= now() then
    perform gate.refuse('certificate-expired');
  end if;
  return v_kind;
end $$;

create or replace function gate.enter(p_session bytea, p_certificate bytea) returns void
language plpgsql as $$
declare
  v_kind text := gate.check_certificate(p_certificate);
  v_certificate bytea;
  v_person uuid;
  v_over boolean;
begin
  if v_kind = 'pc' then
    if p_session is null then
      perform gate.refuse('session-required');
    end if;
    select s.certificate, s.person, s.ended_at is not null or s.ends_at <= now() into v_certificate, v_person, v_over
      from identity.session s where s.sha256 = p_session;
    if v_certificate is null or v_certificate <> p_certificate then
      perform gate.refuse('session-ended');
    elsif v_over then
      perform gate.refuse(case when p.suspended_at is null then 'session-ended' else 'account-suspended' end)
        from identity.person p where p.id = v_person;
    end if;
  elsif p_session is not null then
    perform gate.refuse('forbidden-for-role');
  end if;
  perform set_config('passerelle.session', coalesce(encode(p_session, 'hex'), ''), true),
    set_config('passerelle.certificate', encode(p_certificate, 'hex'), true);
end $$;

create or replace function gate.person() returns uuid
language plpgsql stable as $$
begin
  return (select s.person from identity.session s
    where s.sha256 = decode(nullif(current_setting('passerelle.session', true), ''), 'hex')
      and s.certificate = decode(nullif(current_setting('passerelle.certificate', true), ''), 'hex')
      and s.ended_at is null and s.ends_at > now());
end $$;

create or replace function gate.role() returns text
language plpgsql stable as $$
begin
  return (select s.role from identity.session s
    where s.sha256 = decode(nullif(current_setting('passerelle.session', true), ''), 'hex')
      and s.certificate = decode(nullif(current_setting('passerelle.certificate', true), ''), 'hex')
      and s.ended_at is null and s.ends_at > now());
end $$;

create or replace function gate.pc() returns uuid
language plpgsql stable as $$
begin
  return (select c.pc from identity.certificate c
    where c.sha256 = decode(nullif(current_setting('passerelle.certificate', true), ''), 'hex')
      and c.revoked_at is null and c.not_after > now());
end $$;

create or replace function gate.is_system() returns boolean
language plpgsql stable as $$
begin
  if coalesce(current_setting('passerelle.session', true), '') <> '' then
    return false;
  end if;
  return exists (select from identity.certificate c
    where c.sha256 = decode(nullif(current_setting('passerelle.certificate', true), ''), 'hex')
      and c.kind = 'system' and c.revoked_at is null and c.not_after > now());
end $$;

create or replace function gate.require_role(variadic p_roles text[]) returns void
language plpgsql stable as $$
declare
  v_role text := gate.role();
begin
  if v_role is null or not v_role = any (p_roles) then
    perform gate.refuse('forbidden-for-role');
  end if;
end $$;

create or replace function gate.require_system() returns void
language plpgsql stable as $$
begin
  if not gate.is_system() then
    perform gate.refuse('forbidden-for-role');
  end if;
end $$;
