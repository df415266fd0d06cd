-- What the hospital does with disputes and suspensions [R15]. Everything that changes a physician's standing takes his lock first (0041:
-- care.enter_physician takes the same one), so a signature comes either before a suspension or after it and finds it.

create function care.lock_physician(p_person uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('care.link/' || p_person, 40))
$$;

-- The reason that a deed needs: said, and not a novel.
create function care.require_reason(p_reason text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if p_reason is null or length(btrim(p_reason)) not between 3 and 400 then
    perform gate.refuse('input-invalid');
  end if;
end $$;

create function care.note_dispute(p_dispute uuid, p_deed text, p_note text) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into care.dispute_event (dispute, by, deed, note) values (p_dispute, gate.person(), p_deed, nullif(btrim(p_note), ''))
$$;

-- An open dispute, locked after its physician; refuses one that was decided (conflict) or never was (not-found).
create function care.lock_dispute(p_dispute uuid) returns care.dispute
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_dispute care.dispute;
begin
  select * into v_dispute from care.dispute d where d.id = p_dispute;
  if not found then
    perform gate.refuse('not-found');
  end if;
  perform care.lock_physician(v_dispute.person);
  select * into v_dispute from care.dispute d where d.id = p_dispute for update;
  if v_dispute.closed_at is not null then
    perform gate.refuse('conflict');
  end if;
  return v_dispute;
end $$;

-- Opens a dispute about a link or, for the Director, about a physician, and suspends at once as the hospital has set it; the desk's
-- closes the link alone. Refuses a second one about the same (conflict) and a link that nobody signed (link-state-conflict).
create function api.open_dispute(p_session bytea, p_certificate bytea, p_link uuid, p_person uuid, p_reason text, out id uuid, out about uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_director boolean;
  v_link care.link;
  v_person uuid := p_person;
  v_scope text := 'physician';
  v_setting care.setting;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director', 'desk');
  perform care.require_reason(p_reason);
  id := gen_random_uuid();
  v_director := gate.role() = 'director';
  select * into v_setting from care.setting;
  if (p_link is null) = (p_person is null) then
    perform gate.refuse('input-invalid');
  elsif p_link is not null then
    select * into v_link from care.link l where l.id = p_link;
    if not found then
      perform gate.refuse('not-found');
    elsif v_link.activated_at is null then
      perform gate.refuse('link-state-conflict');
    end if;
    v_person := v_link.person;
    v_scope := case when v_director then v_setting.dispute_scope else 'link' end;
  elsif not v_director then
    perform gate.refuse('forbidden-for-role');
  elsif not exists (select from identity.person who where who.id = p_person and who.role = 'physician') then
    perform gate.refuse('not-found');
  end if;
  perform care.lock_physician(v_person);
  begin
    insert into care.dispute (id, person, link, patient, scope, delay_days, opened_by)
      values (open_dispute.id, v_person, p_link, v_link.patient, v_scope, v_setting.dispute_delay, gate.person());
  exception when unique_violation then
    perform gate.refuse('conflict');
  end;
  perform care.note_dispute(id, 'opened', p_reason);
  if v_scope = 'physician' then
    insert into care.suspension (person, since_by, dispute) values (v_person, gate.person(), open_dispute.id);
    perform push.emit(p_type => 'access-closed', p_person => v_person, p_patient => null::uuid);
  else
    insert into care.link_suspension (dispute, patient, person, since_by) values (open_dispute.id, v_link.patient, v_person, gate.person());
    perform push.emit(p_type => 'access-closed', p_person => v_person, p_patient => v_link.patient);
  end if;
  about := v_link.patient;
end $$;

-- From this link to the whole physician: no moment between the two suspensions.
create function api.widen_dispute(p_session bytea, p_certificate bytea, p_dispute uuid, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_dispute care.dispute;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  perform care.require_reason(p_reason);
  v_dispute := care.lock_dispute(p_dispute);
  if v_dispute.scope = 'physician' then
    return;
  end if;
  update care.dispute set scope = 'physician' where id = p_dispute;
  insert into care.suspension (person, since_by, dispute) values (v_dispute.person, gate.person(), p_dispute);
  update care.link_suspension set lifted_at = clock_timestamp(), lifted_by = gate.person() where dispute = p_dispute and lifted_at is null;
  perform care.note_dispute(p_dispute, 'widened', p_reason);
  perform push.emit(p_type => 'access-closed', p_person => v_dispute.person, p_patient => null::uuid);
end $$;

-- The claim letter was posted: the delay begins that day. Said twice for the same day it changes nothing.
create function api.mark_dispute_claimed(p_session bytea, p_certificate bytea, p_dispute uuid, p_sent_on date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_dispute care.dispute;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  v_dispute := care.lock_dispute(p_dispute);
  if v_dispute.state = 'claimed' and v_dispute.claimed_on = p_sent_on then
    return;
  elsif v_dispute.state <> 'opened'
      or not exists (select from care.dispute_event e where e.dispute = p_dispute and e.deed = 'letter-printed') then
    perform gate.refuse('conflict');
  elsif p_sent_on is null or p_sent_on > (now() at time zone 'Europe/Brussels')::date
      or p_sent_on < (v_dispute.opened_at at time zone 'Europe/Brussels')::date then
    perform gate.refuse('input-invalid');
  end if;
  update care.dispute set state = 'claimed', claimed_on = p_sent_on, due_on = p_sent_on + v_dispute.delay_days where id = p_dispute;
  perform care.note_dispute(p_dispute, 'claimed', null);
end $$;

-- The signed form arrived, on paper or as a scan; nothing is decided by that.
create function api.mark_dispute_received(p_session bytea, p_certificate bytea, p_dispute uuid, p_received_on date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_dispute care.dispute;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  v_dispute := care.lock_dispute(p_dispute);
  if v_dispute.state = 'received' then
    if v_dispute.received_on is distinct from p_received_on then
      perform gate.refuse('conflict');
    end if;
    return;
  elsif p_received_on is null or p_received_on > (now() at time zone 'Europe/Brussels')::date
      or p_received_on < (v_dispute.opened_at at time zone 'Europe/Brussels')::date then
    perform gate.refuse('input-invalid');
  end if;
  update care.dispute set state = 'received', received_on = p_received_on where id = p_dispute;
  perform care.note_dispute(p_dispute, 'received', null);
end $$;

-- Ends every link of a physician (to one patient, or to all) that has not ended; each keeps why.
create function care.end_disputed(p_person uuid, p_patient uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update care.link l set state = 'ended', ended_at = now(), end_reason = 'disputed'
   where l.person = p_person and (p_patient is null or l.patient = p_patient) and l.state <> 'ended'
$$;

-- The Director's own suspension of a physician, in force from now; one that stands already stays as it is.
create function care.suspend(p_person uuid, p_reason text) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into care.suspension (person, since_by, reason)
    select p_person, gate.person(), btrim(p_reason)
     where not exists (select from care.suspension s where s.person = p_person and s.dispute is null and s.lifted_at is null);
  return found;
end $$;

-- The decision: `reinstate`, `end-link` (this physician's access to this patient) or `end-physician` (every link, and the account stays
-- suspended, now by the Director's own decision). Either way this dispute's suspension is over; every other ground stays as it is.
create function api.decide_dispute(p_session bytea, p_certificate bytea, p_dispute uuid, p_decision text, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_dispute care.dispute;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  perform care.require_reason(p_reason);
  if p_decision is null or p_decision not in ('reinstate', 'end-link', 'end-physician') then
    perform gate.refuse('input-invalid');
  end if;
  v_dispute := care.lock_dispute(p_dispute);
  if p_decision = 'end-link' then
    if v_dispute.link is null then
      perform gate.refuse('input-invalid');
    end if;
    perform care.end_disputed(v_dispute.person, v_dispute.patient);
  elsif p_decision = 'end-physician' then
    perform care.suspend(v_dispute.person, p_reason);
    perform care.end_disputed(v_dispute.person, null);
  end if;
  update care.suspension set lifted_at = clock_timestamp(), lifted_by = gate.person() where dispute = p_dispute and lifted_at is null;
  update care.link_suspension set lifted_at = clock_timestamp(), lifted_by = gate.person() where dispute = p_dispute and lifted_at is null;
  update care.dispute set state = case p_decision when 'reinstate' then 'reinstated' else 'ended' end,
      ended = case p_decision when 'end-link' then 'link' when 'end-physician' then 'physician' end,
      closed_at = now(), closed_by = gate.person()
   where id = p_dispute;
  perform care.note_dispute(p_dispute,
    case p_decision when 'reinstate' then 'reinstated' when 'end-link' then 'ended-link' else 'ended-physician' end, p_reason);
  perform push.emit(p_type => 'links-changed', p_person => v_dispute.person, p_patient => null::uuid);
end $$;

-- How far a dispute opened from now on reaches, and its delay in days.
create function api.set_dispute_setting(p_session bytea, p_certificate bytea, p_scope text, p_delay integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  if p_scope is null or p_scope not in ('physician', 'link') or p_delay is null or p_delay not between 1 and 90 then
    perform gate.refuse('input-invalid');
  end if;
  update care.setting set dispute_scope = p_scope, dispute_delay = p_delay, dispute_set_at = now(), dispute_set_by = gate.person();
end $$;

-- The Director suspends a physician outside any dispute, or lifts that; a dispute's own suspension is lifted by its decision alone.
create function api.suspend_physician(p_session bytea, p_certificate bytea, p_person uuid, p_suspended boolean, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_changed boolean;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  perform care.require_reason(p_reason);
  if p_suspended is null then
    perform gate.refuse('input-invalid');
  elsif not exists (select from identity.person who where who.id = p_person and who.role = 'physician') then
    perform gate.refuse('not-found');
  end if;
  perform care.lock_physician(p_person);
  if p_suspended then
    v_changed := care.suspend(p_person, p_reason);
  else
    update care.suspension set lifted_at = clock_timestamp(), lifted_by = gate.person(), lift_reason = btrim(p_reason)
     where person = p_person and dispute is null and lifted_at is null;
    v_changed := found;
  end if;
  if v_changed then
    perform push.emit(p_type => case when p_suspended then 'access-closed' else 'links-changed' end, p_person => p_person,
      p_patient => null::uuid);
  end if;
end $$;

-- As in 0042, and it too lifts the Director's own ground alone.
create or replace function api.set_suspension(p_session bytea, p_certificate bytea, p_person uuid, p_suspended boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  perform api.suspend_physician(p_session, p_certificate, p_person, p_suspended, 'Sans motif noté');
end $$;
