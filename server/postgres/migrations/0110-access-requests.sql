-- Requests for access by physicians who have no account yet [R01], and the Director's decision [R02].

create table identity.access_request (
  id uuid primary key default gen_random_uuid(),
  -- SHA-256 of the secret in the follow-up address; the secret itself stands nowhere. Null once the address answers no more.
  follow_hash bytea unique check (length(follow_hash) = 32),
  language text not null check (language in ('fr', 'nl', 'de', 'en')),
  family text not null check (length(family) between 1 and 80),
  given text not null check (length(given) between 1 and 80),
  nihdi text not null check (nihdi ~ '^\d{8}(\d{3})?$'),
  practice text not null check (length(practice) between 1 and 120),
  address text[] not null check (cardinality(address) between 1 and 5),
  phone text not null check (length(phone) <= 30),
  email text check (length(email) <= 120),
  -- Declared, never by default [R20].
  care_only boolean not null check (care_only),
  -- Version of the conditions and regulations that were accepted.
  conditions text not null,
  -- Came while more were coming than anybody sends: kept apart, so that a flood hides nobody and refuses nobody.
  crowded boolean not null,
  state text not null default 'received' check (state in ('received', 'review', 'accepted', 'refused')),
  received_at timestamptz not null default now(),
  review_began_at timestamptz,
  decided_at timestamptz,
  decided_by uuid references identity.person,
  reason text check (length(reason) between 3 and 400),
  -- Whose account it became, and which letter it asked the desk for.
  person uuid references identity.person,
  letter text check (letter in ('access', 'new-pc')),
  check (state = 'received' or review_began_at is not null),
  check ((state in ('accepted', 'refused')) = (decided_at is not null)),
  check ((decided_at is null) = (decided_by is null)),
  check ((state = 'refused') = (reason is not null)),
  check ((state = 'accepted') = (person is not null)),
  check ((person is null) = (letter is null))
);
create index access_request_number on identity.access_request (left(nihdi, 8));
create index access_request_state on identity.access_request (state, received_at);
create index person_number on identity.person (left(nihdi, 8)) where nihdi is not null;

-- How many came and wait, without a word of whose: what the limits count, since nobody but the Director sees a request.
create table identity.access_arrival (
  request uuid primary key references identity.access_request on delete cascade,
  at timestamptz not null default now(),
  crowded boolean not null
);
create index access_arrival_at on identity.access_arrival (at) where not crowded;

-- A request never goes back, and what was decided stays.
create function identity.guard_access_request() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.decided_at is not null
      and (old.state, old.person, old.letter, old.decided_at, old.decided_by, old.reason, old.nihdi)
        is distinct from (new.state, new.person, new.letter, new.decided_at, new.decided_by, new.reason, new.nihdi) then
    raise exception 'a decision on a request never changes';
  end if;
  if old.state = 'review' and new.state = 'received' then
    raise exception 'a request never goes back';
  end if;
  return new;
end $$;
create trigger guard before update on identity.access_request for each row execute function identity.guard_access_request();

-- Kept no longer: a refused request 90 days after the decision, an undecided one 180 days after it came (30 when it came in a flood and
-- nobody opened it); of an accepted one, what was declared beside name, number and practice 90 days after the decision.
create function identity.is_overdue(
  p_state text, p_received timestamptz, p_opened timestamptz, p_decided timestamptz, p_crowded boolean, p_follow bytea
) returns boolean
language sql stable as $$
  select case
    when p_state = 'accepted' then p_follow is not null and p_decided < now() - interval '90 days'
    when p_state = 'refused' then p_decided < now() - interval '90 days'
    when p_crowded and p_opened is null then p_received < now() - interval '30 days'
    else p_received < now() - interval '180 days'
  end
$$;

-- Hash of the secret that this transaction presented; null in any other.
create function gate.presented_follow() returns bytea
language sql stable as $$ select decode(nullif(current_setting('passerelle.follow', true), ''), 'hex') $$;

