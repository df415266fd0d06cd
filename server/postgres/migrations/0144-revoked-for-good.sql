-- What takes a right away and what gives one at the same moment could pass each other: a session opened over a certificate that was being
-- revoked lived on, and a PC that was being revoked renewed its certificate past it. Now one waits for the other, whichever comes first.

-- As in 0005, and the certificate stays as it is until the session is there: a revocation comes either before this look, which then
-- refuses, or after the session, which it then ends.
create or replace function identity.complete_session() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_revoked timestamptz;
begin
  select p.role into new.role from identity.person p where p.id = new.person;
  select least(new.ends_at, c.not_after), c.revoked_at into new.ends_at, v_revoked
    from identity.certificate c where c.sha256 = new.certificate for share;
  if v_revoked is not null then
    perform gate.refuse('certificate-revoked');
  end if;
  return new;
end $$;

-- A PC out of service stays so: whoever works there gets another one by a letter.
create function identity.refuse_revoked_pc() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from identity.pc p where p.id = new.pc for share;
  if exists (select from identity.certificate c where c.pc = new.pc and c.revoked_at is not null) then
    perform gate.refuse('certificate-revoked');
  end if;
  return new;
end $$;
create trigger refuse_revoked before insert on identity.certificate for each row
  when (new.pc is not null and new.revoked_at is null) execute function identity.refuse_revoked_pc();

-- As in 0002, one at a time with whatever gives this PC a certificate.
create or replace function identity.revoke_pc(p_pc uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from identity.pc p where p.id = p_pc for update;
  update identity.session set ended_at = now()
    where ended_at is null and certificate in (select sha256 from identity.certificate where pc = p_pc);
  update identity.certificate set revoked_at = now() where pc = p_pc and revoked_at is null;
end $$;

-- As in 0131; whoever enrols by the letter at this very moment is waited for, and the PC is then known and revoked.
create or replace function api.contest_reissue(p_session bytea, p_certificate bytea, p_reissue uuid) returns void
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
  select t.invitation into v_invitation from identity.letter t where t.id = r.letter for update;
  select i.pc into v_pc from identity.invitation i where i.id = v_invitation for update;
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
