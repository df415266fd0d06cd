-- The evidence file of one link [R20, X14]: everything that concerns this physician and this patient, and nothing of anybody else.

-- Every change of a link's state, by whom. Links that were there before tell theirs by the times they kept.
create table care.link_event (
  number bigint generated always as identity primary key,
  link uuid not null references care.link,
  at timestamptz not null default clock_timestamp(),
  by uuid references identity.person,
  state text not null
);
create index link_event_of on care.link_event (link, number);
alter table care.link_event enable row level security;
alter table care.link_event force row level security;
create policy keeps on care.link_event for insert with check (true);
create policy director on care.link_event for select using ((select gate.role()) = 'director');
create trigger guard_removal before update or delete or truncate on care.link_event
  for each statement execute function care.guard_removal();

do $$
begin
  alter table care.link no force row level security;
  alter table care.consent_form no force row level security;
  alter table care.link_event no force row level security;
  insert into care.link_event (link, at, by, state)
    select e.link, e.at, e.by, e.state from (
      select l.id as link, l.created_at as at, l.person as by, 'draft' as state from care.link l
      union all select f.link, f.created_at, l.person, 'printed' from care.consent_form f join care.link l on l.id = f.link
      union all select l.id, l.activated_at, l.person, 'active' from care.link l where l.activated_at is not null
      union all select l.id, l.ended_at, null, 'ended' from care.link l where l.ended_at is not null
    ) e order by e.at;
  alter table care.link force row level security;
  alter table care.consent_form force row level security;
  alter table care.link_event force row level security;
end $$;

create function care.keep_link_event() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into care.link_event (link, by, state) values (new.id, gate.person(), new.state);
  return null;
end $$;
create trigger keep_new after insert on care.link for each row execute function care.keep_link_event();
create trigger keep_changed after update on care.link for each row when (old.state <> new.state or old.form is distinct from new.form)
  execute function care.keep_link_event();

-- The link that the Director asks about; refuses one that nobody signed.
create function care.enter_evidence(p_session bytea, p_certificate bytea, p_link uuid) returns care.link
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_link care.link;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  select * into v_link from care.link l where l.id = p_link;
  if not found then
    perform gate.refuse('not-found');
  elsif v_link.activated_at is null then
    perform gate.refuse('link-state-conflict');
  end if;
  return v_link;
end $$;

create function care.name_of(p_person uuid) returns text
language sql stable as $$ select who.name from identity.person who where who.id = p_person $$;

-- What the hospital holds of this physician and this patient: every link between them with its history, forms and scans, the letters to
-- the patient, the facts beside, the disputes. Of a dispute about the physician as such, that it was; what it says may name others.
create function api.evidence_facts(p_session bytea, p_certificate bytea, p_link uuid, out facts jsonb, out person uuid, out patient uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_link care.link := care.enter_evidence(p_session, p_certificate, p_link);
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
      ) order by l.created_at, l.id) from care.link l where l.person = v_link.person and l.patient = v_link.patient),
    'refusals', (select coalesce(jsonb_agg(jsonb_build_object('since', r.since, 'liftedAt', r.lifted_at) order by r.since), '[]')
      from care.refusal r where r.patient = v_link.patient),
    'exclusions', (select coalesce(jsonb_agg(jsonb_build_object('since', x.since, 'liftedAt', x.lifted_at) order by x.since), '[]')
      from care.exclusion x where x.patient = v_link.patient and x.person = v_link.person),
    'suspensions', (select coalesce(jsonb_agg(s.one order by s.since), '[]') from (
        select s.since, jsonb_build_object('scope', 'physician', 'since', s.since, 'liftedAt', s.lifted_at, 'dispute', d.id) as one
          from care.suspension s left join care.dispute d on d.id = s.dispute and (d.patient = v_link.patient or d.patient is null)
         where s.person = v_link.person
        union all
        select s.since, jsonb_build_object('scope', 'link', 'since', s.since, 'liftedAt', s.lifted_at, 'dispute', s.dispute)
          from care.link_suspension s where s.person = v_link.person and s.patient = v_link.patient) s),
    'disputes', (select coalesce(jsonb_agg(jsonb_build_object(
        'id', d.id, 'about', case when d.link is null then 'physician' else 'link' end, 'link', d.link, 'scope', d.scope, 'state', d.state,
        'delayDays', d.delay_days, 'openedAt', d.opened_at, 'claimedOn', d.claimed_on, 'dueOn', d.due_on, 'receivedOn', d.received_on,
        'closedAt', d.closed_at, 'ended', d.ended,
        'history', (select jsonb_agg(jsonb_build_object('at', e.at, 'by', care.name_of(e.by), 'deed', e.deed,
            'note', case when d.link is not null then e.note end) order by e.number) from care.dispute_event e where e.dispute = d.id)
      ) order by d.opened_at, d.id), '[]')
      from care.dispute d where d.person = v_link.person and (d.patient = v_link.patient or d.patient is null)),
    'chains', (select coalesce(jsonb_agg(jsonb_build_object('writer', w.number, 'seq', w.seq, 'hash', encode(w.hash, 'hex')) order by w.number), '[]')
      from trace.writer w)
  );
