-- Which PC holds a copy of whose record, until when, and whether it made undone what had to be [R15] [R18]: one row for each PC,
-- person and patient, written with each lease that is signed. It is what the hospital knows, by leases and by what PCs say; never a proof
-- of what lies on a disk that is not the hospital's.
create table care.copy (
  person uuid not null references identity.person,
  patient uuid not null references care.patient,
  pc uuid not null references identity.pc,
  -- The latest end of any lease signed for this copy: never later than what was signed.
  ends_at timestamptz not null,
  -- Counts the manifests handed out.
  round bigint not null default 1,
  -- A document was hidden when so many had been: the copy must be compared by a later one. Null when nothing is asked.
  compare_after bigint,
  -- The PC said that the copy is destroyed.
  gone boolean not null default false,
  -- When the PC last said that it had done what was asked.
  reached_at timestamptz,
  primary key (person, patient, pc),
  check (not gone or reached_at is not null)
);
create index copy_patient on care.copy (patient);
alter table care.copy enable row level security;
alter table care.copy force row level security;
create policy own_pc on care.copy for all using (
  person = (select m.person from gate.me m where m.role = 'physician') and pc = (select gate.pc())
);
create policy hospital on care.copy for select using ((select gate.role()) in ('desk', 'director', 'helpdesk'));
create policy desk_asks on care.copy for update using ((select gate.role()) = 'desk');

-- True while this physician may read this patient outside, whatever session asks.
create function care.may_read(p_person uuid, p_patient uuid) returns boolean
language sql stable as $$
  select exists (select from gate.open o
    where o.person = p_person and o.patient = p_patient and o.ends_at > statement_timestamp()
      and not exists (select from gate.shut s
        where s.patient in (o.patient, '00000000-0000-0000-0000-000000000000')
          and s.person in (o.person, '00000000-0000-0000-0000-000000000000')))
$$;

-- Copies whose lease is not over, of one person, of one patient, or (null) of any. `state`: held (the PC may hold it and owes nothing), awaited
-- (it should be destroyed or compared, and the PC has not said that it did: not yet reached), reached (`reached_at`: when it said so). A
-- PC that was revoked, or whose person's account is suspended, can neither be told nor answer: its copy is awaited until its lease ends.
create function care.copies_of(p_person uuid, p_patient uuid)
returns table (pc uuid, pc_name text, person uuid, person_name text, patient uuid, copy_ends_at timestamptz, reached_at timestamptz, state text)
language sql stable as $$
  select c.pc, p.name, c.person, w.name, c.patient, c.ends_at, case when s.state = 'reached' then c.reached_at end, s.state
    from care.copy c
    join identity.pc p on p.id = c.pc
    join identity.person w on w.id = c.person
    cross join lateral (select case
      when c.gone then 'reached'
      when c.compare_after is not null or w.suspended_at is not null or not care.may_read(c.person, c.patient)
        or not exists (select from identity.certificate k where k.pc = c.pc and k.revoked_at is null) then 'awaited'
      when c.reached_at is not null then 'reached'
      else 'held' end as state) s
   where c.ends_at > statement_timestamp()
     and (p_person is null or c.person = p_person) and (p_patient is null or c.patient = p_patient)
$$;

-- Asks every PC that holds a copy of a patient to compare it again. Call it in the transaction that hides; no manifest read before it is
-- handed out after it without being asked for (the lock is shared by read_manifest).
create function care.ask_to_compare(p_patient uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_patient::text, 105));
  update care.copy c set compare_after = c.round, reached_at = null
   where c.patient = p_patient and not c.gone and c.ends_at > statement_timestamp();
  perform push.emit('copy-asked', h.person, null) from (select distinct c.person from care.copy c
    where c.patient = p_patient and c.compare_after is not null and c.ends_at > statement_timestamp()) h;
end $$;

alter table push.outbox drop constraint outbox_type_check;
alter table push.outbox add constraint outbox_type_check
  check (type in ('record-changed', 'links-changed', 'access-closed', 'copy-asked'));

