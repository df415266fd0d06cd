-- A patient contests a signature, or the hospital doubts it: access closes at once, the form is claimed, the Medical Director decides
-- [R14, R15, R20]. Nothing of a dispute touches a link before the decision, so whatever stood before it stands again after it.

-- How far a dispute reaches (R15) and how long a physician has to produce the form, in days.
alter table care.setting
  add column dispute_scope text not null default 'physician' check (dispute_scope in ('physician', 'link')),
  add column dispute_delay integer not null default 15 check (dispute_delay between 1 and 90),
  add column dispute_set_at timestamptz,
  add column dispute_set_by uuid references identity.person;
create policy director on care.setting for update using ((select gate.role()) = 'director');

-- Every change of state that exists; a dispute begins as opened. Overdue is no state: a claim whose day is over waits for its decision.
create table care.dispute_transition (
  old_state text not null,
  new_state text not null,
  primary key (old_state, new_state)
);
insert into care.dispute_transition values
  ('opened', 'claimed'), ('opened', 'received'), ('claimed', 'received'),
  ('opened', 'reinstated'), ('claimed', 'reinstated'), ('received', 'reinstated'),
  ('opened', 'ended'), ('claimed', 'ended'), ('received', 'ended');

create table care.dispute (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references identity.person,
  -- The contested link and its patient; both null when the dispute is about the physician as such.
  link uuid references care.link,
  patient uuid references care.patient,
  scope text not null check (scope in ('physician', 'link')),
  delay_days integer not null check (delay_days between 1 and 90),
  state text not null default 'opened' check (state in ('opened', 'claimed', 'received', 'reinstated', 'ended')),
  opened_at timestamptz not null default now(),
  opened_by uuid not null references identity.person,
  -- Days of Europe/Brussels: letter posted, form due, form received.
  claimed_on date,
  due_on date,
  received_on date,
  closed_at timestamptz,
  closed_by uuid references identity.person,
  -- What an end put an end to: this physician's access to this patient, or every link of the physician.
  ended text check (ended in ('link', 'physician')),
  check (num_nulls(link, patient) in (0, 2)),
  check (link is not null or scope = 'physician'),
  check (num_nulls(claimed_on, due_on) in (0, 2)),
  check (state <> 'claimed' or claimed_on is not null),
  check (state <> 'received' or received_on is not null),
  check ((state in ('reinstated', 'ended')) = (closed_at is not null)),
  check (num_nulls(closed_at, closed_by) in (0, 2)),
  check ((state = 'ended') = (ended is not null)),
  check (ended <> 'link' or link is not null)
);
-- One open dispute about a link, and one about a physician as such.
create unique index dispute_of_link on care.dispute (link) where closed_at is null and link is not null;
create unique index dispute_of_person on care.dispute (person) where closed_at is null and link is null;
create index dispute_person on care.dispute (person);
create index dispute_closed on care.dispute (closed_at) where closed_at is not null;

create function care.guard_dispute() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'opened' then
      raise exception 'a dispute begins as opened';
    end if;
    return new;
  end if;
  if old.closed_at is not null then
    raise exception 'a dispute that was decided never changes';
  end if;
  if old.state <> new.state and not exists (
    select from care.dispute_transition t where t.old_state = old.state and t.new_state = new.state
  ) then
    raise exception 'a dispute never goes from % to %', old.state, new.state;
  end if;
  if (old.id, old.person, old.link, old.patient, old.delay_days, old.opened_at, old.opened_by)
      is distinct from (new.id, new.person, new.link, new.patient, new.delay_days, new.opened_at, new.opened_by) then
    raise exception 'what a dispute is about never changes';
  end if;
  if old.scope = 'physician' and new.scope <> 'physician' then
    raise exception 'a dispute is widened, never narrowed';
  end if;
  return new;
end $$;
create trigger guard before insert or update on care.dispute for each row execute function care.guard_dispute();

-- Who did what and when, with the reason that was given.
create table care.dispute_event (
  number bigint generated always as identity primary key,
  dispute uuid not null references care.dispute,
  at timestamptz not null default clock_timestamp(),
  by uuid not null references identity.person,
  deed text not null check (deed in ('opened', 'widened', 'letter-printed', 'claimed', 'received', 'reinstated', 'ended-link', 'ended-physician')),
  note text check (length(note) between 3 and 400)
);
create index dispute_event_of on care.dispute_event (dispute, number);

create function care.guard_dispute_removal() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'nothing of a dispute is ever deleted';
end $$;
create trigger guard_removal before delete or truncate on care.dispute
  for each statement execute function care.guard_dispute_removal();
create trigger guard_removal before update or delete or truncate on care.dispute_event
  for each statement execute function care.guard_dispute_removal();

