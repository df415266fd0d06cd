-- DICOMweb reading behind the gate.

-- True when DICOM JSON attributes satisfy a QIDO query. Modes: `is`, `like` (wild cards already turned), `range` (text order).
create function medical.dicom_matches(p_attributes jsonb, p_tags text[], p_modes text[], p_low text[], p_high text[]) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select not exists (
    select from unnest(p_tags, p_modes, p_low, p_high) as wanted(tag, mode, low, high)
     where not exists (
       select from jsonb_array_elements(p_attributes -> wanted.tag -> 'Value') own(value)
        cross join lateral (select case when jsonb_typeof(own.value) = 'object' then own.value ->> 'Alphabetic' else own.value #>> '{}' end) text(value)
        where case wanted.mode
          when 'is' then text.value = wanted.low
          when 'like' then text.value ilike wanted.low
          else text.value >= wanted.low and text.value <= wanted.high end))
$$;

-- QIDO-RS at one level (`studies`, `series`, `instances`). First row: the total; then the page.
create function api.query_imaging(p_session bytea, p_certificate bytea, p_level text, p_study text, p_series text,
  p_tags text[], p_modes text[], p_low text[], p_high text[], p_limit integer, p_offset integer)
returns table (total integer, patient uuid, attributes jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  return query
    with studies as (
      select s.study_uid, s.patient, s.day_from, s.attributes || jsonb_build_object(
          '00080061', jsonb_build_object('vr', 'CS', 'Value', to_jsonb(s.modalities)),
          '00201206', jsonb_build_object('vr', 'IS', 'Value', jsonb_build_array(s.series_count)),
          '00201208', jsonb_build_object('vr', 'IS', 'Value', jsonb_build_array(s.instance_count))) as attributes
        from medical.study s where p_study is null or s.study_uid = p_study
    ), every as (
      select s.patient, s.attributes, s.day_from, s.study_uid as uid from studies s where p_level = 'studies'
      union all
      select s.patient, s.attributes || e.attributes || jsonb_build_object('00201209', jsonb_build_object('vr', 'IS', 'Value', jsonb_build_array(e.instance_count))),
          s.day_from, e.series_uid
        from studies s join medical.series e on e.study_uid = s.study_uid
       where p_level = 'series' and (p_series is null or e.series_uid = p_series)
      union all
      select s.patient, s.attributes || e.attributes || i.attributes, s.day_from, i.instance_uid
        from studies s join medical.series e on e.study_uid = s.study_uid join medical.instance i on i.series_uid = e.series_uid
       where p_level = 'instances' and (p_series is null or e.series_uid = p_series)
    ), hit as materialized (
      select h.patient, h.attributes, h.day_from, h.uid from every h where medical.dicom_matches(h.attributes, p_tags, p_modes, p_low, p_high)
    )
    select (select count(*)::integer from hit), null::uuid, null::jsonb
    union all
    (select null, h.patient, h.attributes from hit h order by h.day_from desc, h.uid limit p_limit offset p_offset);
end $$;

-- WADO-RS: where the readable instances of a study, a series or one of them lie; one row with nulls when there is none.
create function api.read_instances(p_session bytea, p_certificate bytea, p_study text, p_series text, p_instance text)
returns table (patient uuid, series_uid text, instance_uid text, sha256 text, bytes bigint, transfer_syntax text, frames integer, metadata text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  return query
    select i.patient, i.series_uid, i.instance_uid, encode(i.sha256, 'hex'), i.bytes, i.transfer_syntax, i.frames, i.metadata
      from (values (1)) one
      left join medical.instance i on i.study_uid = p_study
        and (p_series is null or i.series_uid = p_series) and (p_instance is null or i.instance_uid = p_instance)
     order by i.series_uid, i.number, i.instance_uid;
end $$;
