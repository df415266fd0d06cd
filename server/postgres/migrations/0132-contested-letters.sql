-- What a person stopped is told to every Director at once, and at their next sign-in.
drop function api.own_notices(bytea, bytea);
create function api.own_notices(p_session bytea, p_certificate bytea)
returns table (id uuid, reason text, stolen boolean, asked_at timestamptz, approved_at timestamptz, approved_by text, used_at timestamptz,
  used_on text, contested_by text, contested_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  if gate.person() is null then
    perform gate.refuse('session-required');
  end if;
  return query
    select r.id, r.reason, r.stolen, r.asked_at, r.decided_at, d.name, i.enrolled_at, pc.name,
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

create function identity.tell_directors() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform push.emit('account-changed', p.id, null) from identity.person p where p.role = 'director';
  -- As the desk reads it beside its letter.
  update identity.letter t set cancel_reason = 'Contesté par la personne' where t.id = new.letter and t.cancel_reason = 'contested';
  return null;
end $$;
create trigger tell_directors after update of state on identity.reissue for each row
  when (new.state = 'stopped' and old.state <> 'stopped') execute function identity.tell_directors();

-- Whose authenticator was stolen gets new factors first: a code for a PC would take the place of the letter that brings them.
create function identity.keep_reset() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from identity.person p where p.id = new.person and p.factor_ended_at is not null) then
    perform gate.refuse('conflict');
  end if;
  return new;
end $$;
create trigger keep_reset before insert on identity.reissue for each row
  when (new.reason = 'new-pc') execute function identity.keep_reset();