-- A physician may be suspended on several grounds at once: the Director's own decision (dispute null) and each open dispute. Each ground
-- is lifted by itself, and the physician is suspended while one of them stands.
alter table care.suspension
  add column dispute uuid references care.dispute,
  add column reason text check (length(reason) between 3 and 400),
  add column lift_reason text check (length(lift_reason) between 3 and 400),
  add column id uuid not null default gen_random_uuid(),
  drop constraint suspension_pkey,
  add primary key (id);
create index suspension_person on care.suspension (person, since);
drop index care.suspension_now;
create unique index suspension_now on care.suspension (person, coalesce(dispute, '00000000-0000-0000-0000-000000000000'))
  where lifted_at is null;

-- What a dispute of scope `link` closes: this physician's access to this patient, through whichever link, until it is decided. A renewal
-- made meanwhile opens nothing.
create table care.link_suspension (
  dispute uuid primary key references care.dispute,
  patient uuid not null references care.patient,
  person uuid not null references identity.person,
  since timestamptz not null default clock_timestamp(),
  since_by uuid not null references identity.person,
  lifted_at timestamptz,
  lifted_by uuid references identity.person,
  check ((lifted_at is null) = (lifted_by is null))
);
create index link_suspension_now on care.link_suspension (patient, person) where lifted_at is null;

-- The keys of the gate (0045) follow: one row for each ground, so that lifting one leaves the others in force. The nil ground is a
-- refusal, an exclusion or the Director's own suspension, as before.
alter table gate.shut
  add column ground uuid not null default '00000000-0000-0000-0000-000000000000',
  drop constraint shut_pkey,
  add primary key (patient, person, ground);

create or replace function care.shut() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  v_old jsonb := to_jsonb(old);
  v_new jsonb := to_jsonb(new);
begin
  if v_old ->> 'since' is not null and v_old ->> 'lifted_at' is null then
    delete from gate.shut s where s.patient = coalesce((v_old ->> 'patient')::uuid, v_nobody)
      and s.person = coalesce((v_old ->> 'person')::uuid, v_nobody)
      and s.ground = coalesce((v_old ->> 'dispute')::uuid, v_nobody);
  end if;
  if v_new ->> 'since' is not null and v_new ->> 'lifted_at' is null then
    insert into gate.shut (patient, person, ground)
      values (coalesce((v_new ->> 'patient')::uuid, v_nobody), coalesce((v_new ->> 'person')::uuid, v_nobody),
        coalesce((v_new ->> 'dispute')::uuid, v_nobody));
  end if;
  return null;
end $$;
create trigger shut after insert or update or delete on care.link_suspension for each row execute function care.shut();
alter table care.link_suspension enable always trigger shut;
create trigger shut_all before truncate on care.link_suspension for each statement execute function care.refuse_truncate();

-- Kept out, too, while the link to this patient is disputed: nothing is proposed, printed, signed or renewed.
create or replace function care.is_kept_out(p_patient uuid, p_person uuid) returns boolean
language sql stable as $$
  select exists (select from care.refusal r where r.patient = p_patient and r.lifted_at is null)
    or exists (select from care.exclusion e where e.patient = p_patient and e.person = p_person and e.lifted_at is null)
    or exists (select from care.link_suspension d where d.patient = p_patient and d.person = p_person and d.lifted_at is null)
$$;

do $$
declare
  t text;
begin
  foreach t in array array['dispute', 'dispute_event', 'dispute_transition', 'link_suspension'] loop
    execute format('alter table care.%I enable row level security', t);
    execute format('alter table care.%I force row level security', t);
    execute format('create policy director on care.%I for all using ((select gate.role()) = ''director'')', t);
  end loop;
end $$;
create policy physicians on care.link_suspension for select using (person = (select gate.person()));
-- The desk opens one about a link alone and closes that link alone: a patient who complains at the counter is protected at once, and
-- nobody at the desk can lock a physician out of his other patients.
create policy desk_opens on care.dispute for insert with check (
  (select gate.role()) = 'desk' and opened_by = (select gate.person()) and link is not null and scope = 'link');
create policy desk_opens on care.dispute_event for insert with check (
  (select gate.role()) = 'desk' and by = (select gate.person()) and deed = 'opened');
create policy desk_opens on care.link_suspension for insert with check (
  (select gate.role()) = 'desk' and since_by = (select gate.person()) and lifted_at is null);

-- An end decided by the Director.
alter table care.link drop constraint link_end_reason_check;
alter table care.link add constraint link_end_reason_check check (end_reason in ('abandoned', 'replaced', 'disputed'));
create policy director on care.link for update using ((select gate.role()) = 'director');