alter table identity.access_request enable row level security;
alter table identity.access_request force row level security;
create policy asker on identity.access_request for all using (follow_hash = (select gate.presented_follow()));
create policy director_reads on identity.access_request for select using ((select gate.role()) = 'director');
create policy director_decides on identity.access_request for update using ((select gate.role()) = 'director');
-- What is cleared of an accepted request stays visible to the clearing itself.
create policy retention on identity.access_request for all
  using (identity.is_overdue(state, received_at, review_began_at, decided_at, crowded, follow_hash)
    or (state = 'accepted' and follow_hash is null));

-- Files a request under the hash of its follow-up secret; the same one again makes no second, and corrects it until it was opened.
-- Above `p_hour` in an hour it is kept apart; above `p_waiting` undecided ones nothing more is taken (`server-unavailable`).
create function api.submit_access_request(p_follow bytea, p_request jsonb, p_hour integer, p_waiting integer)
returns table (id uuid, created boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_set text := set_config('passerelle.follow', encode(p_follow, 'hex'), true);
  v_id uuid;
  v_crowded boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended(encode(p_follow, 'hex'), 110));
  select r.id into v_id from identity.access_request r where r.follow_hash = p_follow;
  if found then
    update identity.access_request r set family = p_request ->> 'family', given = p_request ->> 'given', nihdi = p_request ->> 'nihdi',
        practice = p_request ->> 'practice', address = array(select jsonb_array_elements_text(p_request -> 'address')),
        phone = p_request ->> 'phone', email = p_request ->> 'email', language = p_request ->> 'language'
      where r.id = v_id and r.state = 'received';
    return query select v_id, false;
    return;
  end if;
  if (select count(*) >= p_waiting from identity.access_arrival) then
    perform gate.refuse('server-unavailable');
  end if;
  v_crowded := (select count(*) >= p_hour from identity.access_arrival a where a.at > now() - interval '1 hour' and not a.crowded);
  insert into identity.access_request as r
      (follow_hash, language, family, given, nihdi, practice, address, phone, email, care_only, conditions, crowded)
    values (p_follow, p_request ->> 'language', p_request ->> 'family', p_request ->> 'given', p_request ->> 'nihdi',
      p_request ->> 'practice', array(select jsonb_array_elements_text(p_request -> 'address')), p_request ->> 'phone',
      p_request ->> 'email', (p_request -> 'careOnly')::boolean, p_request ->> 'conditions', v_crowded)
    returning r.id into v_id;
  insert into identity.access_arrival (request, crowded) values (v_id, v_crowded);
  return query select v_id, true;
end $$;

-- What became of the request whose secret has this hash; no row when there is none, or not any more.
create function api.follow_access_request(p_follow bytea)
returns table (id uuid, state text, received_at timestamptz, decided_at timestamptz, reason text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_set text := set_config('passerelle.follow', encode(p_follow, 'hex'), true);
begin
  return query
    select r.id, r.state, r.received_at, r.decided_at, r.reason from identity.access_request r
     where r.follow_hash = p_follow
       and not identity.is_overdue(r.state, r.received_at, r.review_began_at, r.decided_at, r.crowded, r.follow_hash);
end $$;

-- Erases what is kept no longer; answers how many requests that was.
create function api.erase_access_requests() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_gone integer;
  v_cleared integer;
begin
  delete from identity.access_request r
   where r.state <> 'accepted' and identity.is_overdue(r.state, r.received_at, r.review_began_at, r.decided_at, r.crowded, r.follow_hash);
  get diagnostics v_gone = row_count;
  update identity.access_request r set follow_hash = null, phone = '', email = null
   where r.state = 'accepted' and identity.is_overdue(r.state, r.received_at, r.review_began_at, r.decided_at, r.crowded, r.follow_hash);
  get diagnostics v_cleared = row_count;
  return v_gone + v_cleared;
end $$;
