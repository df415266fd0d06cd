-- What the API may do with links. A refusal that must not betray anything is answered, not raised: its attempt stays counted.

-- A link as its physician sees it.
create view care.link_facts with (security_invoker = true) as
  select l.id, l.patient, p.family, p.given, p.birth, p.sex, l.person,
    case when l.state = 'active' and l.ends_at <= statement_timestamp() then 'expired' else l.state end as state,
    exists (select from care.readable_links() r where r.id = l.id) as readable, l.created_at, l.valid_until, l.consent_version, l.renews, l.signed_on, l.activated_at,
    encode(f.sha256, 'hex') as form_sha256, f.reference as form_reference
  from care.link l
  join care.patient p on p.id = l.patient
  left join care.consent_form f on f.id = l.form;

-- True when the patient keeps this physician, or everybody, out.
create function care.is_kept_out(p_patient uuid, p_person uuid) returns boolean
language sql stable as $$
  select exists (select from care.refusal r where r.patient = p_patient and r.lifted_at is null)
    or exists (select from care.exclusion e where e.patient = p_patient and e.person = p_person and e.lifted_at is null)
$$;

-- Enters as a physician, one request of a physician at a time; returns the person.
create function care.enter_physician(p_session bytea, p_certificate bytea) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  v_person := gate.person();
  perform pg_advisory_xact_lock(hashtextextended('care.link/' || v_person, 40));
  if exists (select from care.suspension s where s.person = v_person and s.lifted_at is null) then
    perform gate.refuse('account-suspended');
  end if;
  update care.link set state = 'expired'
   where person = v_person and state = 'active' and ends_at <= statement_timestamp();
  return v_person;
end $$;

-- An own link that has not ended, locked; anybody else's does not exist.
create function care.own_link(p_link uuid, p_person uuid) returns care.link
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_link care.link;
begin
  select * into v_link from care.link l where l.id = p_link and l.person = p_person for update;
  if not found then
    perform gate.refuse('not-found');
  elsif v_link.state = 'ended' then
    perform gate.refuse('link-ended');
  end if;
  return v_link;
end $$;

