-- The trace: append only, one hash chain per writer process. The exact text is what is hashed; columns are read out of it.
create table trace.writer (
  -- Without gaps, so that a writer that was deleted is missed.
  number bigint primary key check (number > 0),
  opened_at timestamptz not null default now(),
  seq bigint not null default 0,
  hash bytea not null default decode(repeat('00', 32), 'hex'),
  -- HMAC of number, seq and hash by a key outside the database: a cut tail cannot be hidden by setting seq back.
  mac bytea not null
);

create table trace.entry (
  writer bigint not null references trace.writer,
  seq bigint not null,
  body text not null,
  -- SHA-256 of the previous entry's hash followed by the body in UTF-8.
  hash bytea not null,
  kind text not null generated always as (body::json ->> 'kind') stored,
  at text not null generated always as (body::json ->> 'at') stored,
  person text generated always as (body::json ->> 'person') stored,
  patient text generated always as (body::json ->> 'patient') stored,
  primary key (writer, seq)
);
create index entry_patient on trace.entry (patient, at) where patient is not null;
create index entry_person on trace.entry (person, at) where person is not null;

create function trace.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'the trace is append only';
end $$;
create trigger append_only before update or delete or truncate on trace.entry
  for each statement execute function trace.refuse_change();
create trigger append_only before delete or truncate on trace.writer
  for each statement execute function trace.refuse_change();

create function api.trace_last_writer() returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(max(number), 0) from trace.writer
$$;

-- False when another process took the number first.
create function api.trace_open(p_number bigint, p_mac bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  lock table trace.writer in exclusive mode;
  if p_number <> (select coalesce(max(number), 0) + 1 from trace.writer) then
    return false;
  end if;
  insert into trace.writer (number, mac) values (p_number, p_mac);
  return true;
end $$;

-- One durable batch. Fails, and appends nothing, when the chain does not stand where the writer believes.
create function api.trace_append(p_writer bigint, p_first bigint, p_body text[], p_hash bytea[], p_mac bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update trace.writer set seq = p_first - 1 + cardinality(p_body), hash = p_hash[cardinality(p_hash)], mac = p_mac
    where number = p_writer and seq = p_first - 1;
  if not found then
    raise exception 'writer % does not stand before %', p_writer, p_first;
  end if;
  insert into trace.entry (writer, seq, body, hash)
    select p_writer, p_first - 1 + e.n, e.body, e.hash from unnest(p_body, p_hash) with ordinality as e (body, hash, n);
end $$;

-- Where every chain stands: what a head is made of.
create function api.trace_heads() returns table (number bigint, seq bigint, hash bytea, mac bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select w.number, w.seq, w.hash, w.mac from trace.writer w order by w.number
$$;

-- The journal of each PC as its key signed it.
create table trace.journal (
  pc uuid not null references identity.pc,
  number bigint not null,
  signed text not null,
  signature text not null,
  certificate bytea not null references identity.certificate,
  received_at timestamptz not null default now(),
  primary key (pc, number)
);
create trigger append_only before update or delete or truncate on trace.journal
  for each statement execute function trace.refuse_change();

-- Which PC a certificate names (whatever became of it), how far its journal is held, and the last line held.
create function api.read_journal(p_certificate bytea, out pc uuid, out held bigint, out last text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.pc, coalesce(j.number, 0), j.signed
  from identity.certificate c
  left join lateral (select number, signed from trace.journal where pc = c.pc order by number desc limit 1) j on true
  where c.sha256 = p_certificate and c.kind = 'pc'
$$;

-- Lines already held, to compare a repeated upload with.
create function api.read_journal_lines(p_pc uuid, p_from bigint, p_to bigint) returns table (number bigint, signed text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select j.number, j.signed from trace.journal j where j.pc = p_pc and j.number between p_from and p_to order by 1
$$;

-- Persons of these that ever signed in on this PC.
create function api.read_persons_of_pc(p_pc uuid, p_persons uuid[]) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct s.person from identity.session s join identity.certificate c on c.sha256 = s.certificate
  where c.pc = p_pc and s.person = any (p_persons)
$$;

-- Holds the lines that follow p_first; two uploads at once: the second fails on the key and asks again.
create function api.keep_journal(p_certificate bytea, p_pc uuid, p_first bigint, p_signed text[], p_signature text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into trace.journal (pc, number, signed, signature, certificate)
  select p_pc, p_first - 1 + e.n, e.signed, e.signature, p_certificate
  from unnest(p_signed, p_signature) with ordinality as e (signed, signature, n)
$$;
