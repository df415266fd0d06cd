-- What the Director reads of disputes and physicians. Names of patients stand where a link is decided, and nowhere else.

create function care.is_overdue(p_dispute care.dispute) returns boolean
language sql stable as $$
  select p_dispute.state = 'claimed' and p_dispute.due_on < (now() at time zone 'Europe/Brussels')::date
$$;

-- One dispute as its row; dates as text, so that no zone moves them.
create view care.dispute_facts with (security_invoker = true) as
  select d.id, d.state, d.scope, d.delay_days, care.is_overdue(d) as overdue, d.opened_at, d.claimed_on::text, d.due_on::text,
    d.received_on::text, d.closed_at, d.ended, d.person, who.name as physician, who.nihdi, d.link, d.patient, p.family, p.given, p.birth,
    f.reference as form_reference, l.state as link_state, l.signed_on::text, l.valid_until::text,
    (select max(e.at) from care.dispute_event e where e.dispute = d.id and e.deed = 'letter-printed') as printed_at
  from care.dispute d
  join identity.person who on who.id = d.person
  left join care.link l on l.id = d.link
  left join care.patient p on p.id = d.patient
  left join care.consent_form f on f.id = l.form;

-- Open ones, oldest first, then the newest 200 that were decided.
create function api.list_disputes(p_session bytea, p_certificate bytea) returns setof care.dispute_facts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query select * from care.dispute_facts f where f.closed_at is null order by f.opened_at, f.id;
  return query select * from care.dispute_facts f where f.closed_at is not null order by f.closed_at desc, f.id limit 200;
end $$;

