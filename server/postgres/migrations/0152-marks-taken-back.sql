-- As in 0151, with the marks that were taken back: a PC that said something else before must learn that it was said last.
create or replace function api.read_marks(p_session bytea, p_certificate bytea, p_patient uuid)
returns table (document text, state text, due date, saw timestamptz, at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_entered boolean := gate.enter_physician(p_session, p_certificate);
begin
  return query
    select k.type || '/' || k.id, k.state, k.due, k.saw, k.at from care.mark k
     where k.person = gate.person() and k.patient = p_patient order by 1;
end $$;
