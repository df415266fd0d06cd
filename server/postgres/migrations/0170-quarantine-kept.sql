-- The bytes of an image that waited are kept no longer than those of a message (0135): a dismissed one's for taking the decision back, a filed
-- one's where the record has it under another file. What waits is kept until somebody decides. The line stays: what was decided, by whom, when.
alter table medical.quarantine add column kept boolean not null default true;
comment on column medical.quarantine.kept is 'false once the file was destroyed, or belongs to the record alone';
create index quarantine_kept on medical.quarantine (last_at) where kept and state <> 'waiting';

-- A file of this hash may be somebody else's too: a scan and a form are evidence. Only whether there is one is asked.
create policy systems on care.consent_form for select using ((select gate.is_system()));
create policy systems on care.signed_form for select using ((select gate.is_system()));

-- As in 0070; bytes that were destroyed and come again are kept again.
create or replace function medical.put_quarantine(p_instance jsonb, p_reason text, p_door text, p_sender text) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into medical.quarantine as held (reason, door, sender, study_uid, series_uid, instance_uid, sha256, bytes, sop_class, modality)
    values (p_reason, p_door, p_sender, p_instance ->> 'study', p_instance ->> 'series', p_instance ->> 'instance',
      decode(p_instance ->> 'sha256', 'hex'), (p_instance ->> 'bytes')::bigint, p_instance ->> 'sopClass', p_instance ->> 'modality')
    on conflict (coalesce(instance_uid, ''), sha256) do update
      set reason = excluded.reason, last_at = now(), kept = true, state = case held.state when 'dismissed' then 'dismissed' else 'waiting' end
$$;

-- Files that are kept no longer, the longest undisturbed first. `shared`: something else here has the same bytes, which stay.
create function api.list_quarantine_to_erase(p_session bytea, p_certificate bytea, p_filed_days integer, p_dismissed_days integer, p_limit integer)
returns table (id uuid, sha256 text, shared boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  return query
    with old as materialized (
      select q.id, q.sha256 from medical.quarantine q
       where q.kept and q.state <> 'waiting'
         and greatest(q.last_at, q.decided_at) < now() - make_interval(days => case q.state when 'dismissed' then p_dismissed_days else p_filed_days end)
       order by q.last_at limit p_limit
    )
    select o.id, encode(o.sha256, 'hex'),
        exists (select from medical.instance i where i.sha256 = o.sha256 and i.source = 'store')
        or exists (select from medical.quarantine q where q.sha256 = o.sha256 and q.kept and q.id not in (select other.id from old other))
        or exists (select from medical.resource r where r.type = 'Binary' and r.sha256 = o.sha256)
        or exists (select from medical.resource_version v where v.type = 'Binary' and v.sha256 = o.sha256)
        or exists (select from care.consent_form f where f.sha256 = o.sha256)
        or exists (select from care.signed_form s where s.sha256 = o.sha256)
      from old o;
end $$;

-- These files are gone from the disk, or were never this line's alone.
create function api.mark_quarantine_erased(p_session bytea, p_certificate bytea, p_ids uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.enter(p_session, p_certificate);
  perform gate.require_system();
  update medical.quarantine q set kept = false where q.id = any (p_ids) and q.state <> 'waiting';
end $$;
