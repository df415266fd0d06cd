-- A physician's list costs what his own links cost, however many the hospital has.

create index link_person on care.link (person, patient);

-- Own links that have not ended.
create or replace function api.list_links(p_session bytea, p_certificate bytea) returns setof care.link_facts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  -- Once, and not for each row.
  v_person := gate.person();
  return query select * from care.link_facts f
    where f.person = v_person and f.state <> 'ended' order by f.family, f.given, f.birth, f.created_at;
end $$;

-- One own link, ended or not.
create or replace function api.read_link(p_session bytea, p_certificate bytea, p_link uuid) returns setof care.link_facts
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  v_person := gate.person();
  return query select * from care.link_facts f where f.person = v_person and f.id = p_link;
  if not found then
    perform gate.refuse('not-found');
  end if;
end $$;