create function api.dispute_setting(p_session bytea, p_certificate bytea, out scope text, out delay integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  select s.dispute_scope, s.dispute_delay into scope, delay from care.setting s;
end $$;

create function api.read_dispute(p_session bytea, p_certificate bytea, p_dispute uuid) returns setof care.dispute_facts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query select * from care.dispute_facts f where f.id = p_dispute;
  if not found then
    perform gate.refuse('not-found');
  end if;
end $$;

-- Oldest first, with the name of who did it.
create function api.list_dispute_events(p_session bytea, p_certificate bytea, p_dispute uuid)
returns table (at timestamptz, by_name text, deed text, note text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query
    select e.at, who.name, e.deed, e.note from care.dispute_event e join identity.person who on who.id = e.by
     where e.dispute = p_dispute order by e.number;
end $$;

-- What the claim letter says, and that it was printed now: each form by its reference, each patient by initials and birth date. About a
-- link that one; about a physician every link that is not over. Printing is for a dispute that is not decided.
create function api.print_claim(p_session bytea, p_certificate bytea, p_dispute uuid)
returns table (physician text, nihdi text, address text[], scope text, delay_days integer, opened_at timestamptz, about_link boolean, person uuid, patient uuid,
  form_reference text, signed_on text, family text, given text[], birth text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_dispute care.dispute;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  v_dispute := care.lock_dispute(p_dispute);
  perform care.note_dispute(p_dispute, 'letter-printed', null);
  return query
    select who.name, who.nihdi, who.practice_address, v_dispute.scope, v_dispute.delay_days, v_dispute.opened_at, v_dispute.link is not null, v_dispute.person,
        v_dispute.patient, f.reference, l.signed_on::text, p.family, p.given, p.birth
      from identity.person who
      left join care.link l on l.person = who.id and l.activated_at is not null
        and (l.id = v_dispute.link or (v_dispute.link is null and l.state = 'active' and l.ends_at > now()))
      left join care.patient p on p.id = l.patient
      left join care.consent_form f on f.id = l.form
     where who.id = v_dispute.person
     order by l.signed_on, f.reference;
end $$;

-- Physicians whose name or NIHDI number holds these characters (all, when empty), the first 200 by name. `last_look` is the newest trace
-- of data that went to this physician; `sessions` those open now.
create function api.search_physicians(p_session bytea, p_certificate bytea, p_query text)
returns table (total integer, id uuid, name text, nihdi text, activated boolean, closed boolean, suspended boolean, disputes integer, links integer,
  last_look text, pcs integer, sessions integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_query constant text := lower(btrim(coalesce(p_query, '')));
  v_digits constant text := regexp_replace(coalesce(p_query, ''), '[^0-9]', '', 'g');
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query
    with found as (
      select who.*, count(*) over ()::integer as total from identity.person who
       where who.role = 'physician'
         and (v_query = '' or strpos(lower(who.name), v_query) > 0 or (length(v_digits) > 2 and strpos(who.nihdi, v_digits) > 0))
       order by who.name, who.id limit 200
    )
    select f.total, f.id, f.name, f.nihdi, f.activated_at is not null, f.suspended_at is not null,
        exists (select from care.suspension s where s.person = f.id and s.lifted_at is null),
        (select count(*)::integer from care.dispute d where d.person = f.id and d.closed_at is null),
        (select count(*)::integer from gate.open o where o.person = f.id and o.ends_at > now()),
        (select t.at from trace.entry t where t.person = f.id::text and t.kind in ('copied', 'looked-at') order by t.at desc limit 1),
        (select count(distinct c.pc)::integer from identity.session s join identity.certificate c on c.sha256 = s.certificate
          where s.person = f.id and c.revoked_at is null and c.not_after > now()),
        (select count(*)::integer from identity.session s where s.person = f.id and s.ended_at is null and s.ends_at > now())
      from found f order by f.name, f.id;
end $$;

-- Links of a physician that were signed, newest first, for the Director who decides about them.
create function api.list_physician_links(p_session bytea, p_certificate bytea, p_person uuid)
returns table (id uuid, patient uuid, family text, given text[], birth text, state text, signed_on text, valid_until text, form_reference text,
  dispute uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query
    select l.id, l.patient, p.family, p.given, p.birth,
        case when l.state = 'active' and l.ends_at <= statement_timestamp() then 'expired' else l.state end, l.signed_on::text,
        l.valid_until::text, f.reference, (select d.id from care.dispute d where d.link = l.id and d.closed_at is null)
      from care.link l join care.patient p on p.id = l.patient left join care.consent_form f on f.id = l.form
     where l.person = p_person and l.activated_at is not null
     order by l.state = 'active' desc, l.activated_at desc, l.id limit 500;
end $$;

-- Why a physician is or was suspended, newest first; `dispute` null is the Director's own decision.
create function api.list_suspensions(p_session bytea, p_certificate bytea, p_person uuid)
returns table (since timestamptz, since_by text, reason text, dispute uuid, lifted_at timestamptz, lifted_by text, lift_reason text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query
    select s.since, a.name, s.reason, s.dispute, s.lifted_at, b.name, s.lift_reason
      from care.suspension s join identity.person a on a.id = s.since_by left join identity.person b on b.id = s.lifted_by
     where s.person = p_person order by s.lifted_at is null desc, s.since desc limit 100;
end $$;

-- Copies that PCs hold by the leases that the hospital signed (0105): of a physician, or of one patient's record with this physician.
create function api.list_physician_copies(p_session bytea, p_certificate bytea, p_person uuid, p_patient uuid)
returns table (pc uuid, pc_name text, person uuid, person_name text, patient uuid, copy_ends_at timestamptz, reached_at timestamptz, state text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  if p_person is null then
    perform gate.refuse('input-invalid');
  end if;
  return query select c.* from care.copies_of(p_person, p_patient) c order by c.copy_ends_at desc, c.pc, c.patient;
end $$;

-- Scans that the practice filed of the contested form (0115), newest first.
create function api.list_dispute_scans(p_session bytea, p_certificate bytea, p_dispute uuid)
returns table (filed_at timestamptz, pages integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query
    select s.filed_at, s.pages from care.dispute d join care.link l on l.id = d.link join care.signed_form s on s.form = l.form
     where d.id = p_dispute order by s.filed_at desc;
end $$;

-- What a decision would leave as it is: the links that are active, and the other grounds that keep the physician suspended.
create function api.dispute_standing(p_session bytea, p_certificate bytea, p_dispute uuid, out active_links integer, out other_grounds integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  select d.person into v_person from care.dispute d where d.id = p_dispute;
  select count(*) into active_links from gate.open o where o.person = v_person and o.ends_at > now();
  select count(*) into other_grounds from care.suspension s
   where s.person = v_person and s.lifted_at is null and s.dispute is distinct from p_dispute;
end $$;
