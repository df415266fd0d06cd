-- Any document of a patient may be hidden, however old: the desk's list goes on after the last one it was shown.
drop function api.list_patient_documents(bytea, bytea, uuid);

-- Documents that a patient may name, newest first, 500 from `p_after` (`Type/id` of this patient, not counted; null: from the newest); what another document shows goes with that one.
create function api.list_patient_documents(p_session bytea, p_certificate bytea, p_patient uuid, p_after text) returns setof jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  last record;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  if not exists (select from care.patient p where p.id = p_patient) then
    perform gate.refuse('not-found');
  end if;
  select r.happened, r.type, r.id into last from medical.resource r
   where r.patient = p_patient and r.type = split_part(p_after, '/', 1) and r.id = split_part(p_after, '/', 2);
  if p_after is not null and last.id is null then
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
       and (p_after is null or r.happened < last.happened or (r.happened = last.happened and (r.type, r.id) > (last.type, last.id)))
     order by r.happened desc, r.type, r.id limit 500;
end $$;
