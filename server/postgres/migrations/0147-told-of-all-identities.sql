-- What is told of a person is told of all identities that were merged into one (0140): a receipt is complete, and so is an evidence file, on
-- whichever side of a merge somebody looked [X09] [X14] [R20].

-- As in 0108.
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
          case when l.object like 'printed %' then 'printed' else 'looked-at' end as action, o.ref, d.kind, d.dated
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

-- As in 0123, of every identity: the policies of the Director's evidence follow.
do $$
declare
  t text;
begin
  foreach t in array array['resource', 'resource_version', 'instance'] loop
    execute format('alter policy evidence on medical.%I using ((select gate.role()) = ''director''
      and patient = any ((select string_to_array(nullif(current_setting(''passerelle.evidence'', true), ''''), '','')::uuid[])::uuid[]))', t);
  end loop;
end $$;

create or replace function api.evidence_facts(p_session bytea, p_certificate bytea, p_link uuid, out facts jsonb, out person uuid, out patient uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_link care.link := care.enter_evidence(p_session, p_certificate, p_link);
  v_all uuid[] := array(select i from gate.identities(v_link.patient) i);
begin
  person := v_link.person;
  patient := v_link.patient;
  facts := jsonb_build_object(
    'link', p_link,
    'physician', (select jsonb_build_object('id', who.id, 'name', who.name, 'nihdi', who.nihdi) from identity.person who where who.id = v_link.person),
    'patient', (select jsonb_build_object('id', p.id, 'family', p.family, 'given', p.given, 'birthDate', p.birth) from care.patient p
      where p.id = v_link.patient),
    'links', (select jsonb_agg(jsonb_build_object(
        'id', l.id, 'kind', l.kind, 'state', l.state, 'careOnly', l.care_only, 'renews', l.renews, 'consentVersion', l.consent_version,
        'signedOn', l.signed_on, 'validUntil', l.valid_until, 'endsAt', l.ends_at, 'endedAt', l.ended_at, 'endReason', l.end_reason,
        'signedForm', (select f.reference from care.consent_form f where f.id = l.form and l.activated_at is not null),
        'history', (select jsonb_agg(jsonb_build_object('at', e.at, 'by', care.name_of(e.by), 'state', e.state) order by e.number)
          from care.link_event e where e.link = l.id),
        'forms', (select jsonb_agg(jsonb_build_object('reference', f.reference, 'version', f.version, 'sha256', encode(f.sha256, 'hex'),
            'printedAt', f.created_at) order by f.created_at) from care.consent_form f where f.link = l.id),
        'scans', (select coalesce(jsonb_agg(jsonb_build_object('form', f.reference, 'sha256', encode(s.sha256, 'hex'), 'pages', s.pages,
            'filedAt', s.filed_at, 'by', care.name_of(s.filed_by)) order by s.filed_at), '[]')
          from care.consent_form f join care.signed_form s on s.form = f.id where f.link = l.id),
        'letter', (select jsonb_build_object('kind', t.kind, 'state', t.state, 'createdAt', t.created_at, 'printedAt', t.printed_at,
            'postedAt', t.posted_at) from care.letter t where t.link = l.id)
      ) order by l.created_at, l.id) from care.link l where l.person = v_link.person and l.patient = any (v_all)),
    'refusals', (select coalesce(jsonb_agg(jsonb_build_object('since', r.since, 'liftedAt', r.lifted_at) order by r.since), '[]')
      from care.refusal r where r.patient = any (v_all)),
    'exclusions', (select coalesce(jsonb_agg(jsonb_build_object('since', x.since, 'liftedAt', x.lifted_at) order by x.since), '[]')
      from care.exclusion x where x.patient = any (v_all) and x.person = v_link.person),
    'suspensions', (select coalesce(jsonb_agg(s.one order by s.since), '[]') from (
        select s.since, jsonb_build_object('scope', 'physician', 'since', s.since, 'liftedAt', s.lifted_at, 'dispute', d.id) as one
          from care.suspension s left join care.dispute d on d.id = s.dispute and (d.patient = any (v_all) or d.patient is null)
         where s.person = v_link.person
        union all
        select s.since, jsonb_build_object('scope', 'link', 'since', s.since, 'liftedAt', s.lifted_at, 'dispute', s.dispute)
          from care.link_suspension s where s.person = v_link.person and s.patient = any (v_all)) s),
    'disputes', (select coalesce(jsonb_agg(jsonb_build_object(
        'id', d.id, 'about', case when d.link is null then 'physician' else 'link' end, 'link', d.link, 'scope', d.scope, 'state', d.state,
        'delayDays', d.delay_days, 'openedAt', d.opened_at, 'claimedOn', d.claimed_on, 'dueOn', d.due_on, 'receivedOn', d.received_on,
        'closedAt', d.closed_at, 'ended', d.ended,
        'history', (select jsonb_agg(jsonb_build_object('at', e.at, 'by', care.name_of(e.by), 'deed', e.deed,
            'note', case when d.link is not null then e.note end) order by e.number) from care.dispute_event e where e.dispute = d.id)
      ) order by d.opened_at, d.id), '[]')
      from care.dispute d where d.person = v_link.person and (d.patient = any (v_all) or d.patient is null)),
    'chains', (select coalesce(jsonb_agg(jsonb_build_object('writer', w.number, 'seq', w.seq, 'hash', encode(w.hash, 'hex')) order by w.number), '[]')
      from trace.writer w)
  );
end $$;

create or replace function api.evidence_trace(p_session bytea, p_certificate bytea, p_link uuid)
returns table (writer bigint, seq bigint, previous text, hash text, body text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_link care.link := care.enter_evidence(p_session, p_certificate, p_link);
  v_all text[] := array(select i::text from gate.identities(v_link.patient) i);
begin
  return query
    select e.writer, e.seq, coalesce(encode(b.hash, 'hex'), repeat('00', 32)), encode(e.hash, 'hex'), e.body
      from trace.entry e left join trace.entry b on b.writer = e.writer and b.seq = e.seq - 1
     where e.person = v_link.person::text
       and (e.patient = any (v_all) or e.patient is null and strpos(e.body, p_link::text) > 0)
     order by e.at, e.writer, e.seq;
end $$;

create or replace function api.evidence_versions(p_session bytea, p_certificate bytea, p_link uuid, p_refs text[])
returns table (ref text, version integer, updated timestamptz, sha256 text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_link care.link := care.enter_evidence(p_session, p_certificate, p_link);
  v_all uuid[] := array(select i from gate.identities(v_link.patient) i);
begin
  perform set_config('passerelle.evidence', array_to_string(v_all, ','), true);
  return query
    select r.type || '/' || r.id, r.version, r.updated, encode(r.sha256, 'hex')
      from unnest(p_refs) asked(ref) join medical.resource r on r.type = split_part(asked.ref, '/', 1) and r.id = split_part(asked.ref, '/', 2)
     where r.patient = any (v_all)
    union all
    select v.type || '/' || v.id, v.version, v.updated, encode(v.sha256, 'hex')
      from unnest(p_refs) asked(ref) join medical.resource_version v on v.type = split_part(asked.ref, '/', 1) and v.id = split_part(asked.ref, '/', 2)
     where v.patient = any (v_all)
    union all
    select i.instance_uid, null, null, encode(i.sha256, 'hex')
      from unnest(p_refs) asked(ref) join medical.instance i on i.instance_uid = asked.ref
     where i.patient = any (v_all)
    order by 1, 2;
  perform set_config('passerelle.evidence', '', true);
end $$;
