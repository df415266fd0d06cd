-- The desk's letters to patients [R16]: printed in batches that are remembered, printed again only until they are posted, posted with
-- proof, cancelled with a reason where the letter has lost its sense. Replaces the first two functions of 0042.
drop function api.waiting_letters(bytea, bytea);
drop function api.mark_letter(bytea, bytea, uuid, text);

-- Patients to whom no letter should go any more, as their own resource says: who died, and who is another one's former identity.
create table care.departure (
  patient uuid primary key,
  deceased boolean not null,
  replaced boolean not null,
  check (deceased or replaced)
);
alter table care.departure enable row level security;
alter table care.departure force row level security;
create policy systems on care.departure for all using ((select gate.is_system()));
create policy hospital on care.departure for select using ((select gate.role()) in ('desk', 'director'));

create function care.departure_of(p_patient uuid, p_content jsonb) returns setof care.departure
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select p_patient, d.deceased, d.replaced
    from (select coalesce(p_content -> 'deceasedBoolean' = 'true', false) or p_content ? 'deceasedDateTime' as deceased,
        coalesce(p_content -> 'link' @> '[{"type": "replaced-by"}]', false) as replaced) d
   where d.deceased or d.replaced
$$;

create function care.note_departure() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  delete from care.departure d where d.patient = new.id::uuid;
  insert into care.departure select * from care.departure_of(new.id::uuid, new.content::jsonb);
  return null;
end $$;
create trigger note_departure after insert or update of content on medical.resource for each row
  when (new.type = 'Patient' and new.content is not null) execute function care.note_departure();

create table care.letter_batch (
  id uuid primary key,
  printed_at timestamptz not null,
  printed_by uuid not null references identity.person
);
alter table care.letter_batch enable row level security;
alter table care.letter_batch force row level security;
create policy desk on care.letter_batch for all using ((select gate.role()) = 'desk');
create policy director on care.letter_batch for select using ((select gate.role()) = 'director');

alter table care.letter
  drop constraint letter_state_check,
  drop constraint letter_check,
  add column batch uuid references care.letter_batch,
  add column prints integer not null default 0,
  -- What the paper says, word for word of what may change meanwhile: a letter printed again is the same letter.
  add column said jsonb,
  add column registered text check (length(registered) <= 40),
  add column cancelled_at timestamptz,
  add column cancelled_by uuid references identity.person,
  add column cancel_reason text check (length(cancel_reason) between 1 and 500);

-- What exists already: the owner sees it only while the policies do not bind it.
alter table care.letter no force row level security;
alter table medical.resource no force row level security;
alter table care.departure no force row level security;
-- Marked by hand, before letters were printed by batches.
update care.letter set state = 'queued', printed_at = null, posted_at = null, posted_by = null where state <> 'queued';
insert into care.departure
  select d.* from medical.resource r cross join lateral care.departure_of(r.id::uuid, r.content::jsonb) d
   where r.type = 'Patient' and r.content is not null;
alter table care.departure force row level security;
alter table medical.resource force row level security;
alter table care.letter force row level security;

alter table care.letter
  add check (state in ('queued', 'printed', 'posted', 'cancelled')),
  add check (num_nulls(batch, printed_at, said) in (0, 3)),
  add check ((batch is null) = (prints = 0)),
  add check (state <> 'queued' or batch is null),
  add check (state not in ('printed', 'posted') or batch is not null),
  add check ((posted_at is null) = (posted_by is null)),
  add check (registered is null or posted_at is not null),
  add check ((state = 'cancelled') = (cancelled_at is not null)),
  add check (num_nulls(cancelled_at, cancelled_by, cancel_reason) in (0, 3));
drop index care.letter_waiting;
create index letter_waiting on care.letter (created_at) where state in ('queued', 'printed');
create index letter_over on care.letter (coalesce(posted_at, cancelled_at)) where state in ('posted', 'cancelled');
create index letter_of_batch on care.letter (batch);

-- Queued, printed once or oftener, then posted or cancelled; what is over stays as it was.
create function care.guard_letter() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'queued' then
      raise exception 'a letter begins in the queue';
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (('queued', 'printed'), ('printed', 'printed'), ('printed', 'posted'),
      ('queued', 'cancelled'), ('printed', 'cancelled')) then
    raise exception 'a letter never goes from % to %', old.state, new.state;
  end if;
  if (old.id, old.link, old.patient, old.kind, old.created_at) is distinct from (new.id, new.link, new.patient, new.kind, new.created_at)
      or old.batch is not null and (old.batch, old.printed_at, old.said) is distinct from (new.batch, new.printed_at, new.said)
      or new.prints < old.prints then
    raise exception 'what a letter says never changes';
  end if;
  return new;
end $$;
create trigger guard before insert or update on care.letter for each row execute function care.guard_letter();
create trigger guard_removal before delete or truncate on care.letter for each statement execute function care.guard_removal();

-- Why a letter may have lost its sense; null for most.
create function care.letter_doubt(p_letter care.letter) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when d.deceased then 'patient-deceased' when d.replaced then 'patient-merged'
      when l.state = 'ended' then 'link-ended' when l.state = 'expired' or l.ends_at <= statement_timestamp() then 'link-expired' end
    from care.link l left join care.departure d on d.patient = p_letter.patient
   where l.id = p_letter.link
