-- A search may also exclude values, compare quantities and whole strings, end at a moment, and be ordered by what it names.

-- True when the entry of a quantity (server/mapping/quantity.ts: low, high, system, code, unit) is what a search wants
-- (comparison, number, half of its last digit, system, code; a code without a system may be the unit as it is written).
create function medical.quantity_meets(p_entry text, p_wanted text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (w.system = '' or w.system = e.system) and (w.code = '' or w.code = e.code or (w.system = '' and w.code = e.unit))
    and case w.op
      when 'eq' then e.low >= w.number - w.half and e.high < w.number + w.half
      when 'ne' then e.low < w.number - w.half or e.high >= w.number + w.half
      when 'ap' then e.low >= w.number - abs(w.number) / 10 and e.high <= w.number + abs(w.number) / 10
      when 'gt' then e.high > w.number
      when 'ge' then e.high >= w.number
      when 'lt' then e.low < w.number
      when 'le' then e.low <= w.number
      when 'sa' then e.low > w.number
      when 'eb' then e.high < w.number
      else false end
    from (select split_part(p_entry, e'\t', 1)::numeric as low, split_part(p_entry, e'\t', 2)::numeric as high,
        split_part(p_entry, e'\t', 3) as system, split_part(p_entry, e'\t', 4) as code, split_part(p_entry, e'\t', 5) as unit) e
    cross join (select split_part(p_wanted, e'\t', 1) as op, split_part(p_wanted, e'\t', 2)::numeric as number,
        split_part(p_wanted, e'\t', 3)::numeric as half, split_part(p_wanted, e'\t', 4) as system, split_part(p_wanted, e'\t', 5) as code) w
$$;

-- Modes: `is` the entry itself, `starts` an entry that starts so, `contains` an entry of that name that holds it, `absent` no entry
-- that starts so, `not` not that entry, `quantity` an entry of that name that meets it.
create or replace function medical.matches(p_tokens text[], p_groups integer[], p_modes text[], p_values text[]) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(bool_and(met), true) from (
    select bool_or(case mode
        when 'is' then value = any (p_tokens)
        when 'starts' then exists (select from unnest(p_tokens) t where starts_with(t, value))
        when 'not' then not value = any (p_tokens)
        when 'contains' then exists (
          select from unnest(p_tokens) t where starts_with(t, split_part(value, '=', 1) || '=')
            and strpos(substr(t, strpos(value, '=') + 1), substr(value, strpos(value, '=') + 1)) > 0)
        when 'quantity' then exists (
          select from unnest(p_tokens) t where starts_with(t, split_part(value, '=', 1) || '=')
            and medical.quantity_meets(substr(t, strpos(value, '=') + 1), substr(value, strpos(value, '=') + 1)))
        else not exists (select from unnest(p_tokens) t where starts_with(t, value))
      end) as met
      from unnest(p_groups, p_modes, p_values) as wanted(grp, mode, value)
     group by grp
  ) every
$$;

-- As before, and two words that compare nothing: `present` and `absent` (`:missing`).
create or replace function medical.happens(p_names text[], p_from timestamptz[], p_to timestamptz[],
  p_dnames text[], p_dops text[], p_dfrom timestamptz[], p_dto timestamptz[]) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select not exists (
    select from unnest(p_dnames, p_dops, p_dfrom, p_dto) as wanted(name, op, f, t)
     where case wanted.op
       when 'present' then not wanted.name = any (p_names)
       when 'absent' then wanted.name = any (p_names)
       else not exists (
       select from unnest(p_names, p_from, p_to) as own(name, f, t)
        where own.name = wanted.name and case wanted.op
          when 'eq' then own.f >= wanted.f and own.t <= wanted.t
          when 'ne' then not (own.f >= wanted.f and own.t <= wanted.t)
          when 'gt' then own.t > wanted.t
          when 'ge' then own.t > wanted.f
          when 'lt' then own.f < wanted.f
          when 'le' then own.f < wanted.t
          when 'sa' then own.f >= wanted.t
          when 'eb' then own.t <= wanted.f
          else false end) end)
$$;

drop function api.search_resources(bytea, bytea, text, text[], uuid[], integer[], text[], text[], text[], text[], timestamptz[],
  timestamptz[], timestamptz, text, text, integer);

-- A search. First row: the total, `readable` false when a patient asked for by name may not be read; then the page.
-- A null p_type asks for every type ($everything), a null p_patients for every readable patient. p_order: `happened` or
-- `updated`, and it is the moment that a page ended with; p_ascending turns it round.
create function api.search_resources(p_session bytea, p_certificate bytea, p_type text, p_ids text[], p_patients uuid[],
  p_groups integer[], p_modes text[], p_values text[],
  p_dnames text[], p_dops text[], p_dfrom timestamptz[], p_dto timestamptz[],
  p_since timestamptz, p_until timestamptz, p_order text, p_ascending boolean, p_after text, p_after_ref text, p_count integer)
returns table (readable boolean, total integer,
  type text, id text, patient uuid, version integer, updated timestamptz, moment text, content text, sha256 text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_patients uuid[];
  v_readable boolean := true;
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('physician');
  v_patients := array(select own.id from gate.readable_patients() own(id) where p_patients is null or own.id = any (p_patients));
  if p_patients is not null then
    v_readable := cardinality(v_patients) = (select count(distinct asked.id) from unnest(p_patients) asked(id));
  end if;
  return query
    with hit as materialized (
      select r.type, r.id, case when p_order = 'updated' then r.updated else r.happened end as moment, r.type || '/' || r.id as ref
        from medical.resource r
       where (r.patient = any (v_patients) or (r.patient is null and p_type is not null and p_patients is null))
         and (r.type = p_type or p_type is null)
         and v_readable
         and (p_ids is null or r.id = any (p_ids))
         and (p_since is null or r.updated >= p_since)
         and (p_until is null or r.updated < p_until)
         and (cardinality(p_groups) = 0 or medical.matches(r.tokens, p_groups, p_modes, p_values))
         and (cardinality(p_dnames) = 0 or medical.happens(r.date_names, r.date_from, r.date_to, p_dnames, p_dops, p_dfrom, p_dto))
         and r.type <> 'Binary'
    ), page as (
      select h.type, h.id, h.moment, h.ref,
          row_number() over (order by case when p_ascending then h.moment end, case when p_ascending then h.ref end,
            h.moment desc, h.ref desc) as place
        from hit h
       where p_after_ref is null
          or case when p_ascending then (h.moment, h.ref) > (p_after::timestamptz, p_after_ref)
               else (h.moment, h.ref) < (p_after::timestamptz, p_after_ref) end
       order by place
       limit p_count
    )
    select v_readable, (select count(*)::integer from hit), null, null, null, null, null, null, null, null
    union all
    (select null, null, r.type, r.id, r.patient, r.version, r.updated, p.moment::text, r.content, encode(r.sha256, 'hex')
       from page p join medical.resource r on r.type = p.type and r.id = p.id
      order by p.place);
end $$;
