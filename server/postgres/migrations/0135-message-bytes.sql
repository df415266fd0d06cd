-- The bytes of a message are encrypted with a key that no backup of the database holds (docs/keys.md), and kept no longer than they are of
-- use: a filed message's for looking into what was filed of it, a dismissed one's for taking the decision back. What failed waits for ever.
alter table medical.message_content add column sealed boolean not null default false;
alter table medical.message_content alter column sealed set default true;
comment on column medical.message_content.sealed is 'AES-256-GCM over the message''s id; false of what was kept before this column';
create index message_kept on inbox.message (last_at) where kept and state <> 'failed';

-- As in 0061; bytes that were erased and come again are kept again.
create or replace function inbox.keep(p_messages jsonb, p_raws bytea[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into inbox.message as kept (id, received_at, last_at, door, format, sending_application, sending_facility, receiving_application,
      receiving_facility, sent_at, type, control, origin, sha256, bytes, kept, reused, state, code, condition, segment, occurrence, field, reason)
    select (m ->> 'id')::uuid, (m ->> 'received')::timestamptz, (m ->> 'received')::timestamptz, m ->> 'door', m ->> 'format',
        m ->> 'sendingApplication', m ->> 'sendingFacility', m ->> 'receivingApplication', m ->> 'receivingFacility',
        m ->> 'sentAt', m ->> 'type', m ->> 'control', decode(m ->> 'origin', 'hex'), decode(m ->> 'sha256', 'hex'), (m ->> 'bytes')::bigint,
        p_raws[n] is not null or (m ->> 'replay')::boolean, (m ->> 'reused')::boolean, m ->> 'state', m ->> 'code', (m ->> 'condition')::integer, m ->> 'segment', (m ->> 'occurrence')::integer,
        (m ->> 'field')::integer, m ->> 'reason'
      from jsonb_array_elements(p_messages) with ordinality as one(m, n) order by n
    on conflict (origin, sha256) do update set
      -- What the helpdesk dismissed and still cannot be filed stays dismissed.
      state = case when kept.state = 'dismissed' and excluded.state = 'failed' then kept.state else excluded.state end,
      decision = case when excluded.state = 'failed' then kept.decision end,
      decided_at = case when excluded.state = 'failed' then kept.decided_at end,
      decided_by = case when excluded.state = 'failed' then kept.decided_by end,
      kept = kept.kept or excluded.kept,
      code = excluded.code, condition = excluded.condition, segment = excluded.segment, occurrence = excluded.occurrence,
      field = excluded.field, reason = excluded.reason, attempts = kept.attempts + 1, last_at = now(), due = false;
  insert into medical.message_content (message, raw)
    select (m ->> 'id')::uuid, p_raws[n] from jsonb_array_elements(p_messages) with ordinality as one(m, n) where p_raws[n] is not null
    on conflict do nothing;
  delete from medical.message_wait w using jsonb_array_elements(p_messages) m where w.message = (m ->> 'id')::uuid;
  insert into medical.message_wait (hash, message)
    select distinct decode(own.hash, 'hex'), (m ->> 'id')::uuid
      from jsonb_array_elements(p_messages) m cross join lateral jsonb_array_elements_text(m -> 'waits') own(hash);
end $$;

-- As in 0061, with whether the bytes are sealed.
drop function api.read_message(bytea, bytea, uuid);
create function api.read_message(p_session bytea, p_certificate bytea, p_message uuid)
returns table (format text, door text, received_at timestamptz, raw bytea, sealed boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  return query
    select m.format, m.door, m.received_at, c.raw, c.sealed
      from inbox.message m join medical.message_content c on c.message = m.id where m.id = p_message;
end $$;

-- Forgets bytes that are of no use any more, the oldest first and some thousand at most; returns of how many messages. Headers and decisions
-- stay. A message that failed keeps its bytes until somebody decides.
create function api.erase_messages(p_session bytea, p_certificate bytea, p_filed_days integer, p_dismissed_days integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_old uuid[];
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  v_old := array(
    select m.id from inbox.message m
     where m.kept and m.state <> 'failed'
       and m.last_at < now() - make_interval(days => case when m.state = 'dismissed' then p_dismissed_days else p_filed_days end)
       and coalesce(m.decided_at, m.last_at) < now() - make_interval(days => case when m.state = 'dismissed' then p_dismissed_days else p_filed_days end)
     order by m.last_at limit 1000 for update skip locked);
  delete from medical.message_content c where c.message = any (v_old);
  update inbox.message m set kept = false where m.id = any (v_old);
  return cardinality(v_old);
end $$;
