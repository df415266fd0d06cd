-- The signed consent form as the practice scanned it, filed by the reference printed on it [R14, X08]. A scan is evidence: it opens
-- nothing, is never changed and never removed.

create table care.signed_form (
  id uuid primary key default gen_random_uuid(),
  form uuid not null references care.consent_form,
  -- Of the PDF that the API made of the pages (server/documents/picture-pdf.ts); the file itself is a blob of that name.
  sha256 bytea not null check (length(sha256) = 32),
  pages integer not null check (pages between 1 and 20),
  filed_at timestamptz not null default clock_timestamp(),
  filed_by uuid not null references identity.person,
  unique (form, sha256)
);
create trigger guard_removal before update or delete or truncate on care.signed_form
  for each statement execute function care.guard_removal();

alter table care.signed_form enable row level security;
alter table care.signed_form force row level security;
create policy physicians on care.signed_form for all using (
  form in (select f.id from care.consent_form f join care.link l on l.id = f.link where l.person = (select gate.person()))
);
create policy director on care.signed_form for select using ((select gate.role()) = 'director');

-- The form that was signed for an own link, by its printed reference. Nobody's and somebody else's are the same: unknown.
create function care.own_signed_form(p_reference text, p_person uuid, out form uuid, out link uuid, out patient uuid)
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_link care.link;
begin
  select f.id, f.link into form, link from care.consent_form f where f.reference = p_reference;
  select * into v_link from care.link l where l.id = link and l.person = p_person;
  if not found then
    perform gate.refuse('form-unknown');
  elsif v_link.state = 'ended' then
    perform gate.refuse('link-ended');
  elsif v_link.activated_at is null then
    perform gate.refuse('form-not-signed');
  elsif v_link.form <> form then
    perform gate.refuse('form-replaced');
  end if;
  patient := v_link.patient;
end $$;

-- Whose form it is, before anything of it is written.
create function api.find_signed_form(p_session bytea, p_certificate bytea, p_reference text) returns table (link uuid, patient uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_physician(p_session, p_certificate);
begin
  return query select o.link, o.patient from care.own_signed_form(p_reference, v_person) o;
end $$;

-- Keeps which file the scan is. The same file twice is one; a better scan stands beside the first, twenty at most.
create function api.file_signed_form(p_session bytea, p_certificate bytea, p_reference text, p_sha256 bytea, p_pages integer)
returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid := care.enter_physician(p_session, p_certificate);
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

-- Own links that have not ended and have a form: which one is to be signed or was, and the last scan of it.
create function api.list_forms(p_session bytea, p_certificate bytea)
returns table (link uuid, reference text, printed_at timestamptz, filed_at timestamptz, pages integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  v_person := gate.person();
  return query
    select l.id, f.reference, f.created_at, s.filed_at, s.pages
      from care.link l
      join care.consent_form f on f.id = l.form
      left join lateral (select o.filed_at, o.pages from care.signed_form o where o.form = f.id order by o.filed_at desc limit 1) s on true
     where l.person = v_person and l.state <> 'ended'
     order by f.created_at, l.id;
end $$;

-- The last scan of an own link's form, ended or not.
create function api.read_signed_form(p_session bytea, p_certificate bytea, p_link uuid)
returns table (patient uuid, sha256 text, filed_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  v_person := gate.person();
  return query
    select l.patient, encode(s.sha256, 'hex'), s.filed_at
      from care.link l join care.signed_form s on s.form = l.form
     where l.id = p_link and l.person = v_person
     order by s.filed_at desc limit 1;
  if not found then
    perform gate.refuse('not-found');
  end if;
end $$;
