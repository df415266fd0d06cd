-- STOW: each instance is filed under the one patient it proves, or quarantined with its reason.

-- Why an instance may not be filed, as a word; null with the patient when it may.
create function medical.file_of(p_instance jsonb, out patient uuid, out reason text)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  v_patients uuid[];
  v_known record;
begin
  v_patients := array(
    select distinct i.patient from jsonb_array_elements_text(p_instance -> 'patientHashes') own(hash)
      join medical.identifier i on i.hash = decode(own.hash, 'hex') and i.kind = 'image' and i.type = 'Patient');
  if cardinality(v_patients) <> 1 then
    reason := case when cardinality(v_patients) = 0 then 'patient-unknown' else 'patient-ambiguous' end;
    return;
  end if;
  select r.tokens, r.date_names, r.date_from, r.date_to into v_known
    from medical.resource r where r.type = 'Patient' and r.id = v_patients[1]::text;
  -- The number alone is not believed: birth date and sex, where both sides tell them, must agree.
  if p_instance ->> 'bornFrom' is not null and exists (
    select from unnest(v_known.date_names, v_known.date_from, v_known.date_to) as own(name, f, t)
     where own.name = 'birthdate'
       and (own.t <= (p_instance ->> 'bornFrom')::timestamptz or own.f >= (p_instance ->> 'bornTo')::timestamptz)
  ) then
    reason := 'patient-mismatch';
  elsif p_instance ->> 'gender' is not null
    and v_known.tokens && array['gender=male', 'gender=female'] and not v_known.tokens @> array['gender=' || (p_instance ->> 'gender')]
  then
    reason := 'patient-mismatch';
  -- A hospital's number without a birth date may be another hospital's: it proves a patient only in a study known to be his.
  elsif (p_instance ->> 'national')::boolean is not true
    and (p_instance ->> 'bornFrom' is null or not 'birthdate' = any (v_known.date_names))
    and not exists (select from medical.study s where s.study_uid = p_instance ->> 'study' and s.patient = v_patients[1])
    and not exists (select from medical.resource r where r.refs @> array['ImagingStudy/' || (p_instance ->> 'studyId')] and r.patient = v_patients[1])
  then
    reason := 'patient-unproven';
  elsif exists (select from medical.study s where s.study_uid = p_instance ->> 'study' and s.patient <> v_patients[1])
    or exists (select from medical.resource r where r.refs @> array['ImagingStudy/' || (p_instance ->> 'studyId')] and r.patient <> v_patients[1])
  then
    reason := 'study-of-another-patient';
  elsif exists (select from medical.series e where e.series_uid = p_instance ->> 'series' and e.study_uid <> p_instance ->> 'study') then
    reason := 'series-of-another-study';
  else
    select i.sha256, i.series_uid into v_known from medical.instance i where i.instance_uid = p_instance ->> 'instance';
    if not found then
      patient := v_patients[1];
    else
      reason := case when v_known.sha256 = decode(p_instance ->> 'sha256', 'hex') then 'duplicate' else 'instance-conflict' end;
    end if;
  end if;
end $$;

