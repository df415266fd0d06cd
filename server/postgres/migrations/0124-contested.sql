-- Two ways into a dispute that its suspension must leave open [R14, R15].

-- At the counter nobody knows a link's id: the patient says which physician. Contested is the signature that counts, else the last one.
create function api.contest_signature(p_session bytea, p_certificate bytea, p_patient uuid, p_person uuid, p_reason text,
  out id uuid, out about uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_link uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director', 'desk');
  select l.id into v_link from care.link l
   where l.patient = p_patient and l.person = p_person and l.activated_at is not null
   order by l.state = 'active' desc, l.activated_at desc, l.id limit 1;
  if v_link is null then
    perform gate.refuse('not-found');
  end if;
  select o.id, o.about into id, about from api.open_dispute(p_session, p_certificate, v_link, null, p_reason) o;
end $$;

-- As care.enter_physician (0041), for what a suspended physician must be able to do: produce the form that is claimed. It opens nothing.
create function care.enter_suspended_too(p_session bytea, p_certificate bytea) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  v_person := gate.person();
  perform care.lock_physician(v_person);
  update care.link set state = 'expired'
   where person = v_person and state = 'active' and ends_at <= statement_timestamp();
  return v_person;
end $$;

-- As in 0115, a suspended physician too.
create or replace function api.find_signed_form(p_session bytea, p_certificate bytea, p_reference text) returns table (link uuid, patient uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_suspended_too(p_session, p_certificate);
begin
  return query select o.link, o.patient from care.own_signed_form(p_reference, v_person) o;
end $$;

create or replace function api.file_signed_form(p_session bytea, p_certificate bytea, p_reference text, p_sha256 bytea, p_pages integer)
returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_suspended_too(p_session, p_certificate);
  v_form uuid;
  v_at timestamptz;
begin
  select o.form into v_form from care.own_signed_form(p_reference, v_person) o;
  select s.filed_at into v_at from care.signed_form s where s.form = v_form and s.sha256 = p_sha256;
  if found then
    return v_at;
  elsif (select count(*) from care.signed_form s where s.form = v_form) >= 20 then
    perform gate.refuse('too-many-attempts');
  end if;
  insert into care.signed_form (form, sha256, pages, filed_by) values (v_form, p_sha256, p_pages, v_person) returning filed_at into v_at;
  return v_at;
end $$;
