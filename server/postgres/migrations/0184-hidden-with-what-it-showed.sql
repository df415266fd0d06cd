-- What an earlier version of a hidden document showed stays hidden with it [R18]. Until here the closure went by what stands in the document
-- now: a correction that no longer named a file, a study, a result or the letter it replaced gave that back to everybody.
create or replace function medical.closure_of(p_patient uuid, p_roots text[]) returns table (type text, id text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive closure(type, id, spreads) as (
    select split_part(root, '/', 1), split_part(root, '/', 2), true from unnest(p_roots) root
    union
    select step.type, step.id, step.type in ('Binary', 'DiagnosticReport', 'DocumentReference', 'ImagingStudy', 'Media', 'Observation')
      from closure c cross join lateral (
        select shown.type, shown.id
          from (
            select r.content, link.ref
              from medical.resource r cross join lateral unnest(r.refs) as link(ref)
             where r.type = c.type and r.id = c.id
            union all
            select o.content, said.ref[1]
              from medical.resource_version o
              cross join lateral regexp_matches(o.content, '"([A-Z][A-Za-z]{2,40}/[A-Za-z0-9.-]{1,64})(?:/_history/[0-9]+)?"', 'g') as said(ref)
             where o.type = c.type and o.id = c.id
          ) as one
          join medical.resource shown
            on shown.type = split_part(one.ref, '/', 1) and shown.id = split_part(one.ref, '/', 2)
         where shown.patient = p_patient
           and (shown.type in ('Binary', 'ImagingStudy', 'Media', 'Observation', 'ServiceRequest', 'Specimen')
             or (c.type = 'DocumentReference' and shown.type = 'DocumentReference' and exists (
               select from jsonb_path_query(one.content::jsonb, '$.relatesTo[*] ? (@.code == "replaces" || @.code == "transforms").target.reference') as told(target)
                where split_part(told.target #>> '{}', '/_history/', 1) = one.ref)))
        union all
        select shows.type, shows.id
          from medical.resource shows
         where shows.patient = p_patient and shows.refs @> array[c.type || '/' || c.id] and shows.type <> 'Patient'
      ) step
     where c.spreads
  )
  select distinct c.type, c.id from closure c
$$;