-- A proposal. `outcome` is ok, link-not-possible or link-attempts-exceeded; `link` only when ok. An existing link is answered again.
create function api.propose_link(p_session bytea, p_certificate bytea, p_niss_hash bytea, p_family_keys text[], p_given_keys text[],
  p_birth_keys text[], p_care_only boolean, p_consent_version text, out outcome text, out link uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_physician(p_session, p_certificate);
  v_patient uuid;
begin
  if p_care_only is not true then
    perform gate.refuse('purpose-not-declared');
  end if;
  if (select count(*) from care.attempt a where a.person = v_person and a.at > statement_timestamp() - interval '1 hour')
      >= (select attempts_per_hour from care.setting) then
    outcome := 'link-attempts-exceeded';
    return;
  end if;
  perform set_config('passerelle.niss', encode(p_niss_hash, 'hex'), true);
  select (array_agg(p.id))[1] into v_patient from care.patient p where p.niss_hash = p_niss_hash having count(*) = 1;
  select p.id into v_patient from care.patient p
   where p.id = v_patient and p.family_keys && p_family_keys and p.given_keys && p_given_keys and p.birth_keys && p_birth_keys
     and not care.is_kept_out(p.id, v_person);
  perform set_config('passerelle.niss', '', true);
  if v_patient is null then
    insert into care.attempt (person) values (v_person);
    outcome := 'link-not-possible';
    return;
  end if;
  outcome := 'ok';
  select l.id into link from care.link l
   where l.person = v_person and l.patient = v_patient and l.state in ('draft', 'printed', 'active')
   order by l.state = 'active' desc limit 1;
  if link is null then
    insert into care.link (person, patient, care_only, consent_version)
      values (v_person, v_patient, p_care_only, p_consent_version) returning id into link;
  end if;
end $$;

-- Own links that have not ended.
create function api.list_links(p_session bytea, p_certificate bytea) returns setof care.link_facts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  return query select * from care.link_facts f
    where f.person = gate.person() and f.state <> 'ended' order by f.family, f.given, f.birth, f.created_at;
end $$;

-- One own link, ended or not.
create function api.read_link(p_session bytea, p_certificate bytea, p_link uuid) returns setof care.link_facts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  return query select * from care.link_facts f where f.person = gate.person() and f.id = p_link;
  if not found then
    perform gate.refuse('not-found');
  end if;
end $$;

-- What a consent form says of the two persons; `form_sha256` is given when the form was signed already.
create function api.consent_facts(p_session bytea, p_certificate bytea, p_link uuid)
returns table (family text, given text[], birth text, sex text, niss_cipher bytea, address text[],
  physician text, nihdi text, kind text, months integer, signed_sha256 text, consent_version text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_physician(p_session, p_certificate);
  v_link care.link := care.own_link(p_link, v_person);
begin
  if v_link.activated_at is null and care.is_kept_out(v_link.patient, v_person) then
    perform gate.refuse('link-not-possible');
  end if;
  return query
    select p.family, p.given, p.birth, p.sex, p.niss_cipher, p.address, who.name, who.nihdi, k.kind, k.months,
        case when v_link.activated_at is not null then encode(f.sha256, 'hex') end, v_link.consent_version
      from care.patient p
      join identity.person who on who.id = v_person
      join care.link_kind k on k.kind = v_link.kind
      left join care.consent_form f on f.id = v_link.form
     where p.id = v_link.patient;
end $$;

-- A form of this text and hash was made for the link: it is the one that may be signed from now on.
create function api.print_consent(p_session bytea, p_certificate bytea, p_link uuid, p_reference text, p_version text, p_sha256 bytea)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_physician(p_session, p_certificate);
  v_link care.link := care.own_link(p_link, v_person);
  v_form uuid;
begin
  if v_link.state not in ('draft', 'printed') then
    perform gate.refuse('link-state-conflict');
  elsif care.is_kept_out(v_link.patient, v_person) then
    perform gate.refuse('link-not-possible');
  end if;
  insert into care.consent_form (link, reference, version, sha256) values (p_link, p_reference, p_version, p_sha256)
    returning id into v_form;
  update care.link set state = 'printed', form = v_form, consent_version = p_version where id = p_link;
end $$;

-- The patient signed the form printed last: the link is active and its letter waits, or neither [R13, R16].
create function api.confirm_signature(p_session bytea, p_certificate bytea, p_link uuid, p_version text, p_sha256 bytea, p_signed_on date)
returns void
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
  select (p_signed_on + make_interval(months => k.months))::date into v_until from care.link_kind k where k.kind = v_link.kind;
  if v_until < v_today then
    perform gate.refuse('link-state-conflict');
  end if;
  update care.link set state = 'ended', ended_at = now(), end_reason = 'replaced'
   where person = v_person and patient = v_link.patient and id <> p_link and state in ('active', 'expired');
  v_renewal := found;
  update care.link set state = 'active', signed_on = p_signed_on, activated_at = now(), valid_until = v_until,
      ends_at = (v_until + 1)::timestamp at time zone 'Europe/Brussels'
   where id = p_link;
  if not v_renewal or (select letter_on_renewal from care.setting) then
    insert into care.letter (link, patient, kind)
      values (p_link, v_link.patient, case when v_renewal then 'renewed' else 'created' end);
  end if;
  perform push.emit(p_type => 'links-changed', p_person => v_person, p_patient => null::uuid);
end $$;

-- The successor of a running or expired link, as draft: the running one stays until the new form is signed [R11].
create function api.renew_link(p_session bytea, p_certificate bytea, p_link uuid, p_care_only boolean, p_consent_version text, out link uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_physician(p_session, p_certificate);
  v_link care.link := care.own_link(p_link, v_person);
begin
  if p_care_only is not true then
    perform gate.refuse('purpose-not-declared');
  elsif v_link.state not in ('active', 'expired') then
    perform gate.refuse('link-state-conflict');
  elsif care.is_kept_out(v_link.patient, v_person) then
    perform gate.refuse('link-not-possible');
  end if;
  select l.id into link from care.link l
   where l.person = v_person and l.patient = v_link.patient and l.state in ('draft', 'printed');
  if link is null then
    insert into care.link (person, patient, kind, care_only, consent_version, renews)
      values (v_person, v_link.patient, v_link.kind, p_care_only, p_consent_version, p_link) returning id into link;
  end if;
end $$;

-- A link that was never signed is given up.
create function api.abandon_link(p_session bytea, p_certificate bytea, p_link uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_physician(p_session, p_certificate);
  v_link care.link := care.own_link(p_link, v_person);
begin
  if v_link.state not in ('draft', 'printed') then
    perform gate.refuse('link-state-conflict');
  end if;
  update care.link set state = 'ended', ended_at = now(), end_reason = 'abandoned' where id = p_link;
end $$;

-- The hospital's name, director and contacts are the API's settings; the physician's own are here, for the blank form.
create function api.physician_facts(p_session bytea, p_certificate bytea) returns table (physician text, nihdi text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  return query select who.name, who.nihdi from identity.person who where who.id = gate.person();
end $$;
