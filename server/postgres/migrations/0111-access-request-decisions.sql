-- The Director's side of the access requests [R02]. The first eight digits of a NIHDI number are the person, the last three a qualification.

-- The account of a physician with this number, whichever spelling of it; null when there is none.
create function identity.physician_of(p_nihdi text) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.id from identity.person p where left(p.nihdi, 8) = left(p_nihdi, 8) and p.role = 'physician' order by p.created_at limit 1
$$;

create function identity.is_suspended(p_person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from identity.person p where p.id = p_person and p.suspended_at is not null)
      or exists (select from care.suspension s where s.person = p_person and s.lifted_at is null)
$$;

-- The queues: what waits oldest first, what was decided newest first, of each at most 500; the first row carries how many there are.
create function api.list_access_requests(p_session bytea, p_certificate bytea)
returns table (total jsonb, id uuid, queue text, state text, received_at timestamptz, decided_at timestamptz,
  family text, given text, nihdi text, practice text, known boolean, alike integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query
    with kept as (
      select r.*, case when r.decided_at is not null then r.state when r.crowded then 'crowded' else 'waiting' end as queue
        from identity.access_request r
    ), placed as (
      select k.*, row_number() over (partition by k.queue
          order by case when k.decided_at is null then k.received_at end, k.decided_at desc, k.id) as place,
        count(*) over (partition by left(k.nihdi, 8)) as alike
        from kept k
    )
    select (select jsonb_object_agg(c.queue, c.n) from (select k.queue, count(*) as n from kept k group by k.queue) c),
      null::uuid, null, null, null::timestamptz, null::timestamptz, null, null, null, null, null::boolean, null::integer
    union all
    (select null, p.id, p.queue, p.state, p.received_at, p.decided_at, p.family, p.given, p.nihdi, p.practice,
        identity.physician_of(p.nihdi) is not null, (p.alike - 1)::integer
       from placed p where p.place <= 500 order by p.queue, p.place);
end $$;

-- Opens a request, which is then under review: what was declared, the account that has this number, other requests of it.
create function api.review_access_request(p_session bytea, p_certificate bytea, p_request uuid)
returns table (id uuid, state text, crowded boolean, language text, received_at timestamptz, review_began_at timestamptz, decided_at timestamptz,
  decided_by text, reason text, letter text, family text, given text, nihdi text, practice text, address text[], phone text, email text,
  conditions text, account jsonb, others jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  update identity.access_request r set state = 'review', review_began_at = now() where r.id = p_request and r.state = 'received';
  return query
    select r.id, r.state, r.crowded, r.language, r.received_at, r.review_began_at, r.decided_at,
      (select d.name from identity.person d where d.id = r.decided_by), r.reason, r.letter,
      r.family, r.given, r.nihdi, r.practice, r.address, r.phone, r.email, r.conditions,
      (select jsonb_build_object('name', a.name, 'login', a.login, 'activated', a.activated_at is not null,
            'suspended', identity.is_suspended(a.id), 'address', to_jsonb(a.practice_address))
         from identity.person a where a.id = identity.physician_of(r.nihdi)),
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'state', o.state, 'receivedAt', o.received_at, 'family', o.family,
            'given', o.given, 'practice', o.practice) order by o.received_at desc)
         from (select * from identity.access_request x
                where left(x.nihdi, 8) = left(r.nihdi, 8) and x.id <> r.id order by x.received_at desc limit 20) o), '[]'::jsonb)
      from identity.access_request r where r.id = p_request;
end $$;

-- Makes the account, or finds the one that has this number, and the letter that the desk prints: all in this transaction. A physician who
-- has an account keeps it and its address, unless the Director says that the practice moved.
create function api.accept_access_request(p_session bytea, p_certificate bytea, p_request uuid, p_moved boolean)
returns table (letter text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r identity.access_request;
  v_person uuid;
  v_letter text := 'access';
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  select * into r from identity.access_request q where q.id = p_request for update;
  if not found then
    perform gate.refuse('not-found');
  elsif r.state <> 'review' then
    perform gate.refuse('conflict');
  end if;
  -- Two requests of one number, decided at once, make one account.
  perform pg_advisory_xact_lock(hashtextextended(left(r.nihdi, 8), 111));
  v_person := identity.physician_of(r.nihdi);
  if v_person is null then
    v_person := gen_random_uuid();
    insert into identity.person (id, role, login, name, nihdi, practice_address)
      values (v_person, 'physician', r.nihdi, 'Dr ' || r.given || ' ' || r.family, r.nihdi, r.practice || r.address)
      on conflict do nothing;
    if not found then
      perform gate.refuse('conflict');
    end if;
  else
    if identity.is_suspended(v_person) then
      perform gate.refuse('conflict');
    end if;
    update identity.person p set practice_address = r.practice || r.address
     where p.id = v_person and (p_moved or cardinality(p.practice_address) = 0);
    select case when p.activated_at is null then 'access' else 'new-pc' end into v_letter from identity.person p where p.id = v_person;
  end if;
  perform identity.queue_letter(v_person, v_letter, gate.person());
  update identity.access_request q
     set state = 'accepted', decided_at = now(), decided_by = gate.person(), person = v_person, letter = v_letter
   where q.id = p_request;
  delete from identity.access_arrival a where a.request = p_request;
  return query select v_letter;
end $$;

-- Refuses it with the reason that the follow-up page tells.
create function api.refuse_access_request(p_session bytea, p_certificate bytea, p_request uuid, p_reason text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  perform from identity.access_request q where q.id = p_request for update;
  if not found then
    perform gate.refuse('not-found');
  end if;
  update identity.access_request q set state = 'refused', decided_at = now(), decided_by = gate.person(), reason = p_reason
   where q.id = p_request and q.state = 'review';
  if not found then
    perform gate.refuse('conflict');
  end if;
  delete from identity.access_arrival a where a.request = p_request;
end $$;

-- The state of a request, for whoever hands out its file.
create function api.accepted_access_request(p_session bytea, p_certificate bytea, p_request uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return exists (select from identity.access_request q where q.id = p_request and q.state = 'accepted');
end $$;
