-- The three facts beside a link, set by the hospital [R13, R15, R17, R19]; each closes what is open at once.

-- Tells every physician of a patient that a record closed, or that something may open again.
create function care.tell_physicians(p_patient uuid, p_closed boolean) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select push.emit(p_type => case when p_closed then 'access-closed' else 'links-changed' end, p_person => l.person,
      p_patient => case when p_closed then p_patient end)
    from care.link l where l.patient = p_patient and l.state in ('draft', 'printed', 'active') group by l.person
$$;

-- The patient refuses any access from outside, or takes it back. Saying it twice changes nothing.
create function api.set_refusal(p_session bytea, p_certificate bytea, p_patient uuid, p_refuses boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk', 'director');
  if not exists (select from care.patient p where p.id = p_patient) then
    perform gate.refuse('not-found');
  end if;
  if p_refuses then
    insert into care.refusal (patient, since_by) values (p_patient, gate.person()) on conflict do nothing;
  else
    update care.refusal set lifted_at = clock_timestamp(), lifted_by = gate.person()
     where patient = p_patient and lifted_at is null;
  end if;
  if found then
    perform care.tell_physicians(p_patient, p_refuses);
  end if;
end $$;

-- The patient removes one physician, or lets him back on a signed request.
create function api.set_exclusion(p_session bytea, p_certificate bytea, p_patient uuid, p_person uuid, p_excludes boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk', 'director');
  if not exists (select from care.patient p where p.id = p_patient)
      or not exists (select from identity.person who where who.id = p_person and who.role = 'physician') then
    perform gate.refuse('not-found');
  end if;
  if p_excludes then
    insert into care.exclusion (patient, person, since_by) values (p_patient, p_person, gate.person()) on conflict do nothing;
  else
    update care.exclusion set lifted_at = clock_timestamp(), lifted_by = gate.person()
     where patient = p_patient and person = p_person and lifted_at is null;
  end if;
  if found then
    perform push.emit(p_type => case when p_excludes then 'access-closed' else 'links-changed' end, p_person => p_person,
      p_patient => case when p_excludes then p_patient end);
  end if;
end $$;

-- The Medical Director suspends a physician, or reinstates him: every record he may read closes.
create function api.set_suspension(p_session bytea, p_certificate bytea, p_person uuid, p_suspended boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  if not exists (select from identity.person who where who.id = p_person and who.role = 'physician') then
    perform gate.refuse('not-found');
  end if;
  if p_suspended then
    insert into care.suspension (person, since_by) values (p_person, gate.person()) on conflict do nothing;
  else
    update care.suspension set lifted_at = clock_timestamp(), lifted_by = gate.person()
     where person = p_person and lifted_at is null;
  end if;
  if found then
    perform push.emit(p_type => case when p_suspended then 'access-closed' else 'links-changed' end, p_person => p_person,
      p_patient => null::uuid);
  end if;
end $$;

-- Letters that wait to be printed or posted, oldest first, with what they must say.
create function api.waiting_letters(p_session bytea, p_certificate bytea)
returns table (id uuid, kind text, state text, created_at timestamptz, family text, given text[], sex text, address text[],
  physician text, nihdi text, signed_on date, valid_until date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  return query
    select t.id, t.kind, t.state, t.created_at, p.family, p.given, p.sex, p.address, who.name, who.nihdi, l.signed_on, l.valid_until
      from care.letter t
      join care.link l on l.id = t.link
      join care.patient p on p.id = t.patient
      join identity.person who on who.id = l.person
     where t.state <> 'posted'
     order by t.created_at, t.id;
end $$;

-- The desk printed a letter, then posted it.
create function api.mark_letter(p_session bytea, p_certificate bytea, p_letter uuid, p_state text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  if p_state = 'printed' then
    update care.letter set state = 'printed', printed_at = now() where id = p_letter and state in ('queued', 'printed');
  elsif p_state = 'posted' then
    update care.letter set state = 'posted', posted_at = now(), posted_by = gate.person() where id = p_letter and state = 'printed';
  else
    perform gate.refuse('input-invalid');
  end if;
  if not found then
    perform gate.refuse('conflict');
  end if;
end $$;
