-- The record: one row per FHIR resource, its text exactly as it is served, and beside it what a search may ask for.
-- `patient` is the compartment; null for what belongs to no patient (Practitioner, Organization, Location…).

create table medical.resource (
  type text not null,
  id text not null check (id ~ '^[A-Za-z0-9.-]{1,64}$'),
  patient uuid,
  version integer not null,
  updated timestamptz not null,
  -- Text of the resource; null for a Binary, whose text lies in the blob store under `sha256`.
  content text,
  -- SHA-256 of the served text (UTF-8).
  sha256 bytea not null,
  bytes integer not null,
  -- SHA-256 of the text without the version and the time that the server adds: equal means nothing changed.
  source bytea not null,
  -- `name=value` entries; see server/mapping/search-index.ts. Identifiers stand here as keyed hashes only.
  tokens text[] not null default '{}',
  date_names text[] not null default '{}',
  date_from timestamptz[] not null default '{}',
  date_to timestamptz[] not null default '{}',
  -- Start of what the resource tells of, for the order of a search.
  happened timestamptz not null default '-infinity',
  -- Literal references `Type/id` in this version.
  refs text[] not null default '{}',
  hidden boolean not null default false,
  primary key (type, id),
  check ((type = 'Binary') = (content is null)),
  check (type <> 'Patient' or (patient is not null and id = patient::text))
);
create index resource_of_patient on medical.resource (patient, type, happened desc, id);
create index resource_refs on medical.resource using gin (refs);

-- Versions that were replaced. What may be read of them is what may be read of the current one.
create table medical.resource_version (
  type text not null,
  id text not null,
  version integer not null,
  patient uuid,
  updated timestamptz not null,
  content text,
  sha256 bytea not null,
  bytes integer not null,
  primary key (type, id, version),
  foreign key (type, id) references medical.resource (type, id)
);

-- Keyed hash (HMAC-SHA-256 of `system|value`) of every business identifier: how a system's condition and an image find a resource.
create table medical.identifier (
  hash bytea not null,
  -- `business`: of `system|value`, unique among patients. `image`: of the value alone, as DICOM's Patient ID gives it.
  kind text not null check (kind in ('business', 'image')),
  type text not null,
  id text not null,
  patient uuid,
  primary key (hash, kind, type, id),
  foreign key (type, id) references medical.resource (type, id)
);
create index identifier_of on medical.identifier (type, id);

-- What the patient asked to hide outside the hospital: the roots. The closure is computed into the `hidden` flags.
create table medical.hiding (
  patient uuid not null,
  type text not null,
  id text not null,
  hidden_at timestamptz not null default now(),
  hidden_by uuid,
  lifted_at timestamptz,
  lifted_by uuid,
  primary key (type, id, hidden_at)
);
create index hiding_of_patient on medical.hiding (patient) where lifted_at is null;

alter table medical.resource enable row level security;
alter table medical.resource force row level security;
alter table medical.resource_version enable row level security;
alter table medical.resource_version force row level security;
alter table medical.identifier enable row level security;
alter table medical.identifier force row level security;
alter table medical.hiding enable row level security;
alter table medical.hiding force row level security;

-- A physician reads what a link opens and nobody hid, and the directory; nobody else reads anything here. The readable patients
-- are a physician's already: who it is is asked again for the directory alone.
create policy physician_reads on medical.resource for select using (
  case when patient is null then (select gate.role()) = 'physician'
    else not hidden and patient in (select gate.readable_patients()) end
);
create policy system_reads on medical.resource for select using ((select gate.is_system()));
create policy system_inserts on medical.resource for insert with check ((select gate.is_system()));
create policy system_updates on medical.resource for update using ((select gate.is_system()));

create policy physician_reads on medical.resource_version for select using (
  exists (select from medical.resource r where r.type = resource_version.type and r.id = resource_version.id and not r.hidden)
  and case when patient is null then (select gate.role()) = 'physician'
    else patient in (select gate.readable_patients()) end
);
create policy system_reads on medical.resource_version for select using ((select gate.is_system()));
create policy system_inserts on medical.resource_version for insert with check ((select gate.is_system()));

create policy system_all on medical.identifier for all using ((select gate.is_system()));
create policy system_reads on medical.hiding for select using ((select gate.is_system()));
