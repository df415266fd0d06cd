-- Releases of the program, as the safe signed them, and how far the helpdesk pushes each [C6] [X16]. What is signed never changes here; what
-- is decided (ring, percentage, pause, withdrawal) is the hospital's and only chooses among signed releases (adr/0182, adr/0183).
create schema updates;

create table updates.release (
  counter integer primary key check (counter between 1 and 999999999),
  version text not null check (version ~ '^\d{1,4}(\.\d{1,4}){2}$'),
  made timestamptz not null,
  expires timestamptz not null,
  -- The signed text and its ed25519 signature: PCs verify both again.
  content text not null check (length(content) <= 16384),
  signature bytea not null check (length(signature) = 64),
  added_at timestamptz not null default clock_timestamp(),
  -- The rollout; null until it was pushed.
  ring text check (ring in ('pilot', 'everyone')),
  percentage integer check (percentage between 1 and 100),
  required_from timestamptz,
  paused boolean not null default false,
  withdrawn_at timestamptz,
  check ((ring is null) = (percentage is null)),
  check (ring is not null or (required_from is null and not paused))
);

-- The files themselves lie in releases/<counter>/ of the data folder.
create table updates.package (
  counter integer not null references updates.release,
  kind text not null check (kind ~ '^[a-z0-9-]{3,40}$'),
  size bigint not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  file text not null check (file ~ '^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$'),
  primary key (counter, kind)
);

-- Who did what with a release; the name as it was then. A command of the server's own machine has no account.
create table updates.deed (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  person uuid references identity.person,
  by text not null check (length(by) between 3 and 200),
  counter integer not null references updates.release,
  deed text not null check (deed in ('added', 'pushed', 'paused', 'resumed', 'withdrawn')),
  ring text,
  percentage integer,
  required_from timestamptz
);

-- What a PC said of itself when it last asked, and its ring.
create table updates.pc (
  pc uuid primary key references identity.pc,
  ring text not null default 'everyone' check (ring in ('pilot', 'everyone')),
  version text check (version ~ '^\d{1,4}(\.\d{1,4}){2}$'),
  counter integer check (counter between 0 and 999999999),
  kind text check (kind ~ '^[a-z0-9-]{3,40}$'),
  asked_at timestamptz,
  check (num_nulls(version, counter, kind, asked_at) in (0, 4))
);

-- How one release ended on one PC: the last word of it.
create table updates.outcome (
  pc uuid not null references identity.pc,
  counter integer not null references updates.release,
  ended text not null check (ended in ('installed', 'refused', 'failed', 'went-back')),
  reason text check (reason ~ '^[a-z]+(-[a-z]+)*$' and length(reason) <= 40),
  at timestamptz not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (pc, counter)
);
create index outcome_counter on updates.outcome (counter);

-- What the safe signed stays as it is, and a withdrawn release never comes back.
create function updates.keep_signed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.counter, new.version, new.made, new.expires, new.content, new.signature, new.added_at)
      is distinct from (old.counter, old.version, old.made, old.expires, old.content, old.signature, old.added_at) then
    raise exception 'a signed release never changes';
  elsif old.withdrawn_at is not null then
    raise exception 'a withdrawn release never changes';
  end if;
  return new;
end $$;
create trigger keep_signed before update on updates.release for each row execute function updates.keep_signed();

-- Files a release that the command has verified; the counter must be higher than every one before.
create function updates.add_release(p_counter integer, p_version text, p_made timestamptz, p_expires timestamptz, p_content text,
  p_signature bytea, p_packages jsonb, p_by text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  lock table updates.release in share row exclusive mode;
  if exists (select from updates.release r where r.counter >= p_counter) then
    raise exception 'a release with this counter or a higher one is known';
  elsif p_expires <= now() then
    raise exception 'this release has expired';
  end if;
  insert into updates.release (counter, version, made, expires, content, signature)
    values (p_counter, p_version, p_made, p_expires, p_content, p_signature);
  insert into updates.package (counter, kind, size, sha256, file)
    select p_counter, k.kind, k.size, decode(k.sha256, 'hex'), k.file
      from jsonb_to_recordset(p_packages) as k(kind text, size bigint, sha256 text, file text);
  insert into updates.deed (by, counter, deed) values (p_by, p_counter, 'added');
end $$;

-- A release that may still be decided on, locked.
create function updates.open_release(p_counter integer) returns updates.release
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  r updates.release;
begin
  select * into r from updates.release x where x.counter = p_counter for update;
  if not found then
    perform gate.refuse('not-found');
  end if;
  return r;
end $$;

-- Sets how far a release goes; one that is paused stays so. Not for what is withdrawn or expired, nor required after nobody may install it.
create function updates.push(p_counter integer, p_ring text, p_percentage integer, p_required timestamptz, p_person uuid, p_by text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  r updates.release := updates.open_release(p_counter);
begin
  if r.withdrawn_at is not null or r.expires <= now() then
    perform gate.refuse('conflict');
  elsif p_required >= r.expires then
    perform gate.refuse('input-invalid');
  end if;
  update updates.release x set ring = p_ring, percentage = p_percentage, required_from = p_required where x.counter = p_counter;
  insert into updates.deed (person, by, counter, deed, ring, percentage, required_from)
    values (p_person, p_by, p_counter, 'pushed', p_ring, p_percentage, p_required);
end $$;

-- Holds a rollout up, or lets it go on; asked twice it is done once.
create function updates.pause(p_counter integer, p_paused boolean, p_person uuid, p_by text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  r updates.release := updates.open_release(p_counter);
begin
  if r.withdrawn_at is not null or r.ring is null then
    perform gate.refuse('conflict');
  elsif r.paused <> p_paused then
    update updates.release x set paused = p_paused where x.counter = p_counter;
    insert into updates.deed (person, by, counter, deed, ring, percentage, required_from)
      values (p_person, p_by, p_counter, case when p_paused then 'paused' else 'resumed' end, r.ring, r.percentage, r.required_from);
  end if;
end $$;

-- For good.
create function updates.withdraw(p_counter integer, p_person uuid, p_by text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  r updates.release := updates.open_release(p_counter);
begin
  if r.withdrawn_at is null then
    update updates.release x set withdrawn_at = clock_timestamp() where x.counter = p_counter;
    insert into updates.deed (person, by, counter, deed, ring, percentage, required_from)
      values (p_person, p_by, p_counter, 'withdrawn', r.ring, r.percentage, r.required_from);
  end if;
end $$;
