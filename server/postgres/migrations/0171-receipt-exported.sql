-- A receipt says what left the screen: on paper, or as a file [X09]. As in 0147.
create or replace function trace.receipt_of(p_patient uuid, p_from timestamptz, p_to timestamptz, p_person uuid)
returns table (section text, at text, until text, name text, role text, pc_name text, action text, kind text, dated date)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with entry as materialized (
    select e.kind, e.at, e.person, e.body::json as said, coalesce(substring(e.body::json ->> 'object' from ' at (\d{4}-\d\d-\d\dT[0-9:.]+Z)$'), e.at) as happened
      from trace.entry e
     where e.patient = any (array(select i::text from gate.identities(p_patient) i)) and e.at >= care.to_instant(p_from - interval '1 day')
       and (p_person is null or e.person = p_person::text)
       and e.kind in ('looked-at', 'copied', 'searched', 'denied', 'oversight', 'link')
  ), line as materialized (
    select e.*, who.name, who.role, station.name as pc_name, e.said ->> 'object' as object
      from entry e
      left join identity.person who on who.id = care.to_uuid(e.person)
      left join identity.pc station on station.id = care.to_uuid(e.said ->> 'pc')
     where e.happened >= care.to_instant(p_from) and e.happened < care.to_instant(p_to)
  )
  select 'look', l.happened, null, l.name, l.role, l.pc_name, l.action, coalesce(l.kind, 'other'), l.dated
    from (
      select distinct on (l.said ->> 'requestId', l.object) l.happened, l.name, l.role, l.pc_name,
          coalesce(substring(l.object from '^(printed|exported) '), 'looked-at') as action, o.ref, d.kind, d.dated
        from line l
        cross join lateral (select substring(l.object from '([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})') as ref,
          substring(l.object from 'studies/([0-9.]{1,64})') as study) o
        left join lateral (
          select medical.kind_of(r.type, r.content::jsonb) as kind, case when isfinite(r.happened) and r.type <> 'Patient' then care.to_day(r.happened) end as dated
            from medical.resource r where r.type = split_part(o.ref, '/', 1) and r.id = split_part(o.ref, '/', 2) and r.patient in (select gate.identities(p_patient))
          union all
          select medical.kind_of('ImagingStudy', r.content::jsonb), care.to_day(s.day_from)
            from medical.study s left join medical.resource r on r.type = 'ImagingStudy' and r.id = s.id::text
           where s.study_uid = o.study and s.patient in (select gate.identities(p_patient))
          limit 1) d on true
       where l.kind = 'looked-at' and (p_person is null or d.kind is not null)
    ) l
  union all
  select 'copy', min(l.happened), max(l.happened), l.name, l.role, l.pc_name, null, null, null
    from line l where l.kind in ('copied', 'searched') and l.role is not distinct from 'physician'
   group by l.person, l.name, l.role, l.pc_name, care.to_day(l.happened::timestamptz)
  union all
  select 'denied', min(l.happened), nullif(max(l.happened), min(l.happened)), l.name, l.role, l.pc_name, null, null, null
    from line l where l.kind = 'denied'
   group by l.person, l.name, l.role, l.pc_name, care.to_day(l.happened::timestamptz)
  union all
  select 'staff', min(l.happened), max(l.happened), l.name, l.role, null, null, null, null
    from line l where l.kind in ('oversight', 'link') and l.role <> 'physician'
   group by l.person, l.name, l.role, care.to_day(l.happened::timestamptz)
  order by 2 desc, 1, 4
$$;
