-- A PC near the end of its certificate renews with the very code that has just signed its physician in: a second one would have to be
-- waited for. Once a session, over the certificate that opened it, within two minutes; the old key and the password are asked as ever.
-- The session goes on over the new certificate, and over no other.
alter table identity.session add column renewed_at timestamptz;

create function identity.spend_sign_in(p_person uuid, p_certificate bytea, p_step bigint) returns bytea
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_session bytea;
begin
  update identity.session s set renewed_at = clock_timestamp()
   where s.person = p_person and s.certificate = p_certificate and s.renewed_at is null and s.ended_at is null
     and s.started_at > clock_timestamp() - interval '2 minutes'
     and exists (select from identity.person p where p.id = p_person and p.totp_last_step = p_step)
   returning s.sha256 into v_session;
  return v_session;
end $$;

create or replace function api.finish_renewal(
  p_certificate bytea, p_person uuid, p_step bigint, p_recovery bytea, p_grace integer,
  p_sha256 bytea, p_serial text, p_key_sha256 bytea, p_not_before timestamptz, p_not_after timestamptz,
  out id uuid, out role text, out login text, out name text, out nihdi text
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_pc uuid := identity.check_renewal(p_certificate, p_grace);
  p identity.person;
  v_session bytea;
begin
  select * into p from identity.person x where x.id = p_person and x.activated_at is not null for update;
  if not found then
    perform gate.refuse('account-not-activated');
  end if;
  v_session := identity.spend_sign_in(p_person, p_certificate, p_step);
  if v_session is null then
    perform identity.use_factor(p_person, p_step, p_recovery);
  end if;
  if p.suspended_at is not null then
    perform gate.refuse('account-suspended');
  end if;
  perform identity.add_certificate('pc', v_pc, p_sha256, p_serial, p_key_sha256, p_not_before, p_not_after);
  update identity.session set certificate = p_sha256 where sha256 = v_session;
  perform identity.forget_attempts(p_certificate, p.login);
  id := p.id; role := p.role; login := p.login; name := p.name; nihdi := p.nihdi;
end $$;
