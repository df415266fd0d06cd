-- A copy that was refused is traced as denied and never as copied: what went wrong is sought among the other kinds, and the text of a copy,
-- most of what is appended, is not searched for it.
drop index trace.entry_refused;
create index entry_refused on trace.entry (at) where kind <> 'copied' and position('"outcome":"ok"' in body) = 0;

create or replace function trace.to_condition(p_filter jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(string_agg(part, ' and '), 'true') from (values
    (format('e.patient = %L', p_filter ->> 'patient'), 'patient'),
    (format('e.person = %L', p_filter ->> 'person'), 'person'),
    (format('nullif(split_part(split_part(e.body, ''"pc":"'', 2), ''"'', 1), '''') = %L', p_filter ->> 'pc'), 'pc'),
    (format('e.kind = %L', p_filter ->> 'kind'), 'kind'),
    (format('e.at >= %L', p_filter ->> 'from'), 'from'),
    (format('e.at < %L', p_filter ->> 'to'), 'to'),
    (case p_filter ->> 'outcome'
      when 'ok' then 'position(''"outcome":"ok"'' in e.body) > 0'
      else 'e.kind <> ''copied'' and position(''"outcome":"ok"'' in e.body) = 0' end, 'outcome'),
    (format('e.at <= %L and (e.at, e.writer, e.seq) < (%1$L, %L::bigint, %L::bigint)', p_filter #>> '{before,at}',
      p_filter #>> '{before,writer}', p_filter #>> '{before,seq}'), 'before')
  ) as asked (part, name)
  where p_filter ? name and p_filter ->> name is not null
$$;
