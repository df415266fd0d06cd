-- Hiding reaches whatever names a hidden document, in any type and in any older version: a reference with its text is a trace [R18].

-- A document spreads to what it shows and to whatever shows it; a diagnosis, stay or order that names one goes with it and no further.
create or replace function medical.closure_of(p_patient uuid, p_roots text[]) returns table (type text, id text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive closure(type, id, spreads) as (
    select split_part(root, '/', 1), split_part(root, '/', 2), true from unnest(p_roots) root
    union
    select step.type, step.id, step.type in ('Binary', 'DiagnosticReport', 'DocumentReference', 'ImagingStudy', 'Media', 'Observation')
      from closure c cross join lateral (
        select shown.type, shown.id
          from medical.resource r
          cross join lateral unnest(r.refs) as link(ref)
          join medical.resource shown
            on shown.type = split_part(link.ref, '/', 1) and shown.id = split_part(link.ref, '/', 2)
         where r.type = c.type and r.id = c.id and shown.patient = p_patient
           and shown.type in ('Binary', 'ImagingStudy', 'Media', 'Observation', 'ServiceRequest', 'Specimen')
        union all
        select shows.type, shows.id
          from medical.resource shows
         where shows.patient = p_patient and shows.refs @> array[c.type || '/' || c.id] and shows.type <> 'Patient'
      ) step
     where c.spreads
  )
  select distinct c.type, c.id from closure c
$$;

-- An older version that names what is hidden now is not read outside.
alter table medical.resource_version add column hidden boolean not null default false;
alter policy physician_reads on medical.resource_version using (
  (select gate.role()) = 'physician'
  and (patient is null or (not hidden and patient in (select gate.readable_patients())
    and exists (select from medical.resource r where r.type = resource_version.type and r.id = resource_version.id)))
);
create policy system_flags on medical.resource_version for update using ((select gate.is_system()));
create policy desk_hides on medical.resource_version for select using ((select gate.role()) = 'desk');
create policy desk_flags on medical.resource_version for update using ((select gate.role()) = 'desk');

create function medical.hide_versions(p_patient uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update medical.resource_version v set hidden = wanted.hidden
    from (
      select o.type, o.id, o.version, exists (
          select from medical.resource h
           where h.patient = p_patient and h.hidden
             and (strpos(o.content, '"' || h.type || '/' || h.id || '"') > 0 or strpos(o.content, '"' || h.type || '/' || h.id || '/') > 0)) as hidden
        from medical.resource_version o where o.patient = p_patient and o.content is not null
    ) wanted
   where v.type = wanted.type and v.id = wanted.id and v.version = wanted.version and v.hidden <> wanted.hidden
$$;

-- Sets the flags of one patient's record to what its hidings say; true when anything was or is hidden.
create or replace function medical.apply_hiding(p_patient uuid) returns boolean
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
  perform medical.hide_versions(p_patient);
  return true;
end $$;
