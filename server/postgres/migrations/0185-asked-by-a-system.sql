-- Whether one of the hospital's own systems asks, before anything of what it sends is read: each door asks again when it files.
create function api.require_system(p_session bytea, p_certificate bytea) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
end $$;
