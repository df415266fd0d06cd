-- As in 0107; what stands under another identity of the same person (0140) is shown where it holds, and can be lifted there.
create or replace function api.read_patient_rights(p_session bytea, p_certificate bytea, p_patient uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('desk');
  if not exists (select from care.patient p where p.id = p_patient) then
    perform gate.refuse('not-found');
  end if;
  return (
    with treating as (
      select distinct on (l.person) l.person, l.valid_until, l.signed_on,
          case when l.state = 'active' and l.ends_at <= statement_timestamp() then 'expired' else l.state end as state
        from care.link l where l.patient = p_patient
       order by l.person, l.state = 'active' desc, l.state in ('draft', 'printed') desc, l.created_at desc
    ), named as (
      select t.person from treating t
      union select e.person from care.exclusion e where e.patient in (select gate.identities(p_patient))
    )
    select jsonb_build_object(
        'id', p.id, 'family', p.family, 'given', array_to_string(p.given, ' '), 'birthDate', p.birth, 'sex', p.sex, 'address', to_jsonb(p.address),
        'refusal', (select jsonb_build_object('since', care.to_instant(r.since), 'request', care.request_of(r.since_request))
          from care.refusal r where r.patient in (select gate.identities(p.id)) and r.lifted_at is null order by r.since limit 1),
        'hidden', (select count(*) from medical.hiding h where h.patient = p.id and h.lifted_at is null),
        'physicians', coalesce((select jsonb_agg(jsonb_build_object(
            'person', who.id, 'name', who.name, 'nihdi', who.nihdi, 'state', t.state, 'validUntil', t.valid_until,
            'reads', care.may_read(who.id, p.id),
            'exclusion', (select jsonb_build_object('since', care.to_instant(e.since), 'request', care.request_of(e.since_request))
              from care.exclusion e where e.patient in (select gate.identities(p.id)) and e.person = who.id and e.lifted_at is null
              order by e.since limit 1))
            order by t.state = 'active' desc nulls last, who.name, who.id)
          from named n join identity.person who on who.id = n.person left join treating t on t.person = n.person), '[]'),
        'requests', coalesce((select jsonb_agg(q.said order by q.noted_at desc) from (
          select q.noted_at, jsonb_build_object('id', q.id, 'deed', q.deed, 'physician', (select w.name from identity.person w where w.id = q.physician),
              'document', q.document) || care.request_of(q.id) as said
            from care.patient_request q where q.patient = p.id order by q.noted_at desc limit 200) q), '[]'))
      from care.patient p where p.id = p_patient);
end $$;
