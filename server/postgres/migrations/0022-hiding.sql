-- Hiding has a closure: a report, its results and files, its study; and upward whatever shows one of them.

create function medical.closure_of(p_patient uuid, p_roots text[]) returns table (type text, id text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive closure(type, id) as (
    select split_part(root, '/', 1), split_part(root, '/', 2) from unnest(p_roots) root
    union
    select step.type, step.id from closure c cross join lateral (
      select shown.type, shown.id
        from medical.resource r
        cross join lateral unnest(r.refs) as link(ref)
        join medical.resource shown
          on shown.type = split_part(link.ref, '/', 1) and shown.id = split_part(link.ref, '/', 2)
       where r.type = c.type and r.id = c.id and shown.patient = p_patient
         and shown.type in ('Observation', 'Binary', 'ImagingStudy', 'Media')
      union all
      select shows.type, shows.id
        from medical.resource shows
       where shows.patient = p_patient and shows.refs @> array[c.type || '/' || c.id]
         and shows.type in ('DiagnosticReport', 'DocumentReference', 'Observation', 'ImagingStudy', 'Media')
    ) step
  )
  select c.type, c.id from closure c
$$;

-- Sets the flags of one patient's record to what its hidings say; true when anything was or is hidden.
create function medical.apply_hiding(p_patient uuid) returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from medical.hiding h where h.patient = p_patient) then
    return false;
  end if;
  update medical.resource r set hidden = wanted.hidden
    from (
      select s.type, s.id, c.id is not null as hidden
        from medical.resource s
        left join medical.closure_of(p_patient, array(
          select h.type || '/' || h.id from medical.hiding h where h.patient = p_patient and h.lifted_at is null)) c on c.type = s.type and c.id = s.id
       where s.patient = p_patient
    ) wanted
   where r.type = wanted.type and r.id = wanted.id and r.hidden <> wanted.hidden;
  update medical.study s set hidden = r.hidden
    from medical.resource r
   where s.patient = p_patient and r.type = 'ImagingStudy' and r.id = s.id::text and s.hidden <> r.hidden;
  update medical.series e set hidden = s.hidden
    from medical.study s where s.patient = p_patient and e.study_uid = s.study_uid and e.hidden <> s.hidden;
  update medical.instance i set hidden = s.hidden
    from medical.study s where s.patient = p_patient and i.study_uid = s.study_uid and i.hidden <> s.hidden;
  return true;
end $$;