-- As in 0028, keeping for whom and until when the lease will be signed: not later than p_lease_ends or the end of the link.
drop function api.read_manifest(bytea, bytea, uuid);
create function api.read_manifest(p_session bytea, p_certificate bytea, p_patient uuid, p_lease_ends timestamptz)
returns table (person uuid, pc uuid, link_ends timestamptz,
  kind text, ref text, version integer, study text, series text, sha256 text, bytes bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_entered boolean := gate.enter_physician(p_session, p_certificate);
  -- Durable with the trace entry that is awaited before the manifest leaves: one write of the log for both.
  v_lazy text := set_config('synchronous_commit', 'off', true);
begin
  perform pg_advisory_xact_lock_shared(hashtextextended(p_patient::text, 105));
  insert into care.copy as c (person, patient, pc, ends_at)
    select o.person, o.patient, gate.pc(), date_trunc('second', least(p_lease_ends, o.ends_at))
      from gate.open o
     where o.person = gate.person() and o.patient = p_patient and exists (select from gate.readable m where m.patient = p_patient)
    on conflict on constraint copy_pkey do update set round = c.round + 1,
      ends_at = case when c.gone then excluded.ends_at else greatest(c.ends_at, excluded.ends_at) end,
      reached_at = case when c.gone then null else c.reached_at end, gone = false;
  return query
    with recursive own as materialized (
      select r.type, r.id, r.version, r.sha256, r.bytes, r.refs from medical.resource r where r.patient = p_patient
    ), named(type, id, refs) as (
      select d.type, d.id, d.refs
        from (select distinct every.ref from own cross join lateral unnest(own.refs) as every(ref)) link
        join medical.resource d on d.type = split_part(link.ref, '/', 1) and d.id = split_part(link.ref, '/', 2) and d.patient is null
      union
      select d.type, d.id, d.refs
        from named n cross join lateral unnest(n.refs) link(ref)
        join medical.resource d on d.type = split_part(link.ref, '/', 1) and d.id = split_part(link.ref, '/', 2) and d.patient is null
    )
    select gate.person(), gate.pc(), gate.link_end(p_patient), null, null, null, null, null, null, null
    union all
    select null, null, null, 'resource', o.type || '/' || o.id, o.version, null, null, encode(o.sha256, 'hex'), o.bytes::bigint
      from own o
     where o.type <> 'Binary' or exists (select from own d where d.refs @> array['Binary/' || o.id])
    union all
    select null, null, null, 'resource', d.type || '/' || d.id, d.version, null, null, encode(d.sha256, 'hex'), d.bytes::bigint
      from (select distinct n.type, n.id from named n) n join medical.resource d on d.type = n.type and d.id = n.id
    union all
    select null, null, null, 'instance', i.instance_uid, null, i.study_uid, i.series_uid, encode(i.sha256, 'hex'), i.bytes
      from medical.instance i where i.patient = p_patient
    order by 4 nulls first, 5;
end $$;

-- What this session's PC must do with its person's copies. `token` says what the asking knew of: an answer to anything older counts for
-- nothing.
create function api.asked_copies(p_session bytea, p_certificate bytea) returns table (patient uuid, deed text, token bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_entered boolean := gate.enter_physician(p_session, p_certificate);
begin
  return query
    select c.patient, d.deed, case d.deed when 'destroy' then c.round else c.compare_after end
      from care.copy c
      cross join lateral (select case when care.may_read(c.person, c.patient) then 'compare' else 'destroy' end as deed) d
     where c.person = gate.person() and c.pc = gate.pc() and not c.gone and (d.deed = 'destroy' or c.compare_after is not null)
     order by c.patient limit 500;
end $$;

-- This session's PC did what was asked: returns the patients for whom that counts. A destroyed copy of which another manifest was handed
-- out meanwhile, and a comparison for which none was, do not.
create function api.reach_copies(p_session bytea, p_certificate bytea, p_patients uuid[], p_deeds text[], p_tokens bigint[]) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_entered boolean := gate.enter_physician(p_session, p_certificate);
begin
  return query
    update care.copy c set reached_at = now(), compare_after = null, gone = d.deed = 'destroy'
      from unnest(p_patients, p_deeds, p_tokens) as d (patient, deed, token)
     where c.person = gate.person() and c.pc = gate.pc() and c.patient = d.patient and not c.gone
       and case d.deed when 'destroy' then c.round = d.token else c.compare_after = d.token and c.round > d.token end
    returning c.patient;
end $$;

-- As in 0029, asking the PCs that hold a copy to compare it [R18].
create or replace function api.set_hidden(p_session bytea, p_certificate bytea, p_type text, p_id text, p_hidden boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_patient uuid;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  select r.patient into v_patient from medical.resource r where r.type = p_type and r.id = p_id;
  if v_patient is null or p_type = 'Patient' then
    perform gate.refuse('document-not-available');
  end if;
  perform pg_advisory_xact_lock(hashtextextended(v_patient::text, 20));
  if p_hidden then
    insert into medical.hiding (patient, type, id, hidden_by)
      select v_patient, p_type, p_id, gate.person()
       where not exists (select from medical.hiding h where h.type = p_type and h.id = p_id and h.lifted_at is null);
  else
    update medical.hiding h set lifted_at = now(), lifted_by = gate.person()
     where h.type = p_type and h.id = p_id and h.lifted_at is null;
  end if;
  perform medical.apply_hiding(v_patient);
  perform push.emit('record-changed', null, v_patient);
  -- Asked when something is shown again, too: being asked says nothing of what was hidden.
  perform care.ask_to_compare(v_patient);
end $$;
