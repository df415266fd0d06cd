-- The Director compares the form that arrived with the scan that the practice filed of it: the newest one of the contested form.
create function api.read_dispute_scan(p_session bytea, p_certificate bytea, p_dispute uuid)
returns table (patient uuid, reference text, sha256 text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('director');
  return query
    select l.patient, f.reference, encode(s.sha256, 'hex')
      from care.dispute d join care.link l on l.id = d.link join care.consent_form f on f.id = l.form
      join care.signed_form s on s.form = l.form
     where d.id = p_dispute order by s.filed_at desc limit 1;
  if not found then
    perform gate.refuse('not-found');
  end if;
end $$;
