-- The trace as the Medical Director reads it [R20] [R21]. Nobody has a grant on schema trace: these functions are the only way in, each for
-- the Director alone, and the API writes into the trace that he looked before it lets out what he sees.

-- Of which kind a document was and from when: a title, a text or a value are the record, and he is not the treating physician. A document
-- that the patient hid outside stands here like any other, and nothing says that it is hidden: whoever looked at it looked at it.
create policy director_dates on medical.resource for select using ((select gate.role()) = 'director');
create policy director_dates on medical.study for select using ((select gate.role()) = 'director');

create function trace.to_uuid(p_text text) returns uuid
language sql immutable as $$
  select case when p_text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then p_text::uuid end
$$;

-- What a filter asks of `trace.entry e`. Values are quoted here and nowhere else, so that each question has a plan of its own: one plan for
-- all would read every row. `before` is the last line shown: {"at", "writer", "seq"}.
create function trace.to_condition(p_filter jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(string_agg(part, ' and '), 'true') from (values
    (format('e.patient = %L', p_filter ->> 'patient'), 'patient'),
    (format('e.person = %L', p_filter ->> 'person'), 'person'),
    (format('nullif(split_part(split_part(e.body, ''"pc":"'', 2), ''"'', 1), '''') = %L', p_filter ->> 'pc'), 'pc'),
    (format('e.kind = %L', p_filter ->> 'kind'), 'kind'),
    (format('e.at >= %L', p_filter ->> 'from'), 'from'),
    (format('e.at < %L', p_filter ->> 'to'), 'to'),
    (format('position(''"outcome":"ok"'' in e.body) %s 0', case p_filter ->> 'outcome' when 'ok' then '>' else '=' end), 'outcome'),
    (format('e.at <= %L and (e.at, e.writer, e.seq) < (%1$L, %L::bigint, %L::bigint)', p_filter #>> '{before,at}',
      p_filter #>> '{before,writer}', p_filter #>> '{before,seq}'), 'before')
  ) as asked (part, name)
  where p_filter ? name and p_filter ->> name is not null
$$;

-- One page, newest first. `journal` is the PC's own signed line behind an entry that came with a journal; null for every other.
create function api.list_trace(p_session bytea, p_certificate bytea, p_filter jsonb, p_limit integer)
returns table (writer bigint, seq bigint, at text, body text, person_name text, person_role text, nihdi text, pc_name text, family text, given text[],
  birth text, dated timestamptz, journal text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query execute format($query$
    with page as materialized (
      select e.writer, e.seq, e.at, e.body, e.person, e.patient, e.body::json as said from trace.entry e
       where %s order by e.at desc, e.writer desc, e.seq desc limit %s
    )
    select l.writer, l.seq, l.at, l.body, who.name, who.role, who.nihdi, station.name, p.family, p.given, p.birth, d.dated, j.signed
      from page l
      left join identity.person who on who.id = trace.to_uuid(l.person)
      left join identity.pc station on station.id = trace.to_uuid(l.said ->> 'pc')
      left join care.patient p on p.id = trace.to_uuid(l.patient)
      left join lateral (select substring(l.said ->> 'object' from '([A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})') as ref,
        substring(l.said ->> 'object' from 'studies/([0-9.]{1,64})') as study) o on true
      left join lateral (
        select r.happened from medical.resource r where r.type = split_part(o.ref, '/', 1) and r.id = split_part(o.ref, '/', 2)
        union all select s.day_from from medical.study s where s.study_uid = o.study limit 1) d (dated) on true
      left join trace.journal j on j.pc = trace.to_uuid(substr(l.said ->> 'requestId', 9, 36))
        and j.number = substring(l.said ->> 'requestId' from '^journal-[0-9a-f-]{36}-([0-9]{1,15})$')::bigint
        and l.said ->> 'object' like '%% at ' || (j.signed::json ->> 'at')
     order by l.at desc, l.writer desc, l.seq desc
  $query$, trace.to_condition(p_filter), least(greatest(p_limit, 1), 10000));
end $$;

-- How many there are, counted to the end up to 10,000; 10,001 says more.
create function api.count_trace(p_session bytea, p_certificate bytea, p_filter jsonb) returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_count bigint;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  execute format('select count(*) from (select from trace.entry e where %s limit 10001) one', trace.to_condition(p_filter - 'before'))
    into v_count;
  return v_count;
end $$;

-- Who and which PCs may stand in a filter.
create function api.read_trace_choices(p_session bytea, p_certificate bytea, out persons jsonb, out pcs jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'role', p.role, 'nihdi', p.nihdi) order by p.role <> 'physician', p.name), '[]')
    into persons from identity.person p;
  select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name, s.id), '[]') into pcs from identity.pc s;
end $$;

-- Patients by the keys of a number, or of a family name and a birth date; the first twenty by name.
create function api.find_trace_patients(p_session bytea, p_certificate bytea, p_niss_hash bytea, p_family_keys text[], p_birth_keys text[])
returns table (id uuid, family text, given text[], birth text, sex text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  if p_niss_hash is not null then
    return query select p.id, p.family, p.given, p.birth, p.sex from care.patient p where p.niss_hash = p_niss_hash order by 2, 3 limit 20;
  else
    return query select p.id, p.family, p.given, p.birth, p.sex from care.patient p
      where p.family_keys && p_family_keys and p.birth_keys && p_birth_keys order by 2, 3 limit 20;
  end if;
end $$;

-- Refuses whoever may not see a verification or print a head: they are made outside the database.
create function api.enter_trace(p_session bytea, p_certificate bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
end $$;

-- Where every chain stands and how many entries there are, in one snapshot: what a verification on screen holds itself to.
create function api.read_trace_chains(p_session bytea, p_certificate bytea)
returns table (number bigint, seq bigint, hash bytea, mac bytea, entries bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query select w.number, w.seq, w.hash, w.mac, (select count(*) from trace.entry) from trace.writer w order by w.number;
end $$;

create function api.read_trace_part(p_session bytea, p_certificate bytea, p_writer bigint, p_after bigint, p_to bigint, p_limit integer)
returns table (seq bigint, body text, hash bytea)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query select e.seq, e.body, e.hash from trace.entry e
    where e.writer = p_writer and e.seq > p_after and e.seq <= p_to order by e.seq limit least(p_limit, 5000);
end $$;
