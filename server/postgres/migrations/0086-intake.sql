-- What systems send by FHIR and what is wrong with it: faults that were noted, and bundles that were refused. The helpdesk sees
-- where and of which kind, never content: no text of a validator stands here, since it may repeat a value.
create table medical.intake_note (
  id bigint generated always as identity primary key,
  noted_at timestamptz not null default now(),
  -- X-Request-Id, by which the sender's log knows it.
  request text not null,
  outcome text not null check (outcome in ('taken', 'refused')),
  -- FHIR type of the resource; null when it is the bundle.
  type text,
  -- Element names and places alone, `Bundle.entry[3].resource.text.div`.
  place text not null check (place ~ '^[A-Za-z0-9_.\[\]]{1,200}$'),
  code text not null check (code ~ '^[a-z-]{1,40}$')
);
alter table medical.intake_note enable row level security;
alter table medical.intake_note force row level security;
create policy system_notes on medical.intake_note for insert with check ((select gate.is_system()));
create policy helpdesk_reads on medical.intake_note for select using ((select gate.role()) = 'helpdesk');

create function api.note_intake(p_session bytea, p_certificate bytea, p_request text, p_outcome text,
  p_types text[], p_places text[], p_codes text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  insert into medical.intake_note (request, outcome, type, place, code)
    select p_request, p_outcome, one.type, one.place, one.code
      from unnest(p_types, p_places, p_codes) as one(type, place, code) limit 100;
end $$;

-- The newest 500, newest first.
create function api.list_intake_notes(p_session bytea, p_certificate bytea)
returns table (noted_at timestamptz, request text, outcome text, type text, place text, code text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  return query
    select n.noted_at, n.request, n.outcome, n.type, n.place, n.code from medical.intake_note n order by n.id desc limit 500;
end $$;

-- Who the patients of these ids are, as stored: a bundle that names one by number must agree with it. Systems only; the text
-- never leaves the API.
create function api.read_patients(p_session bytea, p_certificate bytea, p_ids text[])
returns table (id text, content text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  return query select r.id, r.content from medical.resource r where r.type = 'Patient' and r.id = any (p_ids);
end $$;
