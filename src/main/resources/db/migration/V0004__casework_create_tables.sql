create table casework.record (
  force_id smallint not null,
  record_type text not null,
  record_id text not null,
  -- What the feed need not say is null.
  last_name text,
  first_name text,
  date_of_birth date,
  address text,
  postcode text,
  vrm text,
  phone text,
  markers text[],
  received_at timestamptz not null,
  batch_id uuid not null,
  first_key text generated always as (kernel.key(first_name)) stored,
  surname_key text generated always as (kernel.key(last_name)) stored,
  address_key text generated always as (kernel.key(address)) stored,
  house_number integer generated always as (kernel.house_number(address)) stored,
  street_key text generated always as (kernel.street_key(address)) stored,
  postcode_key text generated always as (kernel.key(postcode)) stored,
  vrm_key text generated always as (kernel.key(vrm)) stored,
  phone_key text generated always as (kernel.key(phone)) stored,
  constraint record_pkey primary key (force_id, record_id, record_type)
);
create index record_name_idx on casework.record (force_id, surname_key, first_key) where surname_key is not null;
comment on table casework.record is 'Records that can be looked at: people, vehicles, places, phones';
comment on column casework.record.last_name is 'Personal data from the record system; kept while accesses to it are kept';
comment on column casework.record.first_name is 'Personal data from the record system; kept while accesses to it are kept';
comment on column casework.record.date_of_birth is 'Personal data from the record system';
comment on column casework.record.address is 'Personal data from the record system';
comment on column casework.record.postcode is 'Personal data from the record system';
comment on column casework.record.vrm is 'Personal data from the record system';
comment on column casework.record.phone is 'Personal data from the record system';
comment on column casework.record.markers is 'Warnings of the record system; may say that a person is a victim, a child or an informant';

create table casework.record_relation (
  force_id smallint not null,
  from_type text not null,
  from_id text not null,
  to_type text not null,
  to_id text not null,
  relation text not null,
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint record_relation_pkey primary key (force_id, from_id, from_type, to_id, to_type, relation)
);
create index record_relation_to_idx on casework.record_relation (force_id, to_id, to_type) include (from_id, from_type, relation);

create table casework.case_file (
  force_id smallint not null,
  case_ref text not null,
  kind text not null,
  opened_at timestamptz not null,
  closed_at timestamptz, -- null while it is open
  unit_id text, -- not said
  category text, -- not said
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint case_file_pkey primary key (force_id, case_ref)
);

create table casework.case_assignment (
  force_id smallint not null,
  case_ref text not null,
  valid_from timestamptz not null,
  role text not null,
  staff_id text, -- null where a unit is assigned
  unit_id text, -- null where a person is assigned
  valid_to timestamptz, -- null while it lasts
  recorded_at timestamptz, -- not said
  recorded_by text, -- not said
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint case_assignment_key unique nulls not distinct (force_id, case_ref, valid_from, staff_id, unit_id),
  constraint case_assignment_one_check check (num_nonnulls(staff_id, unit_id) = 1)
);
create index case_assignment_staff_idx on casework.case_assignment (force_id, staff_id, case_ref);

create table casework.case_link (
  force_id smallint not null,
  case_ref text not null,
  record_type text not null,
  record_id text not null,
  linked_at timestamptz not null,
  recorded_by text, -- not said
  role text, -- not said
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint case_link_pkey primary key (force_id, case_ref, record_id, record_type)
);
create index case_link_record_idx on casework.case_link (force_id, record_id, record_type);

-- How common a surname is among the people on record: what a shared surname is worth as evidence.
create table casework.surname_frequency (
  force_id smallint not null,
  surname_key text not null,
  people bigint not null,
  share double precision not null,
  constraint surname_frequency_pkey primary key (force_id, surname_key)
);

-- Which person record is whose member of staff: same name and date of birth, or, where one side has no date of birth,
-- same name and home address.
create table casework.own_record (
  force_id smallint not null,
  staff_id text not null,
  record_id text not null,
  constraint own_record_pkey primary key (force_id, staff_id, record_id)
);
create index own_record_record_idx on casework.own_record (force_id, record_id);
comment on table casework.own_record is 'Personal data by inference: the person record of a member of staff';
