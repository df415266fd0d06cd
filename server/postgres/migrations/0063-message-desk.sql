-- The helpdesk's view of the inbox: headers and reasons. The function that lists reads inbox.message alone.
create function api.list_messages(p_session bytea, p_certificate bytea)
returns table (total jsonb, id uuid, received_at timestamptz, last_at timestamptz, attempts integer, door text, format text,
  sending_application text, sending_facility text, receiving_application text, receiving_facility text, sent_at text, type text, control text,
  bytes bigint, replayable boolean, code text, condition integer, segment text, occurrence integer, field integer, reason text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  return query
    select jsonb_build_object('failed', (select count(*) from inbox.message f where f.state = 'failed')), null::uuid, null::timestamptz, null::timestamptz,
      null::integer, null, null, null, null, null, null, null, null, null, null::bigint, null::boolean, null, null::integer, null, null::integer, null::integer, null
    union all
    (select null, m.id, m.received_at, m.last_at, m.attempts, m.door, m.format,
        m.sending_application, m.sending_facility, m.receiving_application, m.receiving_facility, m.sent_at, m.type, m.control,
        m.bytes, m.kept, m.code, m.condition, m.segment, m.occurrence, m.field, m.reason
       from inbox.message m where m.state = 'failed' order by m.place desc limit 500);
end $$;

-- True when this failed message may be filed again.
create function api.may_replay(p_session bytea, p_certificate bytea, p_message uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  return exists (select from inbox.message m where m.id = p_message and m.state = 'failed' and m.kept);
end $$;

-- Takes a failed message off the list, with the reason why; false when it is not on it.
create function api.dismiss_message(p_session bytea, p_certificate bytea, p_message uuid, p_decision text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_role('helpdesk');
  update inbox.message m set state = 'dismissed', decision = p_decision, decided_at = now(), decided_by = gate.person(), due = false
   where m.id = p_message and m.state = 'failed';
  return found;
end $$;
