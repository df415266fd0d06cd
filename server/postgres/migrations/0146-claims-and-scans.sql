-- Of disputes and scans [R14] [R15].

-- As in 0121. An end that suspends the physician closes at once whatever this dispute had left open, as every other suspension does.
create or replace function api.decide_dispute(p_session bytea, p_certificate bytea, p_dispute uuid, p_decision text, p_reason text) returns void
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
  if p_decision = 'end-physician' then
    perform push.emit(p_type => 'access-closed', p_person => v_dispute.person, p_patient => null::uuid);
  end if;
  perform push.emit(p_type => 'links-changed', p_person => v_dispute.person, p_patient => null::uuid);
end $$;

-- True while a form of this physician's is claimed: one of this patient's, or any.
create function care.is_claimed(p_patient uuid, p_person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from care.suspension s where s.person = p_person and s.dispute is not null and s.lifted_at is null)
    or exists (select from care.link_suspension s where s.person = p_person and s.patient = p_patient and s.lifted_at is null)
$$;

-- As in 0115. Contested may be a signature whose link was renewed or ended since: its form can be produced while it is claimed.
create or replace function care.own_signed_form(p_reference text, p_person uuid, out form uuid, out link uuid, out patient uuid)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_link care.link;
begin
  select f.id, f.link into form, link from care.consent_form f where f.reference = p_reference;
  select * into v_link from care.link l where l.id = link and l.person = p_person;
  if not found then
    perform gate.refuse('form-unknown');
  elsif v_link.state = 'ended' and not (v_link.activated_at is not null and v_link.form = form and care.is_claimed(v_link.patient, p_person)) then
    perform gate.refuse('link-ended');
  elsif v_link.activated_at is null then
    perform gate.refuse('form-not-signed');
  elsif v_link.form <> form then
    perform gate.refuse('form-replaced');
  end if;
  patient := v_link.patient;
end $$;

-- True when another file may not be kept for a form: twenty stand there, and this is none of them.
create function care.has_scans_enough(p_form uuid, p_sha256 bytea) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select count(*) >= 20 and not coalesce(bool_or(s.sha256 = p_sha256), false) from care.signed_form s where s.form = p_form
$$;

-- As in 0124, and refused before the file is written where it would not be kept: the disk is not filled by what files nothing.
drop function api.find_signed_form(bytea, bytea, text);
create function api.find_signed_form(p_session bytea, p_certificate bytea, p_reference text, p_sha256 bytea)
returns table (link uuid, patient uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_suspended_too(p_session, p_certificate);
  v_own record;
begin
  select * into v_own from care.own_signed_form(p_reference, v_person);
  if care.has_scans_enough(v_own.form, p_sha256) then
    perform gate.refuse('too-many-attempts');
  end if;
  return query select v_own.link, v_own.patient;
end $$;
