-- A batch comes as one text of lines (JSON holds no line break) and one row of hashes: an array of quoted texts cost both sides more to
-- write and to read than the entries themselves.
create function api.trace_append_lines(p_writer bigint, p_first bigint, p_bodies text, p_hashes bytea, p_mac bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_body text[] := string_to_array(p_bodies, e'\n');
  v_count integer := cardinality(v_body);
begin
  if length(p_hashes) <> 32 * v_count then
    raise exception '% entries came with % bytes of hashes', v_count, length(p_hashes);
  end if;
  update trace.writer set seq = p_first - 1 + v_count, hash = substr(p_hashes, 32 * v_count - 31), mac = p_mac
    where number = p_writer and seq = p_first - 1;
  if not found then
    raise exception 'writer % does not stand before %', p_writer, p_first;
  end if;
  insert into trace.entry (writer, seq, body, hash)
    select p_writer, p_first - 1 + n, v_body[n], substr(p_hashes, 32 * n - 31, 32) from generate_series(1, v_count) as n;
end $$;
drop function api.trace_append(bigint, bigint, text[], bytea[], bytea);
