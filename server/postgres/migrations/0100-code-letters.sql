-- A letter of the hospital that carries a one-time code [R02]. The code does not exist before the desk prints the letter, nor in clear
-- anywhere but on that paper.

-- Where the hospital writes to: lines of the practice's postal address, empty where it is not known.
alter table identity.person add column practice_address text[] not null default '{}' check (cardinality(practice_address) <= 8);

create table identity.letter (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references identity.person,
  reason text not null check (reason in ('access', 'new-pc', 'reset')),
  approved_by uuid not null references identity.person,
  state text not null default 'queued' check (state in ('queued', 'printed', 'posted', 'cancelled')),
  queued_at timestamptz not null default clock_timestamp(),
  -- The code of the printing that counts; each printing makes another one and ends the former.
  invitation uuid references identity.invitation,
  printed_at timestamptz,
  printed_by uuid references identity.person,
  prints integer not null default 0,
  posted_at timestamptz,
  posted_by uuid references identity.person,
  -- Number that the post gave a registered letter.
  registered text check (length(registered) <= 40),
  cancelled_at timestamptz,
  cancelled_by uuid references identity.person,
  cancel_reason text check (length(cancel_reason) between 1 and 500),
  check (approved_by <> person),
  check ((printed_at is null) = (prints = 0)),
  check (num_nulls(printed_at, printed_by, invitation) in (0, 3)),
  check (state not in ('printed', 'posted') or printed_at is not null),
  check (state <> 'queued' or printed_at is null),
  check ((state = 'posted') = (posted_at is not null)),
  check ((posted_at is null) = (posted_by is null)),
  check (registered is null or posted_at is not null),
  check ((state = 'cancelled') = (cancelled_at is not null)),
  check ((cancelled_at is null) = (cancel_reason is null))
);
-- Whoever asks for a second letter gives up the first.
create unique index letter_waiting on identity.letter (person) where state in ('queued', 'printed');
create index letter_posted on identity.letter (posted_at) where posted_at is not null;

-- Ends the codes of a person that made no account's keys yet: of an older letter, of a spoilt print, of a file.
create function identity.end_codes(p_person uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update identity.invitation set expires_at = now() where person = p_person and activated_at is null and expires_at > now()
$$;

-- A letter for the desk to print. An older one that was not posted is cancelled, and no older code works from now on.
-- Called by functions of schema api after they looked at the role; refuses `forbidden-for-role` unless a Director, never the
-- addressee, approved it, and `not-found` for an unknown person.
create function identity.queue_letter(p_person uuid, p_reason text, p_approved_by uuid) returns uuid
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_letter uuid;
begin
  perform from identity.person p where p.id = p_person for no key update;
  if not found then
    perform gate.refuse('not-found');
  elsif p_person = p_approved_by or not exists (
      select from identity.person p where p.id = p_approved_by and p.role = 'director' and p.suspended_at is null) then
    perform gate.refuse('forbidden-for-role');
  end if;
  update identity.letter set state = 'cancelled', cancelled_at = clock_timestamp(), cancelled_by = p_approved_by,
      cancel_reason = 'replaced'
   where person = p_person and state in ('queued', 'printed');
  perform identity.end_codes(p_person);
  insert into identity.letter (person, reason, approved_by) values (p_person, p_reason, p_approved_by) returning id into v_letter;
  return v_letter;
end $$;
