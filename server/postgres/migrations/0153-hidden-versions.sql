-- A letter that replaced another, or was made from it in another form, says what that one said: hidden, it takes the other with it, which
-- would else stand there alone as « superseded » [R18]. The other way holds since 0030: what replaces a hidden letter names it.
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
           and (shown.type in ('Binary', 'ImagingStudy', 'Media', 'Observation', 'ServiceRequest', 'Specimen')
             or (r.type = 'DocumentReference' and shown.type = 'DocumentReference' and exists (
               select from jsonb_path_query(r.content::jsonb, '$.relatesTo[*] ? (@.code == "replaces" || @.code == "transforms").target.reference') as said(target)
                where split_part(said.target #>> '{}', '/_history/', 1) = link.ref)))
        union all
        select shows.type, shows.id
          from medical.resource shows
         where shows.patient = p_patient and shows.refs @> array[c.type || '/' || c.id] and shows.type <> 'Patient'
      ) step
     where c.spreads
  )
  select distinct c.type, c.id from closure c
$$;
