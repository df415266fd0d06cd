-- A Media is a photograph of its own, for the desk and in the receipt: the patient may name it, and have it hidden [R18]. What a report, a letter
-- or a result shows goes with that one, as the timeline has it (src-main/record/media.ts).

create or replace function medical.kind_of(p_type text, p_content jsonb) returns text
language sql immutable as $$
  select case p_type
    when 'DiagnosticReport' then case
      when p_content @? '$.imagingStudy[*]' or p_content @? '$.category[*].coding[*].code ? (@ == "RAD" || @ == "RX" || @ == "CT" || @ == "NMR" || @ == "NMS" || @ == "RUS" || @ == "OUS" || @ == "VUS" || @ == "XRC")' then 'imaging'
      when p_content @? '$.category[*].coding[*].code ? (@ == "LAB" || @ == "CH" || @ == "HM" || @ == "MB" || @ == "SR" || @ == "VR" || @ == "IMM" || @ == "TX" || @ == "BLB" || @ == "GE" || @ == "MCB" || @ == "PAR" || @ == "MYC" || @ == "laboratory")' then 'laboratory'
      else 'report' end
    when 'DocumentReference' then case
      when p_content @? '$.content[*].attachment.contentType ? (@ starts with "image/" && !(@ starts with "image/tiff"))' then 'photograph'
      else 'letter' end
    when 'Media' then case
      when coalesce(p_content #>> '{content,contentType}', 'image/') like 'image/%' and not p_content @? '$.type.coding[*].code ? (@ == "video" || @ == "audio")' then 'photograph'
      else 'report' end
    when 'ImagingStudy' then case
      when p_content @? '$.**.modality.code ? (@ == "XC" || @ == "SM" || @ == "OP" || @ == "DMS")' then 'photograph'
      else 'imaging' end
    when 'Observation' then case when p_content @? '$.category[*].coding[*].code ? (@ == "laboratory")' then 'laboratory' else 'report' end
    when 'Encounter' then 'stay' when 'Appointment' then 'appointment' when 'AllergyIntolerance' then 'allergy'
    when 'MedicationStatement' then 'medication' when 'MedicationRequest' then 'medication' when 'Condition' then 'condition'
    when 'Patient' then 'record'
    else 'other' end
$$;

create or replace function medical.shown_to_desk(p_type text, p_id text, p_content jsonb, p_happened timestamptz, p_hidden boolean) returns jsonb
language sql stable as $$
  select jsonb_build_object('document', p_type || '/' || p_id, 'kind', medical.kind_of(p_type, p_content), 'hidden', p_hidden,
    'date', case when isfinite(p_happened) then care.to_day(p_happened) end,
    'title', left(case p_type
      when 'DocumentReference' then coalesce(p_content ->> 'description', p_content #>> '{content,0,attachment,title}', medical.concept_text(p_content -> 'type'))
      when 'Media' then nullif(concat_ws(' – ', coalesce(p_content #>> '{content,title}', medical.concept_text(p_content #> '{reasonCode,0}')),
        medical.concept_text(p_content -> 'bodySite')), '')
      when 'ImagingStudy' then coalesce(p_content ->> 'description', medical.concept_text(p_content #> '{procedureCode,0}'))
      else medical.concept_text(p_content -> 'code') end, 200),
    'author', left(medical.actor_name(coalesce(p_content #> '{performer,0}', p_content #> '{author,0}', p_content #> '{interpreter,0}',
      p_content -> 'operator')), 200))
$$;

create or replace function api.list_patient_documents(p_session bytea, p_certificate bytea, p_patient uuid) returns setof jsonb
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
     where r.patient = p_patient and r.type in ('DiagnosticReport', 'DocumentReference', 'ImagingStudy', 'Media', 'Observation')
       and (r.type in ('DiagnosticReport', 'DocumentReference') or not exists (
         select from medical.resource d where d.patient = p_patient and d.refs @> array[r.type || '/' || r.id]
           and (d.type = 'DiagnosticReport' or d.type = case r.type when 'Media' then 'DocumentReference' else 'Observation' end)))
     order by r.happened desc, r.type, r.id limit 500;
end $$;

create or replace function api.ask_hiding(p_session bytea, p_certificate bytea, p_patient uuid, p_type text, p_id text, p_hides boolean, p_asked_by text,
  p_asked_on date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_since timestamptz;
  v_request uuid;
begin
  perform care.enter_desk(p_session, p_certificate, p_patient);
  if p_type not in ('DiagnosticReport', 'DocumentReference', 'ImagingStudy', 'Media', 'Observation') or not exists (
      select from medical.resource r where r.type = p_type and r.id = p_id and r.patient = p_patient) then
    perform gate.refuse('not-found');
  end if;
  v_since := (select h.hidden_at from medical.hiding h where h.type = p_type and h.id = p_id and h.lifted_at is null);
  v_request := care.note_request(p_patient, case when p_hides then 'hide' else 'show' end, null, p_type || '/' || p_id, p_asked_by, p_asked_on,
    v_since);
  if v_request is null then
    return;
  end if;
  perform api.set_hidden(p_session, p_certificate, p_type, p_id, p_hides);
  update medical.hiding h set since_request = case when p_hides then v_request else h.since_request end,
      lifted_request = case when p_hides then null else v_request end
   where h.type = p_type and h.id = p_id and (case when p_hides then h.lifted_at is null else h.hidden_at = v_since end);
end $$;
