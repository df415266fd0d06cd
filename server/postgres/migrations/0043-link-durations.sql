-- How long a signed link lasts, in functions of their own; and every change of a link told to its physician's PCs.

-- Last day of a link signed on a day. It ends with the day before the same date so many months later, so that no hour of
-- signing makes it longer than that; without such a date, with that month's last day (29 February ends on 28 February).
create function care.last_day(p_signed_on date, p_months integer) returns date
language sql immutable as $$
  select d.same - case when extract(day from d.same) = extract(day from p_signed_on) then 1 else 0 end
    from (select (p_signed_on + make_interval(months => p_months))::date as same) d
$$;
alter table care.link add check (valid_until <= care.last_day(signed_on, 12));

-- The instant a calendar day of Europe/Brussels is over.
create function care.end_of_day(p_day date) returns timestamptz
language sql stable as $$ select (p_day + 1)::timestamp at time zone 'Europe/Brussels' $$;

create function care.tell_physician() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform push.emit(p_type => 'links-changed', p_person => new.person, p_patient => null::uuid);
  return null;
end $$;
create trigger tell_new after insert on care.link for each row execute function care.tell_physician();
create trigger tell_changed after update on care.link for each row when (old.state <> new.state)
  execute function care.tell_physician();

-- The patient signed the form printed last: the link is active and its letter waits, or neither [R13, R16].
create or replace function api.confirm_signature(p_session bytea, p_certificate bytea, p_link uuid, p_version text, p_sha256 bytea,
  p_signed_on date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_physician(p_session, p_certificate);
  v_link care.link := care.own_link(p_link, v_person);
  v_form care.consent_form;
  v_today date := (now() at time zone 'Europe/Brussels')::date;
  v_until date;
  v_renewal boolean;
begin
  select * into v_form from care.consent_form f where f.id = v_link.form;
  if v_link.state = 'draft' then
    perform gate.refuse('link-state-conflict');
  elsif (v_form.version, v_form.sha256) is distinct from (p_version, p_sha256) then
    perform gate.refuse('conflict');
  elsif v_link.state = 'active' and v_link.signed_on = p_signed_on then
    return;
  elsif v_link.state <> 'printed' then
    perform gate.refuse('link-state-conflict');
  elsif p_signed_on > v_today or p_signed_on < (v_form.created_at at time zone 'Europe/Brussels')::date then
    perform gate.refuse('input-invalid');
  elsif care.is_kept_out(v_link.patient, v_person) then
    perform gate.refuse('link-not-possible');
  end if;
  select care.last_day(p_signed_on, k.months) into v_until from care.link_kind k where k.kind = v_link.kind;
  if v_until < v_today then
    perform gate.refuse('link-state-conflict');
  end if;
  update care.link set state = 'ended', ended_at = now(), end_reason = 'replaced'
   where person = v_person and patient = v_link.patient and id <> p_link and state in ('active', 'expired');
  v_renewal := found;
  update care.link set state = 'active', signed_on = p_signed_on, activated_at = now(), valid_until = v_until,
      ends_at = care.end_of_day(v_until)
   where id = p_link;
  if not v_renewal or (select letter_on_renewal from care.setting) then
    insert into care.letter (link, patient, kind)
      values (p_link, v_link.patient, case when v_renewal then 'renewed' else 'created' end);
  end if;
end $$;
