-- One's own sessions, each by a name that is no secret, and their end from another PC [R07].
alter table identity.session add column id uuid not null unique default gen_random_uuid();

-- Living sessions of the caller, newest first. Last seen is the last thing of this person and PC that the trace holds.
create function api.list_my_sessions(p_session bytea, p_certificate bytea)
returns table (id uuid, pc text, started_at timestamptz, seen_at timestamptz, ends_at timestamptz, this_one boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  if gate.person() is null then
    perform gate.refuse('session-required');
  end if;
  return query
    select s.id, pc.name, s.started_at,
        greatest(s.started_at, (
          select e.at::timestamptz from trace.entry e
           where e.person = s.person::text
             and e.at >= to_char(s.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
             and e.body::json ->> 'pc' = pc.id::text
           order by e.at desc limit 1)),
        s.ends_at, s.sha256 = p_session
      from identity.session s
      join identity.certificate c on c.sha256 = s.certificate
      join identity.pc pc on pc.id = c.pc
     where s.person = gate.person() and s.ended_at is null and s.ends_at > now()
     order by s.started_at desc;
end $$;

-- Ends one of the caller's sessions; its screen closes at once (0007). One that is over already stays so; anybody else's does not exist.
create function api.end_my_session(p_session bytea, p_certificate bytea, p_id uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_person uuid;
begin
  perform gate.enter(p_session, p_certificate);
  v_person := gate.person();
  if v_person is null or not exists (select from identity.session s where s.id = p_id and s.person = v_person) then
    perform gate.refuse(case when v_person is null then 'session-required' else 'not-found' end);
  end if;
  update identity.session s set ended_at = now() where s.id = p_id and s.person = v_person and s.ended_at is null;
end $$;
