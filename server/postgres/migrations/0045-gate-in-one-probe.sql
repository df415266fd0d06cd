-- A read of one resource paid for the whole list of readable patients, and each of the four tables behind that list asked twice who
-- reads. Now a row asks for its own patient alone: one key of the session, one of the link, one of what keeps it shut (docs/adr/0005).

-- The living session of this transaction, looked up by both hashes; no row without one. A view, so that it becomes part of a plan.
create view gate.me as
  select s.person, s.role from identity.session s
   where s.sha256 = decode(current_setting('passerelle.session', true), 'hex')
     and s.certificate = decode(current_setting('passerelle.certificate', true), 'hex')
     and s.ended_at is null and s.ends_at > now();

-- What follows is written by triggers of the tables that it repeats, in the same transaction and whatever the replication role: keys
-- to look at, without policies of their own. Schema gate belongs to the owner alone; reading them needs no right, changing has none.

-- Active links. Their end is compared at each read.
create table gate.open (
  person uuid not null,
  patient uuid not null,
  ends_at timestamptz not null,
  primary key (person, patient)
);

-- The three facts in force. The nil id stands for everybody: (patient, nil) is a refusal, (patient, person) an exclusion, (nil, person)
-- a suspension.
create table gate.shut (
  patient uuid not null,
  person uuid not null,
  primary key (patient, person),
  check (patient <> person)
);

create function care.open() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' and old.state = 'active' then
    delete from gate.open o where o.person = old.person and o.patient = old.patient;
  end if;
  if tg_op <> 'DELETE' and new.state = 'active' then
    insert into gate.open (person, patient, ends_at) values (new.person, new.patient, new.ends_at);
  end if;
  return null;
end $$;
create trigger open after insert or update or delete on care.link for each row execute function care.open();
alter table care.link enable always trigger open;

create function care.shut() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  v_old jsonb := to_jsonb(old);
  v_new jsonb := to_jsonb(new);
begin
  if v_old ->> 'since' is not null and v_old ->> 'lifted_at' is null then
    delete from gate.shut s where s.patient = coalesce((v_old ->> 'patient')::uuid, v_nobody)
      and s.person = coalesce((v_old ->> 'person')::uuid, v_nobody);
  end if;
  if v_new ->> 'since' is not null and v_new ->> 'lifted_at' is null then
    insert into gate.shut (patient, person)
      values (coalesce((v_new ->> 'patient')::uuid, v_nobody), coalesce((v_new ->> 'person')::uuid, v_nobody));
  end if;
  return null;
end $$;

create function care.refuse_truncate() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'facts are lifted one by one';
end $$;

do $$
declare
  t text;
begin
  foreach t in array array['refusal', 'exclusion', 'suspension'] loop
    execute format('create trigger shut after insert or update or delete on care.%I for each row execute function care.shut()', t);
    execute format('alter table care.%I enable always trigger shut', t);
    execute format('create trigger shut_all before truncate on care.%I for each statement execute function care.refuse_truncate()', t);
  end loop;
  -- What is there already: the policies bind the owner too, so for this moment they do not.
  foreach t in array array['refusal', 'exclusion', 'suspension', 'link'] loop
    execute format('alter table care.%I no force row level security', t);
  end loop;
  insert into gate.open select l.person, l.patient, l.ends_at from care.link l where l.state = 'active';
  insert into gate.shut
    select r.patient, '00000000-0000-0000-0000-000000000000'::uuid from care.refusal r where r.lifted_at is null
    union all select e.patient, e.person from care.exclusion e where e.lifted_at is null
    union all select '00000000-0000-0000-0000-000000000000'::uuid, s.person from care.suspension s where s.lifted_at is null;
  foreach t in array array['refusal', 'exclusion', 'suspension', 'link'] loop
    execute format('alter table care.%I force row level security', t);
  end loop;
end $$;

-- Patients whose record this session may read now: link active, in time to the second, none of the three facts. Nobody's without one.
create view gate.readable as
  select o.patient from gate.open o
   where o.person = (select m.person from gate.me m where m.role = 'physician') and o.ends_at > statement_timestamp()
     and not exists (select from gate.shut s
       where s.patient in (o.patient, '00000000-0000-0000-0000-000000000000')
         and s.person in (o.person, '00000000-0000-0000-0000-000000000000'));

create or replace function gate.readable_patients() returns setof uuid
language sql stable as $$ select m.patient from gate.readable m $$;

-- The same of links, for the physician's list and the desk's.
create or replace function care.readable_links() returns setof care.link
language sql stable as $$
  select l.* from care.link l
   where l.state = 'active' and l.ends_at > statement_timestamp()
     and not exists (select from gate.shut s
       where s.patient in (l.patient, '00000000-0000-0000-0000-000000000000')
         and s.person in (l.person, '00000000-0000-0000-0000-000000000000'))
$$;

-- A scalar question, so that a plan asks for one patient and never collects them all. PostgreSQL asks the policies of a table from
-- the last name to the first and stops at the first that holds: hence these names.
drop policy physician_reads on medical.resource;
create policy treating_physician on medical.resource for select using (
  case when patient is null then (select gate.role()) = 'physician'
    else not hidden and (select true from gate.readable m where m.patient = resource.patient) end);
drop policy physician_reads on medical.study;
create policy treating_physician on medical.study for select using (
  not hidden and (select true from gate.readable m where m.patient = study.patient));
drop policy physician_reads on medical.series;
create policy treating_physician on medical.series for select using (
  not hidden and (select true from gate.readable m where m.patient = series.patient));
drop policy physician_reads on medical.instance;
create policy treating_physician on medical.instance for select using (
  not hidden and (select true from gate.readable m where m.patient = instance.patient));