-- Text of the ImagingStudy of stored instances: what stands before the version, and what after the time.
-- `started` stays a bare date: a time would need the zone that (0008,0201) may omit.
create function medical.to_imaging_study(p_study text, out head text, out tail text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select '{"resourceType":"ImagingStudy","id":"' || s.id || '","meta":{"versionId":"',
    '"},' || substr(json_strip_nulls(json_build_object(
      'identifier', json_build_array(json_build_object('system', 'urn:dicom:uid', 'value', 'urn:oid:' || s.study_uid)),
      'status', 'available',
      'modality', (select json_agg(json_build_object('system', 'http://dicom.nema.org/resources/ontology/DCM', 'code', m) order by m) from unnest(s.modalities) m),
      'subject', json_build_object('reference', 'Patient/' || s.patient),
      'started', case when s.day_from > '-infinity' then to_char(s.day_from at time zone 'Europe/Brussels', 'YYYY-MM-DD') end,
      'numberOfSeries', s.series_count,
      'numberOfInstances', s.instance_count,
      'description', nullif(s.attributes #>> '{00081030,Value,0}', ''),
      'series', (select json_agg(json_build_object(
          'uid', e.series_uid,
          'number', case when e.number >= 0 then e.number end,
          'modality', json_build_object('system', 'http://dicom.nema.org/resources/ontology/DCM', 'code', e.modality),
          'description', nullif(e.attributes #>> '{0008103E,Value,0}', ''),
          'numberOfInstances', e.instance_count,
          'instance', (select json_agg(json_build_object(
              'uid', i.instance_uid,
              'sopClass', json_build_object('system', 'urn:ietf:rfc:3986', 'code', 'urn:oid:' || i.sop_class),
              'number', case when i.number >= 0 then i.number end) order by i.number, i.instance_uid)
            from medical.instance i where i.series_uid = e.series_uid)) order by e.number, e.series_uid)
        from medical.series e where e.study_uid = s.study_uid)
    ))::text, 2)
  from medical.study s where s.study_uid = p_study
$$;

-- Counts of a study and its series, its ImagingStudy, the hidings and the event.
create function medical.refresh_study(p_study text, p_tokens jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  s medical.study;
begin
  update medical.series e set instance_count = (select count(*) from medical.instance i where i.series_uid = e.series_uid)
   where e.study_uid = p_study;
  update medical.study set
      modalities = array(select distinct e.modality from medical.series e where e.study_uid = p_study order by 1),
      series_count = (select count(*) from medical.series e where e.study_uid = p_study),
      instance_count = (select count(*) from medical.instance i where i.study_uid = p_study)
   where study_uid = p_study
   returning * into s;
  perform medical.put_rows(jsonb_build_array(jsonb_build_object(
      'type', 'ImagingStudy', 'id', s.id, 'patient', s.patient, 'head', text.head, 'tail', text.tail,
      'tokens', p_tokens || to_jsonb(array['patient=Patient/' || s.patient, 'subject=Patient/' || s.patient, 'status=available']
        || array(select 'modality=' || form from unnest(s.modalities) m
          cross join lateral unnest(array[m, 'http://dicom.nema.org/resources/ontology/DCM|' || m, 'http://dicom.nema.org/resources/ontology/DCM|']) form)),
      'dates', case when s.day_from > '-infinity'
        then jsonb_build_array(jsonb_build_object('name', 'started', 'from', s.day_from, 'to', s.day_to)) else '[]' end,
      'happened', s.day_from, 'refs', jsonb_build_array('Patient/' || s.patient), 'hashes', '[]'::jsonb, 'imageHashes', '[]'::jsonb)))
    from medical.to_imaging_study(p_study) text;
  perform medical.apply_hiding(s.patient);
  perform push.emit('record-changed', null, s.patient)
    where exists (select from medical.study v where v.study_uid = p_study and not v.hidden);
end $$;

-- Files a batch of instances whose bytes are already durable. Outcomes: stored, duplicate, or the reason of the quarantine.
create function api.store_instances(p_session bytea, p_certificate bytea, p_instances jsonb)
returns table (ordinal integer, outcome text, patient uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_row record;
  v_file record;
  v_studies jsonb := '{}';
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  perform pg_advisory_xact_lock(hashtextextended(wanted.study, 25))
    from (select distinct i ->> 'study' as study from jsonb_array_elements(p_instances) i order by 1) wanted;
  for v_row in select i, n::integer as ordinal from jsonb_array_elements(p_instances) with ordinality as one(i, n) order by i ->> 'instance', n loop
    v_file := medical.file_of(v_row.i);
    if v_file.patient is not null then
      insert into medical.study (study_uid, id, patient, day_from, day_to, attributes)
        values (v_row.i ->> 'study', (v_row.i ->> 'studyId')::uuid, v_file.patient, coalesce((v_row.i ->> 'dayFrom')::timestamptz, '-infinity'),
          coalesce((v_row.i ->> 'dayTo')::timestamptz, 'infinity'), v_row.i -> 'studyAttributes')
        on conflict (study_uid) do nothing;
      insert into medical.series (series_uid, study_uid, patient, modality, number, attributes)
        values (v_row.i ->> 'series', v_row.i ->> 'study', v_file.patient, v_row.i ->> 'modality', (v_row.i ->> 'seriesNumber')::integer, v_row.i -> 'seriesAttributes')
        on conflict (series_uid) do nothing;
      insert into medical.instance (instance_uid, series_uid, study_uid, patient, sha256, bytes, sop_class, transfer_syntax, number, frames, attributes, metadata)
        values (v_row.i ->> 'instance', v_row.i ->> 'series', v_row.i ->> 'study', v_file.patient, decode(v_row.i ->> 'sha256', 'hex'), (v_row.i ->> 'bytes')::bigint,
          v_row.i ->> 'sopClass', v_row.i ->> 'transferSyntax', (v_row.i ->> 'number')::integer, (v_row.i ->> 'frames')::integer, v_row.i -> 'attributes', v_row.i ->> 'metadata');
      v_studies := v_studies || jsonb_build_object(v_row.i ->> 'study', v_row.i -> 'studyTokens');
    elsif v_file.reason <> 'duplicate' then
      insert into medical.quarantine (reason, study_uid, series_uid, instance_uid, sha256, bytes)
        values (v_file.reason, v_row.i ->> 'study', v_row.i ->> 'series', v_row.i ->> 'instance', decode(v_row.i ->> 'sha256', 'hex'), (v_row.i ->> 'bytes')::bigint)
        on conflict do nothing;
    end if;
    ordinal := v_row.ordinal;
    outcome := coalesce(v_file.reason, 'stored');
    patient := v_file.patient;
    return next;
  end loop;
  -- The desk hides under the same lock (0029): whoever comes second sees what the first did.
  perform pg_advisory_xact_lock(hashtextextended(wanted.patient, 20))
    from (select distinct s.patient::text as patient from medical.study s where v_studies ? s.study_uid order by 1) wanted;
  perform medical.refresh_study(touched.study, touched.tokens) from jsonb_each(v_studies) as touched(study, tokens);
end $$;
