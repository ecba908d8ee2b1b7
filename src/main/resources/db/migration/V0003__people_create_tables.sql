create table people.unit (
  force_id smallint not null,
  unit_id text not null,
  name text not null,
  kind text not null,
  parent_unit_id text, -- null for a unit at the top
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint unit_pkey primary key (force_id, unit_id)
);

create table people.staff (
  force_id smallint not null,
  staff_id text not null,
  kind text not null,
  first_name text not null,
  last_name text not null,
  -- What the feed need not say is null.
  former_last_names text[],
  date_of_birth date,
  grade text,
  email text,
  home_address text,
  home_postcode text,
  phones text[],
  vehicles text[],
  received_at timestamptz not null,
  batch_id uuid not null,
  first_key text generated always as (kernel.key(first_name)) stored,
  surname_key text generated always as (kernel.key(last_name)) stored,
  former_surname_keys text[] generated always as (kernel.keys(former_last_names)) stored,
  address_key text generated always as (kernel.key(home_address)) stored,
  house_number integer generated always as (kernel.house_number(home_address)) stored,
  street_key text generated always as (kernel.street_key(home_address)) stored,
  postcode_key text generated always as (kernel.key(home_postcode)) stored,
  phone_keys text[] generated always as (kernel.keys(phones)) stored,
  vehicle_keys text[] generated always as (kernel.keys(vehicles)) stored,
  constraint staff_pkey primary key (force_id, staff_id)
);
create index staff_name_idx on people.staff (force_id, surname_key, first_key);
comment on table people.staff is 'Officers, special constables and police staff, as the HR feed last gave them';
comment on column people.staff.first_name is 'Personal data from HR; kept while the person''s accesses are kept';
comment on column people.staff.last_name is 'Personal data from HR; kept while the person''s accesses are kept';
comment on column people.staff.former_last_names is 'Personal data from HR, used to recognise kin';
comment on column people.staff.date_of_birth is 'Personal data from HR, used to recognise the person''s own record only';
comment on column people.staff.email is 'Personal data from HR';
comment on column people.staff.home_address is 'Personal data from HR, used to recognise household and neighbours';
comment on column people.staff.home_postcode is 'Personal data from HR, used to recognise household and neighbours';
comment on column people.staff.phones is 'Personal data from HR, used to recognise the person''s own numbers';
comment on column people.staff.vehicles is 'Personal data from HR, used to recognise the person''s own vehicles';

create table people.posting (
  force_id smallint not null,
  staff_id text not null,
  valid_from timestamptz not null,
  unit_id text not null,
  role text not null,
  supervisor_id text, -- not known
  valid_to timestamptz, -- null while it lasts
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint posting_pkey primary key (force_id, staff_id, valid_from)
);
create index posting_unit_idx on people.posting (force_id, unit_id);
create index posting_supervisor_idx on people.posting (force_id, supervisor_id);

create table people.absence (
  force_id smallint not null,
  staff_id text not null,
  valid_from timestamptz not null,
  kind text not null,
  valid_to timestamptz, -- null while it lasts
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint absence_pkey primary key (force_id, staff_id, valid_from)
);
comment on column people.absence.kind is 'Personal data from HR; SICK says something of a person''s health: never shown beyond "absent"';

create table people.account (
  force_id smallint not null,
  system_code text not null,
  account_id text not null,
  valid_from timestamptz not null,
  staff_id text not null,
  valid_to timestamptz, -- null while it lasts
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint account_pkey primary key (force_id, system_code, account_id, valid_from)
);
create index account_staff_idx on people.account (force_id, staff_id);
create index account_any_system_idx on people.account (force_id, account_id) include (staff_id);

create table people.duty (
  force_id smallint not null,
  staff_id text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  kind text, -- not said: an ordinary shift
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint duty_pkey primary key (force_id, staff_id, starts_at)
);

create table people.training (
  force_id smallint not null,
  staff_id text not null,
  course_code text not null,
  completed_on date not null,
  expires_on date, -- never
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint training_pkey primary key (force_id, staff_id, course_code, completed_on)
);

create table people.association (
  force_id smallint not null,
  staff_id text not null,
  record_type text not null,
  record_id text not null,
  relation text not null,
  declared_on date not null,
  received_at timestamptz not null,
  batch_id uuid not null,
  constraint association_pkey primary key (force_id, staff_id, record_type, record_id)
);
comment on table people.association is 'Declared associations: seen by Professional Standards only';
comment on column people.association.relation is 'Personal data the member of staff declared';

-- Every home that HR ever gave for a person: a former address is evidence that the current row no longer holds.
create table people.home (
  force_id smallint not null,
  staff_id text not null,
  address_key text not null,
  postcode_key text not null,
  first_received_at timestamptz not null,
  constraint home_pkey primary key (force_id, staff_id, address_key, postcode_key)
);
comment on column people.home.address_key is 'Personal data from HR, in the form in which addresses are compared';
