-- A stream asks for its own events some thousand times a minute in a hospital of a thousand practices: one probe for each event
-- instead of the list of readable patients, as in 0045.
drop policy reads on push.outbox;
create policy reads on push.outbox for select using (
  (person is null and (select true from gate.readable m where m.patient = outbox.patient))
    or person = (select m.person from gate.me m)
);

-- As in 0090, looking at the session once.
create or replace function api.read_events(p_session bytea, p_certificate bytea, p_position bigint)
returns table ("position" bigint, type text, patient uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_entered text := gate.enter(p_session, p_certificate);
  v_kept bigint;
  v_last bigint;
  v_after bigint;
begin
  -- Whoever enters without a session is a system, and systems read nothing.
  if p_session is null then
    perform gate.refuse('session-required');
  end if;
  v_last := greatest((select max(p.place) from gate.placed p), (select k.place from gate.kept k));
  v_after := coalesce(p_position, v_last);
  if v_after < v_last then
    if v_after < v_last - 100000 then
      v_after := -1;
    else
      -- By its key and one after the other, whatever the planner thinks of how many there are: never the whole outbox.
      return query
        select p.place, o.type, o.patient
          from gate.placed p cross join lateral (select e.type, e.patient from push.outbox e where e.id = p.event offset 0) o
         where p.place > v_after and p.place <= v_last
         order by p.place;
    end if;
  end if;
  -- Asked after the reading: what was forgotten meanwhile counts. A position of the future is another database's (restored, moved).
  v_kept := (select k.place from gate.kept k);
  if v_after > v_last or v_after < v_kept or v_after = -1 then
    "position" := v_last;
    type := 'links-changed';
    return next;
  end if;
  "position" := v_last;
  type := null;
  return next;
end $$;
