-- What the patient desk sees of a patient [R17] [R18] [R19]: who it is, the state of the rights, the physicians, the documents by kind, date,
-- title and author. Never what stands in a document (docs/adr/0105).

-- Patients by number, or by two at least of family name, given name and birth date. Eleven rows say: too many, none is shown.
create function api.find_patients(p_session bytea, p_certificate bytea, p_niss_hash bytea, p_family_keys text[], p_given_keys text[],
  p_birth_keys text[])
returns table (id uuid, family text, given text[], birth text, sex text, address text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  if p_niss_hash is null and num_nulls(p_family_keys, p_given_keys, p_birth_keys) > 1 then
    perform gate.refuse('input-invalid');
  end if;
  return query
    select p.id, p.family, p.given, p.birth, p.sex, p.address
      from care.patient p
     where case when p_niss_hash is not null then p.niss_hash = p_niss_hash
       else (p_family_keys is null or p.family_keys && p_family_keys) and (p_given_keys is null or p.given_keys && p_given_keys)
         and (p_birth_keys is null or p.birth_keys && p_birth_keys) end
     order by p.family, p.given, p.birth, p.id limit 11;
end $$;

-- Physicians of whom somebody knows the name or the number; at most ten.
create function api.find_physicians_by_name(p_session bytea, p_certificate bytea, p_text text)
returns table (person uuid, name text, nihdi text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  return query
    select who.id, who.name, who.nihdi from identity.person who
     where who.role = 'physician' and (strpos(lower(who.name), lower(p_text)) > 0 or who.nihdi = p_text)
     order by who.name, who.nihdi limit 10;
end $$;

create function care.to_instant(p_at timestamptz) returns text
language sql stable as $$ select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

create function care.request_of(p_request uuid) returns jsonb
language sql stable as $$
  select jsonb_build_object('askedBy', q.asked_by, 'askedOn', q.asked_on, 'notedAt', care.to_instant(q.noted_at), 'notedBy', who.name)
    from care.patient_request q join identity.person who on who.id = q.noted_by where q.id = p_request
$$;

-- The whole page of one patient, in the words of contracts/patient-rights.ts.
create function api.read_patient_rights(p_session bytea, p_certificate bytea, p_patient uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  if not exists (select from care.patient p where p.id = p_patient) then
    perform gate.refuse('not-found');
  end if;
  return (
    with treating as (
      select distinct on (l.person) l.person, l.valid_until, l.signed_on,
          case when l.state = 'active' and l.ends_at <= statement_timestamp() then 'expired' else l.state end as state
        from care.link l where l.patient = p_patient
       order by l.person, l.state = 'active' desc, l.state in ('draft', 'printed') desc, l.created_at desc
    ), named as (
      select t.person from treating t union select e.person from care.exclusion e where e.patient = p_patient
    )
    select jsonb_build_object(
        'id', p.id, 'family', p.family, 'given', array_to_string(p.given, ' '), 'birthDate', p.birth, 'sex', p.sex, 'address', to_jsonb(p.address),
        'refusal', (select jsonb_build_object('since', care.to_instant(r.since), 'request', care.request_of(r.since_request))
          from care.refusal r where r.patient = p.id and r.lifted_at is null),
        'hidden', (select count(*) from medical.hiding h where h.patient = p.id and h.lifted_at is null),
        'physicians', coalesce((select jsonb_agg(jsonb_build_object(
            'person', who.id, 'name', who.name, 'nihdi', who.nihdi, 'state', t.state, 'validUntil', t.valid_until,
            'reads', care.may_read(who.id, p.id),
            'exclusion', (select jsonb_build_object('since', care.to_instant(e.since), 'request', care.request_of(e.since_request))
              from care.exclusion e where e.patient = p.id and e.person = who.id and e.lifted_at is null))
            order by t.state = 'active' desc nulls last, who.name, who.id)
          from named n join identity.person who on who.id = n.person left join treating t on t.person = n.person), '[]'),
        'requests', coalesce((select jsonb_agg(q.said order by q.noted_at desc) from (
          select q.noted_at, jsonb_build_object('id', q.id, 'deed', q.deed, 'physician', (select w.name from identity.person w where w.id = q.physician),
              'document', q.document) || care.request_of(q.id) as said
            from care.patient_request q where q.patient = p.id order by q.noted_at desc limit 200) q), '[]'))
      from care.patient p where p.id = p_patient);
end $$;

-- Copies of a patient's record, as care.copies_of says.
create function api.read_patient_copies(p_session bytea, p_certificate bytea, p_patient uuid)
returns table (pc uuid, pc_name text, person uuid, person_name text, patient uuid, copy_ends_at timestamptz, reached_at timestamptz, state text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  return query select * from care.copies_of(null, p_patient) c order by c.person_name, c.pc_name, c.pc;
end $$;

-- First text of a CodeableConcept: its own, else a coding's.
create function medical.concept_text(p_concept jsonb) returns text
language sql immutable as $$ select coalesce(p_concept ->> 'text', p_concept #>> '{coding,0,display}') $$;

-- Kind of a document, by the rules of the timeline (src-main/record/timeline.ts) as far as a desk needs them.
create function medical.kind_of(p_type text, p_content jsonb) returns text
language sql immutable as $$
  select case p_type
    when 'DiagnosticReport' then case
      when p_content @? '$.imagingStudy[*]' or p_content @? '$.category[*].coding[*].code ? (@ == "RAD" || @ == "RX" || @ == "CT" || @ == "NMR" || @ == "NMS" || @ == "RUS" || @ == "OUS" || @ == "VUS" || @ == "XRC")' then 'imaging'
      when p_content @? '$.category[*].coding[*].code ? (@ == "LAB" || @ == "CH" || @ == "HM" || @ == "MB" || @ == "SR" || @ == "VR" || @ == "IMM" || @ == "TX" || @ == "BLB" || @ == "GE" || @ == "MCB" || @ == "PAR" || @ == "MYC" || @ == "laboratory")' then 'laboratory'
      else 'report' end
    when 'DocumentReference' then case
      when p_content @? '$.content[*].attachment.contentType ? (@ starts with "image/" && !(@ starts with "image/tiff"))' then 'photograph'
      else 'letter' end
    when 'ImagingStudy' then case
      when p_content @? '$.**.modality.code ? (@ == "XC" || @ == "SM" || @ == "OP" || @ == "DMS")' then 'photograph'
      else 'imaging' end
    when 'Observation' then case when p_content @? '$.category[*].coding[*].code ? (@ == "laboratory")' then 'laboratory' else 'report' end
    when 'Encounter' then 'stay' when 'Appointment' then 'appointment' when 'AllergyIntolerance' then 'allergy'
    when 'MedicationStatement' then 'medication' when 'MedicationRequest' then 'medication' when 'Condition' then 'condition'
    when 'Patient' then 'record'
    else 'other' end
$$;

-- Name of whoever a reference names, in the directory; the reference's own word where it has one.
create function medical.actor_name(p_reference jsonb) returns text
language sql stable as $$
  select coalesce(p_reference ->> 'display', (
    select case d.type when 'Practitioner' then nullif(concat_ws(' ', d.content::jsonb #>> '{name,0,prefix,0}', d.content::jsonb #>> '{name,0,given,0}',
        d.content::jsonb #>> '{name,0,family}'), '') else d.content::jsonb ->> 'name' end
      from medical.resource d
     where d.type = split_part(p_reference ->> 'reference', '/', 1) and d.id = split_part(p_reference ->> 'reference', '/', 2)
       and d.type in ('Practitioner', 'Organization') and d.patient is null))
$$;

-- How the desk is shown a document, so that it recognises what the patient means: kind, date, title, author. Nothing else of it leaves.
create function medical.shown_to_desk(p_type text, p_id text, p_content jsonb, p_happened timestamptz, p_hidden boolean) returns jsonb
language sql stable as $$
  select jsonb_build_object('document', p_type || '/' || p_id, 'kind', medical.kind_of(p_type, p_content), 'hidden', p_hidden,
    'date', case when isfinite(p_happened) then care.to_day(p_happened) end,
    'title', left(case p_type
      when 'DocumentReference' then coalesce(p_content ->> 'description', p_content #>> '{content,0,attachment,title}', medical.concept_text(p_content -> 'type'))
      when 'ImagingStudy' then coalesce(p_content ->> 'description', medical.concept_text(p_content #> '{procedureCode,0}'))
      else medical.concept_text(p_content -> 'code') end, 200),
    'author', left(medical.actor_name(coalesce(p_content #> '{performer,0}', p_content #> '{author,0}', p_content #> '{interpreter,0}')), 200))
$$;

-- Documents that a patient may name, newest first, at most 500; what another document shows goes with that one.
create function api.list_patient_documents(p_session bytea, p_certificate bytea, p_patient uuid) returns setof jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  if not exists (select from care.patient p where p.id = p_patient) then
    perform gate.refuse('not-found');
  end if;
  return query
    select medical.shown_to_desk(r.type, r.id, r.content::jsonb, r.happened, r.hidden) || jsonb_build_object('asked',
        exists (select from medical.hiding h where h.type = r.type and h.id = r.id and h.lifted_at is null))
      from medical.resource r
     where r.patient = p_patient and r.type in ('DiagnosticReport', 'DocumentReference', 'ImagingStudy', 'Observation')
       and (r.type in ('DiagnosticReport', 'DocumentReference') or not exists (
         select from medical.resource d where d.patient = p_patient and d.type in ('DiagnosticReport', 'Observation')
           and d.refs @> array[r.type || '/' || r.id]))
     order by r.happened desc, r.type, r.id limit 500;
end $$;

-- What goes with a document when it is hidden: everything that has a name, and how many parts have none.
create function api.preview_hiding(p_session bytea, p_certificate bytea, p_patient uuid, p_type text, p_id text) returns setof jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  if not exists (select from medical.resource r where r.type = p_type and r.id = p_id and r.patient = p_patient) then
    perform gate.refuse('not-found');
  end if;
  return query
    select medical.shown_to_desk(r.type, r.id, coalesce(r.content::jsonb, '{}'), r.happened, r.hidden)
        || jsonb_build_object('asked', (r.type, r.id) = (p_type, p_id))
      from medical.closure_of(p_patient, array[p_type || '/' || p_id]) c
      join medical.resource r on r.type = c.type and r.id = c.id
     order by (r.type, r.id) <> (p_type, p_id), r.happened desc, r.type, r.id limit 2000;
end $$;
