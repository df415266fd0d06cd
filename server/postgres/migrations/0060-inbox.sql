-- The inbox: every message that came through MLLP or POST /api/inbox, durable before it is acknowledged. What the helpdesk may see
-- (headers and reason) stands in a schema of its own; what is medical (the bytes, whom a message waits for) stays in `medical`.
create schema inbox;

create table inbox.message (
  id uuid primary key,
  -- Order of arrival.
  place bigint generated always as identity unique,
  received_at timestamptz not null,
  last_at timestamptz not null,
  attempts integer not null default 1,
  door text not null check (door in ('mllp', 'post')),
  format text not null check (format in ('hl7-v2', 'healthone', 'medidoc', 'kmehr')),
  -- MSH-3 to MSH-7, MSH-9, MSH-10 as they came, cut to 200 characters.
  sending_application text not null default '' check (length(sending_application) <= 200),
  sending_facility text not null default '' check (length(sending_facility) <= 200),
  receiving_application text not null default '' check (length(receiving_application) <= 200),
  receiving_facility text not null default '' check (length(receiving_facility) <= 200),
  sent_at text not null default '' check (length(sent_at) <= 200),
  type text not null default '' check (length(type) <= 200),
  control text not null default '' check (length(control) <= 200),
  -- SHA-256 of sender and control id; with that of the bytes it tells a duplicate.
  origin bytea not null check (length(origin) = 32),
  sha256 bytea not null check (length(sha256) = 32),
  bytes bigint not null,
  -- False when the bytes were too many to be kept: then the sender alone can send again.
  kept boolean not null,
  -- True when the same sender had used this control id for other bytes before.
  reused boolean not null default false,
  state text not null check (state in ('filed', 'superseded', 'failed', 'dismissed')),
  -- Of a message that could not be filed: MSA-1, ERR-3 (table 0357), ERR-2 and a sentence that holds no value of the message.
  code text check (code in ('AE', 'AR')),
  condition integer,
  segment text,
  occurrence integer,
  field integer,
  reason text check (length(reason) <= 400),
  -- Something this message waited for has come: to be filed again.
  due boolean not null default false,
  decision text check (length(decision) between 3 and 400),
  decided_at timestamptz,
  decided_by uuid references identity.person,
  check ((state in ('failed', 'dismissed')) = (reason is not null)),
  check (num_nulls(code, condition, reason) in (0, 3)),
  check ((state = 'dismissed') = (decision is not null)),
  check (num_nulls(decision, decided_at, decided_by) in (0, 3))
);
create unique index message_once on inbox.message (origin, sha256);
create index message_failed on inbox.message (place) where state = 'failed';
create index message_due on inbox.message (place) where due;

-- The bytes as they came; none of a message that was too long to be taken.
create table medical.message_content (
  message uuid primary key references inbox.message,
  raw bytea not null
);

-- Keyed hashes of the numbers whose patient a message waits for.
create table medical.message_wait (
  hash bytea not null,
  message uuid not null references inbox.message,
  primary key (hash, message)
);
create index message_wait_of on medical.message_wait (message);

-- What stands for a sender's business key, and from which version of the sender's: an older one changes nothing any more.
create table medical.filed (
  type text not null,
  -- HMAC-SHA-256 of type and key.
  key bytea not null,
  id text not null,
  patient uuid,
  version text collate "C" not null,
  -- Elements that a cancellation put in place; null unless the last word was a cancellation.
  cancelled jsonb,
  primary key (type, key)
);
create index filed_of_patient on medical.filed (patient);

alter table inbox.message enable row level security;
alter table inbox.message force row level security;
alter table medical.message_content enable row level security;
alter table medical.message_content force row level security;
alter table medical.message_wait enable row level security;
alter table medical.message_wait force row level security;
alter table medical.filed enable row level security;
alter table medical.filed force row level security;
create policy system_all on inbox.message for all using ((select gate.is_system()));
create policy helpdesk_reads on inbox.message for select using ((select gate.role()) = 'helpdesk');
create policy helpdesk_decides on inbox.message for update using ((select gate.role()) = 'helpdesk');
create policy system_all on medical.message_content for all using ((select gate.is_system()));
create policy system_all on medical.message_wait for all using ((select gate.is_system()));
create policy system_all on medical.filed for all using ((select gate.is_system()));

-- Whatever door makes a patient known: the messages that waited for that number are due. NOTIFY is the wake-up, `due` is the truth.
create function medical.wake_waiting() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from medical.message_wait) then
    return null;
  end if;
  update inbox.message m set due = true
   where m.state = 'failed' and not m.due and m.id in (
     select w.message from medical.message_wait w join come c on c.hash = w.hash and c.kind = 'business' and c.type = 'Patient');
  if found then
    perform pg_notify('passerelle_inbox', '');
  end if;
  return null;
end $$;
create trigger wake_waiting after insert on medical.identifier referencing new table as come
  for each statement execute function medical.wake_waiting();