$$;

create function care.letter_text(p_letter care.letter) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('kind', p_letter.kind, 'family', p.family, 'given', p.given, 'sex', p.sex, 'address', p.address,
      'physician', who.name, 'nihdi', who.nihdi, 'signedOn', l.signed_on, 'validUntil', l.valid_until)
    from care.link l
    join care.patient p on p.id = p_letter.patient
    join identity.person who on who.id = l.person
   where l.id = p_letter.link
$$;

-- Letters that wait, oldest first, and those of the last sixty days that are over, newest first: five hundred of each state, with
-- how many there are of it. `said` of a letter that was not printed yet is what it would say now.
create function api.list_letters(p_session bytea, p_certificate bytea)
returns table (id uuid, state text, queued_at timestamptz, said jsonb, doubt text, batch uuid, prints integer, printed_at timestamptz,
  printed_by text, posted_at timestamptz, posted_by text, registered text, cancelled_at timestamptz, cancelled_by text,
  cancel_reason text, total integer)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  return query
    with shown as (
      select t as letter, count(*) over w as total,
          row_number() over (w order by coalesce(t.posted_at, t.cancelled_at) desc nulls last, t.printed_at, t.created_at, t.id) as place
        from care.letter t
       where t.state in ('queued', 'printed') or coalesce(t.posted_at, t.cancelled_at) > now() - interval '60 days'
      window w as (partition by t.state)
    )
    select (s.letter).id, (s.letter).state, (s.letter).created_at, coalesce((s.letter).said, care.letter_text(s.letter)),
        case when (s.letter).state in ('queued', 'printed') then care.letter_doubt(s.letter) end,
        (s.letter).batch, (s.letter).prints, (s.letter).printed_at,
        (select who.name from care.letter_batch b join identity.person who on who.id = b.printed_by where b.id = (s.letter).batch),
        (s.letter).posted_at, (select who.name from identity.person who where who.id = (s.letter).posted_by),
        (s.letter).registered, (s.letter).cancelled_at,
        (select who.name from identity.person who where who.id = (s.letter).cancelled_by), (s.letter).cancel_reason, s.total::integer
      from shown s where s.place <= 500 order by (s.letter).state, s.place;
end $$;

-- The desk prints letters, or prints them again. `p_prints` says how often the desk believes each was printed: of two desks that press
-- at once one is refused `conflict`, and nothing of its batch is printed. Answers what each letter says, in the order of the queue.
create function api.print_letters(p_session bytea, p_certificate bytea, p_batch uuid, p_letters uuid[], p_prints integer[])
returns table (id uuid, patient uuid, printed_at timestamptz, said jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_now timestamptz := date_trunc('milliseconds', clock_timestamp());
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  perform from care.letter t where t.id = any (p_letters) order by t.id for update;
  if cardinality(p_letters) <> (
    select count(distinct t.id) from unnest(p_letters, p_prints) wanted(id, prints)
      join care.letter t on t.id = wanted.id and t.prints = wanted.prints
     where t.state = case when wanted.prints = 0 then 'queued' else 'printed' end
  ) then
    perform gate.refuse('conflict');
  end if;
  if 0 = any (p_prints) then
    insert into care.letter_batch (id, printed_at, printed_by) values (p_batch, v_now, gate.person());
  end if;
  update care.letter t set state = 'printed', prints = t.prints + 1, batch = coalesce(t.batch, p_batch),
      printed_at = coalesce(t.printed_at, v_now), said = coalesce(t.said, care.letter_text(t))
   where t.id = any (p_letters);
  return query select t.id, t.patient, t.printed_at, t.said from care.letter t
    where t.id = any (p_letters) order by t.created_at, t.id;
end $$;

-- Given to the post; a registered letter alone has a number. Answers whose letters they were.
create function api.post_letters(p_session bytea, p_certificate bytea, p_letters uuid[], p_registered text)
returns table (id uuid, patient uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  if p_registered is not null and cardinality(p_letters) <> 1 then
    perform gate.refuse('input-invalid');
  end if;
  perform from care.letter t where t.id = any (p_letters) order by t.id for update;
  if cardinality(p_letters) <> (select count(*) from care.letter t where t.id = any (p_letters) and t.state = 'printed') then
    perform gate.refuse('conflict');
  end if;
  return query update care.letter t set state = 'posted', posted_at = clock_timestamp(), posted_by = gate.person(),
      registered = p_registered where t.id = any (p_letters) returning t.id, t.patient;
end $$;

-- A letter that has lost its sense is not sent, and the reason is kept; every other one must reach its patient.
create function api.cancel_letter(p_session bytea, p_certificate bytea, p_letter uuid, p_reason text) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t care.letter;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  select * into t from care.letter l where l.id = p_letter for update;
  if t.id is null or t.state not in ('queued', 'printed') or care.letter_doubt(t) is null then
    perform gate.refuse('conflict');
  end if;
  update care.letter l set state = 'cancelled', cancelled_at = clock_timestamp(), cancelled_by = gate.person(), cancel_reason = p_reason
   where l.id = p_letter;
  return t.patient;
end $$;
