-- *Seen*, *to do*, *done*: what a physician keeps for himself of a document [X20] (docs/adr/0150).

-- One row for each person and document, his last word of it. Nobody else reads it, and he reads it while the document is readable: of one that
-- is hidden, or whose patient he may not read, there is no row.
create table care.mark (
  person uuid not null references identity.person,
  patient uuid not null,
  type text not null,
  id text not null,
  -- `none` is a mark that was taken back: an older word that comes late must find it.
  state text not null check (state in ('none', 'seen', 'todo', 'done')),
  due date check (due is null or state = 'todo'),
  -- The newest of what stood in the document when he marked it: what is recorded later was not seen.
  saw timestamptz,
  -- When he said so, by the clock of his PC, never later than it came.
  at timestamptz not null,
  primary key (person, type, id)
);
create index mark_of_patient on care.mark (person, patient);
create index mark_of_document on care.mark (type, id);
alter table care.mark enable row level security;
alter table care.mark force row level security;
create policy own on care.mark for all using (
  person = (select m.person from gate.me m where m.role = 'physician')
  and exists (select from medical.resource r where r.type = mark.type and r.id = mark.id and r.patient = mark.patient)
);
-- A merge moves documents to another patient (0062): the marks go with them.
create policy follows on care.mark for all using (pg_trigger_depth() > 0);

create function care.move_marks() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update care.mark k set patient = new.patient where k.type = new.type and k.id = new.id;
  return null;
end $$;
create trigger move_marks after update of patient on medical.resource for each row
  when (old.patient is distinct from new.patient) execute function care.move_marks();

-- Keeps what a physician said of documents of one readable patient: of each document the word that was said last, whichever comes first. A
-- document that he may not read is passed over in silence, as one that never was. His other PCs are told to compare again.
create function api.save_marks(p_session bytea, p_certificate bytea, p_patient uuid, p_marks jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_entered boolean := gate.enter_physician(p_session, p_certificate);
begin
  if not exists (select from gate.readable m where m.patient = p_patient) then
    perform gate.refuse('record-not-available');
  end if;
  insert into care.mark as k (person, patient, type, id, state, due, saw, at)
    select distinct on (r.type, r.id) gate.person(), r.patient, r.type, r.id, said.state, said.due, said.saw, least(said.at, now())
      from jsonb_to_recordset(p_marks) as said (document text, state text, due date, saw timestamptz, at timestamptz)
      join medical.resource r on r.type = split_part(said.document, '/', 1) and r.id = split_part(said.document, '/', 2) and r.patient = p_patient
     order by r.type, r.id, said.at desc
    on conflict (person, type, id) do update set state = excluded.state, due = excluded.due, saw = excluded.saw, at = excluded.at
      where k.at <= excluded.at and (k.state, k.due, k.saw) is distinct from (excluded.state, excluded.due, excluded.saw);
  if found then
    perform push.emit('record-changed', gate.person(), p_patient);
  end if;
end $$;

-- This physician's marks of one patient; none where he may read none.
create function api.read_marks(p_session bytea, p_certificate bytea, p_patient uuid)
returns table (document text, state text, due date, saw timestamptz, at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_entered boolean := gate.enter_physician(p_session, p_certificate);
begin
  return query
    select k.type || '/' || k.id, k.state, k.due, k.saw, k.at from care.mark k
     where k.person = gate.person() and k.patient = p_patient and k.state <> 'none' order by 1;
end $$;

-- What this physician has to do, over all patients whom he may read: those with a day first.
create function api.list_todo(p_session bytea, p_certificate bytea) returns setof jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_entered boolean := gate.enter_physician(p_session, p_certificate);
begin
  return query
    select jsonb_build_object('patient', k.patient, 'document', s.said ->> 'document', 'kind', s.said ->> 'kind', 'title', s.said ->> 'title',
        'dated', s.said ->> 'date', 'due', k.due)
      from care.mark k
      join medical.resource r on r.type = k.type and r.id = k.id
      cross join lateral (select medical.shown_to_desk(r.type, r.id, r.content::jsonb, r.happened, false)) s (said)
     where k.person = gate.person() and k.state = 'todo' order by k.due nulls last, k.at limit 500;
end $$;