end $$;

-- The trace of this physician about this patient, and about this link where an entry names no patient: each entry's exact text, its hash and
-- the hash before it, so that SHA-256(previous, body) = hash can be checked and the place compared with a printed head.
create function api.evidence_trace(p_session bytea, p_certificate bytea, p_link uuid)
returns table (writer bigint, seq bigint, previous text, hash text, body text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_link care.link := care.enter_evidence(p_session, p_certificate, p_link);
begin
  return query
    select e.writer, e.seq, coalesce(encode(b.hash, 'hex'), repeat('00', 32)), encode(e.hash, 'hex'), e.body
      from trace.entry e left join trace.entry b on b.writer = e.writer and b.seq = e.seq - 1
     where e.person = v_link.person::text
       and (e.patient = v_link.patient::text or e.patient is null and strpos(e.body, p_link::text) > 0)
     order by e.at, e.writer, e.seq;
end $$;

-- Which versions and hashes exist of what was seen, for the Director alone and only while this function asks for this one patient:
-- never a title, never a content.
create policy evidence on medical.resource for select using (
  (select gate.role()) = 'director' and patient = (select nullif(current_setting('passerelle.evidence', true), '')::uuid));
create policy evidence on medical.resource_version for select using (
  (select gate.role()) = 'director' and patient = (select nullif(current_setting('passerelle.evidence', true), '')::uuid));
create policy evidence on medical.instance for select using (
  (select gate.role()) = 'director' and patient = (select nullif(current_setting('passerelle.evidence', true), '')::uuid));

create function api.evidence_versions(p_session bytea, p_certificate bytea, p_link uuid, p_refs text[])
returns table (ref text, version integer, updated timestamptz, sha256 text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_link care.link := care.enter_evidence(p_session, p_certificate, p_link);
begin
  perform set_config('passerelle.evidence', v_link.patient::text, true);
  return query
    select r.type || '/' || r.id, r.version, r.updated, encode(r.sha256, 'hex')
      from unnest(p_refs) asked(ref) join medical.resource r on r.type = split_part(asked.ref, '/', 1) and r.id = split_part(asked.ref, '/', 2)
     where r.patient = v_link.patient
    union all
    select v.type || '/' || v.id, v.version, v.updated, encode(v.sha256, 'hex')
      from unnest(p_refs) asked(ref) join medical.resource_version v on v.type = split_part(asked.ref, '/', 1) and v.id = split_part(asked.ref, '/', 2)
     where v.patient = v_link.patient
    union all
    select i.instance_uid, null, null, encode(i.sha256, 'hex')
      from unnest(p_refs) asked(ref) join medical.instance i on i.instance_uid = asked.ref
     where i.patient = v_link.patient
    order by 1, 2;
  perform set_config('passerelle.evidence', '', true);
end $$;
