-- DICOM as it arrived: the files lie in the blob store by hash, here stands what they are and whose they are.

create table medical.study (
  study_uid text primary key,
  -- Id of the ImagingStudy that is derived from the stored instances (server/mapping/imaging-study-id.ts).
  id uuid not null unique,
  patient uuid not null,
  hidden boolean not null default false,
  -- Start and end of the study's day; infinite when the files do not say.
  day_from timestamptz not null default '-infinity',
  day_to timestamptz not null default 'infinity',
  -- Study-level attributes, DICOM JSON (PS3.18 F).
  attributes jsonb not null,
  modalities text[] not null default '{}',
  series_count integer not null default 0,
  instance_count integer not null default 0
);
create index study_of_patient on medical.study (patient, day_from desc);

create table medical.series (
  series_uid text primary key,
  study_uid text not null references medical.study,
  patient uuid not null,
  hidden boolean not null default false,
  modality text not null,
  number integer,
  attributes jsonb not null,
  instance_count integer not null default 0
);
create index series_of_study on medical.series (study_uid);

create table medical.instance (
  instance_uid text primary key,
  series_uid text not null references medical.series,
  study_uid text not null references medical.study,
  patient uuid not null,
  hidden boolean not null default false,
  sha256 bytea not null,
  bytes bigint not null,
  sop_class text not null,
  transfer_syntax text not null,
  number integer,
  frames integer not null,
  attributes jsonb not null,
  -- The whole data set but its bulk, DICOM JSON, exactly as it is served.
  metadata text not null,
  received_at timestamptz not null default now()
);
create index instance_of_series on medical.instance (series_uid);
create index instance_of_study on medical.instance (study_uid);
create index instance_of_patient on medical.instance (patient);

-- What could be read but not filed: never attached to a guess, never shown outside, never dropped.
create table medical.quarantine (
  id uuid primary key default gen_random_uuid(),
  received_at timestamptz not null default now(),
  reason text not null,
  study_uid text not null,
  series_uid text not null,
  instance_uid text not null,
  sha256 bytea not null,
  bytes bigint not null,
  unique (instance_uid, sha256, reason)
);

alter table medical.study enable row level security;
alter table medical.study force row level security;
alter table medical.series enable row level security;
alter table medical.series force row level security;
alter table medical.instance enable row level security;
alter table medical.instance force row level security;
alter table medical.quarantine enable row level security;
alter table medical.quarantine force row level security;

create policy physician_reads on medical.study for select using (
  not hidden and patient in (select gate.readable_patients()));
create policy physician_reads on medical.series for select using (
  not hidden and patient in (select gate.readable_patients()));
create policy physician_reads on medical.instance for select using (
  not hidden and patient in (select gate.readable_patients()));
create policy system_all on medical.study for all using ((select gate.is_system()));
create policy system_all on medical.series for all using ((select gate.is_system()));
create policy system_all on medical.instance for all using ((select gate.is_system()));
create policy system_all on medical.quarantine for all using ((select gate.is_system()));
