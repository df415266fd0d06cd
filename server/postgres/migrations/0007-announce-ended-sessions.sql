-- A session that ends wakes the event streams, so that its screen closes now and not at the next heartbeat.
create function identity.announce_ended_sessions() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('passerelle_push', '');
  return null;
end $$;
create trigger announce after update of ended_at, ends_at on identity.session
  for each statement execute function identity.announce_ended_sessions();
