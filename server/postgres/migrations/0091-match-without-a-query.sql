-- A search asks these two of every row of a patient. As queries of their own they cost some 0.4 ms a row, most of it for starting
-- the query; as plain comparisons a hundredth of that.

-- As in 0085. What nearly every search is made of (whole entries, the groups in order) is compared on the spot.
alter function medical.matches(text[], integer[], text[], text[]) rename to matches_any_mode;
create function medical.matches(p_tokens text[], p_groups integer[], p_modes text[], p_values text[]) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v_group integer;
  v_every boolean := true;
  v_met boolean := true;
begin
  if not 'is' = all (p_modes) then
    return medical.matches_any_mode(p_tokens, p_groups, p_modes, p_values);
  end if;
  for n in 1 .. cardinality(p_groups) loop
    if p_groups[n] < v_group then
      return medical.matches_any_mode(p_tokens, p_groups, p_modes, p_values);
    elsif v_group is null or p_groups[n] > v_group then
      v_every := v_every and v_met;
      v_group := p_groups[n];
      v_met := false;
    end if;
    v_met := v_met or p_values[n] = any (p_tokens);
  end loop;
  return v_every and v_met;
end $$;

-- As in 0085, compared on the spot.
create or replace function medical.happens(p_names text[], p_from timestamptz[], p_to timestamptz[],
  p_dnames text[], p_dops text[], p_dfrom timestamptz[], p_dto timestamptz[]) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  v_met boolean;
begin
  for n in 1 .. cardinality(p_dnames) loop
    if p_dops[n] in ('present', 'absent') then
      v_met := (p_dnames[n] = any (p_names)) = (p_dops[n] = 'present');
    else
      v_met := false;
      for o in 1 .. cardinality(p_names) loop
        if p_names[o] = p_dnames[n] and (case p_dops[n]
            when 'eq' then p_from[o] >= p_dfrom[n] and p_to[o] <= p_dto[n]
            when 'ne' then not (p_from[o] >= p_dfrom[n] and p_to[o] <= p_dto[n])
            when 'gt' then p_to[o] > p_dto[n]
            when 'ge' then p_to[o] > p_dfrom[n]
            when 'lt' then p_from[o] < p_dfrom[n]
            when 'le' then p_from[o] < p_dto[n]
            when 'sa' then p_from[o] >= p_dto[n]
            when 'eb' then p_to[o] <= p_dfrom[n]
            else false end) then
          v_met := true;
          exit;
        end if;
      end loop;
    end if;
    if not v_met then
      return false;
    end if;
  end loop;
  return true;
end $$;
