-- A patient's receipt [X09]: who looked at what and when, what was copied to which PC, what was refused, and who of the hospital opened
-- the patient's file. At the desk it is complete; in the practice it holds that physician's own looks.

-- The id that a text holds; null for any other text.
create function care.to_uuid(p_text text) returns uuid
language sql immutable as $$
  select case when p_text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p_text::uuid end
$$;

-- The instant a calendar day of Europe/Brussels begins; null is before anything was traced.
create function care.start_of_day(p_day date) returns timestamptz
language sql stable as $$ select coalesce(p_day::timestamp at time zone 'Europe/Brussels', timestamptz '2000-01-01') $$;

-- Lines of one patient in a period, newest first. `p_person`: of this person alone, and then nothing of what this session may not read now:
-- what is hidden outside is not named outside. A look counts at the hour of the PC that made it, which its journal brings later; a line that
-- a journal brought twice counts once. All that one person was refused on one day is one line: a copy that is stopped half way is refused
-- document by document.
create function trace.receipt_of(p_patient uuid, p_from timestamptz, p_to timestamptz, p_person uuid)
returns table (section text, at text, until text, name text, role text, pc_name text, action text, kind text, dated date)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with entry as materialized (
    select e.kind, e.at, e.person, e.body::json as said, coalesce(substring(e.body::json ->> 'object' from ' at (\d{4}-\d\d-\d\dT[0-9:.]+Z)$'), e.at) as happened
      from trace.entry e
     where e.patient = p_patient::text and e.at >= care.to_instant(p_from - interval '1 day')
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
          case when l.object like 'printed %' then 'printed' else 'looked-at' end as action, o.ref, d.kind, d.dated
        from line l
        cross join lateral (select substring(l.object from '([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})') as ref,
          substring(l.object from 'studies/([0-9.]{1,64})') as study) o
        left join lateral (
          select medical.kind_of(r.type, r.content::jsonb) as kind, case when isfinite(r.happened) and r.type <> 'Patient' then care.to_day(r.happened) end as dated
            from medical.resource r where r.type = split_part(o.ref, '/', 1) and r.id = split_part(o.ref, '/', 2) and r.patient = p_patient
          union all
          select medical.kind_of('ImagingStudy', r.content::jsonb), care.to_day(s.day_from)
            from medical.study s left join medical.resource r on r.type = 'ImagingStudy' and r.id = s.id::text
           where s.study_uid = o.study and s.patient = p_patient
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

-- The desk's: everybody's.
create function api.read_receipt(p_session bytea, p_certificate bytea, p_patient uuid, p_from date, p_to date, p_limit integer)
returns table (section text, at text, until text, name text, role text, pc_name text, action text, kind text, dated date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  if not exists (select from care.patient p where p.id = p_patient) then
    perform gate.refuse('not-found');
  end if;
  return query select * from trace.receipt_of(p_patient, care.start_of_day(p_from), care.end_of_day(p_to), null) r limit p_limit;
end $$;

-- The physician's own, of a patient whose record he may read now; nobody's otherwise.
create function api.read_own_receipt(p_session bytea, p_certificate bytea, p_patient uuid, p_from date, p_to date, p_limit integer)
returns table (section text, at text, until text, name text, role text, pc_name text, action text, kind text, dated date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  if not exists (select from gate.readable m where m.patient = p_patient) then
    perform gate.refuse('record-not-available');
  end if;
  return query select * from trace.receipt_of(p_patient, care.start_of_day(p_from), care.end_of_day(p_to), gate.person()) r where r.section in ('look', 'copy') limit p_limit;
end $$;

-- Whom a receipt is about, for its heading.
create function api.read_receipt_subject(p_session bytea, p_certificate bytea, p_patient uuid)
returns table (family text, given text[], birth text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk', 'physician');
  return query select p.family, p.given, p.birth from care.patient p where p.id = p_patient;
end $$;
