-- Whatever ends a right ends its sessions (0005), so one look at the session lets in; who is not let in is looked at again, to say why.

-- The one way left for a session to outlive its certificate: an end that is set earlier, but not yet reached.
create function identity.shorten_sessions() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update identity.session s set ends_at = new.not_after
   where s.certificate = new.sha256 and s.ended_at is null and s.ends_at > new.not_after;
  return null;
end $$;
create trigger shorten_sessions after update of not_after on identity.certificate for each row
  when (new.not_after < old.not_after) execute function identity.shorten_sessions();
update identity.session s set ends_at = c.not_after
  from identity.certificate c where c.sha256 = s.certificate and s.ended_at is null and s.ends_at > c.not_after;

-- The gate as it was: looks at certificate, session and person, and refuses with the reason or lets in.
alter function gate.enter(bytea, bytea) rename to enter_slowly;

-- An assignment of plain calls is evaluated on the spot; PERFORM plans and runs a statement.
create function gate.enter(p_session bytea, p_certificate bytea) returns void
language plpgsql as $$
declare
  v_set text;
begin
  if p_session is not null and exists (
    select from identity.session s
     where s.sha256 = p_session and s.certificate = p_certificate and s.ended_at is null and s.ends_at > now()
  ) then
    v_set := set_config('passerelle.session', encode(p_session, 'hex'), true);
    v_set := set_config('passerelle.certificate', encode(p_certificate, 'hex'), true);
  else
    perform gate.enter_slowly(p_session, p_certificate);
  end if;
end $$;

-- enter and require_role('physician') in one look, for the reads that a screen is made of; answers true or refuses.
create function gate.enter_physician(p_session bytea, p_certificate bytea) returns boolean
language plpgsql as $$
declare
  v_set text;
begin
  if p_session is not null and exists (
    select from identity.session s
     where s.sha256 = p_session and s.certificate = p_certificate and s.role = 'physician' and s.ended_at is null and s.ends_at > now()
  ) then
    v_set := set_config('passerelle.session', encode(p_session, 'hex'), true);
    v_set := set_config('passerelle.certificate', encode(p_certificate, 'hex'), true);
  else
    perform gate.enter_slowly(p_session, p_certificate);
    perform gate.require_role('physician');
  end if;
  return true;
end $$;

-- As in 0026, through the shorter way in.
create or replace function api.read_resource(p_session bytea, p_certificate bytea, p_type text, p_id text, p_version integer)
returns table (patient uuid, version integer, updated timestamptz, content text, sha256 text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_entered boolean := gate.enter_physician(p_session, p_certificate);
begin
  if p_type = 'Binary' then
    return query
      select r.patient, r.version, r.updated, null::text, encode(r.sha256, 'hex')
        from medical.resource r
       where r.type = 'Binary' and r.id = p_id and (p_version is null or r.version = p_version)
         and exists (select from medical.resource d where d.patient = r.patient and d.refs @> array['Binary/' || r.id]);
    return;
  end if;
  return query
    select r.patient, r.version, r.updated, r.content, encode(r.sha256, 'hex')
      from medical.resource r
     where r.type = p_type and r.id = p_id and (p_version is null or r.version = p_version);
  if not found and p_version is not null then
    return query
      select v.patient, v.version, v.updated, v.content, encode(v.sha256, 'hex')
        from medical.resource_version v
       where v.type = p_type and v.id = p_id and v.version = p_version;
  end if;
end $$;
