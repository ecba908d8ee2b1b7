-- Asking people about a flag, and keeping a matter from everybody who must not know of it.
alter table review.flag drop constraint flag_status_check;
alter table review.flag add constraint flag_status_check check (status in ('OPEN', 'ASKED', 'EXPLAINED', 'DECIDED'));
alter table review.decision drop constraint decision_finding_check;
alter table review.decision add constraint decision_finding_check check (finding in
  ('NO_ISSUE', 'ADVICE', 'INVESTIGATE', 'CANNOT_TELL', 'REOPENED', 'ASKED'));

create table review.compartment (
  compartment_id uuid constraint compartment_pkey primary key,
  force_id smallint not null,
  staff_id text not null,
  reason text not null,
  opened_by text not null,
  opened_at timestamptz not null,
  -- Null while it is closed to others.
  ended_by text,
  ended_at timestamptz,
  end_reason text,
  version integer not null
);
create unique index compartment_person_key on review.compartment (force_id, staff_id) where ended_at is null;
comment on table review.compartment is 'A covert matter: what is about this person exists for its readers alone';
revoke delete, truncate on review.compartment from ${application_role};

create table review.compartment_reader (
  compartment_id uuid not null,
  user_id uuid not null,
  added_by text not null,
  added_at timestamptz not null,
  reason text not null,
  constraint compartment_reader_pkey primary key (compartment_id, user_id),
  constraint compartment_reader_compartment_fkey foreign key (compartment_id) references review.compartment (compartment_id)
);
revoke update, delete, truncate on review.compartment_reader from ${application_role};

create table review.compartment_read (
  id bigint generated always as identity constraint compartment_read_pkey primary key,
  compartment_id uuid not null,
  user_id uuid not null,
  page text not null,
  read_at timestamptz not null,
  constraint compartment_read_compartment_fkey foreign key (compartment_id) references review.compartment (compartment_id)
);
create index compartment_read_compartment_idx on review.compartment_read (compartment_id, read_at);
revoke update, delete, truncate on review.compartment_read from ${application_role};

create table review.justification_request (
  request_id uuid constraint justification_request_pkey primary key,
  force_id smallint not null,
  flag_id uuid, -- null where it belongs to an incident
  incident_id uuid, -- null where it belongs to a flag
  staff_id text not null,
  supervisor_id text, -- null where nobody may decide for the person
  rerouted text, -- null where the direct supervisor is asked
  route text not null constraint justification_request_route_check check (route in
    ('OFFICER', 'SUPERVISOR', 'OFFICER_THEN_SUPERVISOR')),
  status text not null constraint justification_request_status_check check (status in
    ('WITH_OFFICER', 'WITH_SUPERVISOR', 'ANSWERED', 'OVERDUE', 'WITHDRAWN')),
  question text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  days integer not null default 7, -- that each who is asked has
  withheld boolean not null default false,
  -- What the officer typed and has not sent; null where nothing is kept.
  draft_case_ref text,
  draft_text text,
  closed_at timestamptz, -- null while somebody still has to answer
  version integer not null,
  constraint justification_request_flag_fkey foreign key (flag_id) references review.flag (flag_id)
);
create index justification_request_flag_idx on review.justification_request (flag_id);
create index justification_request_incident_idx on review.justification_request (incident_id);
create index justification_request_staff_idx on review.justification_request (force_id, staff_id);
create index justification_request_supervisor_idx on review.justification_request (force_id, supervisor_id, status);
create index justification_request_due_idx on review.justification_request (force_id, due_at) where closed_at is null;
comment on column review.justification_request.withheld is
  'Of an incident, to somebody whose matter is covert: never shown to them or their supervisor';
comment on column review.justification_request.draft_text is 'Personal data: what somebody thought of saying; emptied when it is sent';
revoke delete, truncate on review.justification_request from ${application_role};

create table review.justification_request_access (
  request_id uuid not null,
  event_key uuid not null,
  occurred_at timestamptz not null,
  constraint justification_request_access_pkey primary key (request_id, event_key),
  constraint justification_request_access_request_fkey foreign key (request_id)
    references review.justification_request (request_id)
);
create index justification_request_access_event_idx on review.justification_request_access (event_key);
revoke update, delete, truncate on review.justification_request_access from ${application_role};

create table review.reply (
  reply_id uuid constraint reply_pkey primary key,
  request_id uuid not null,
  kind text not null constraint reply_kind_check check (kind in
    ('JUSTIFIED', 'SHOULD_NOT_HAVE', 'NOT_ME', 'ASK_SUPERVISOR', 'SATISFIED', 'NOT_SATISFIED', 'NOT_MINE', 'CONFLICT')),
  case_ref text, -- null where none is claimed
  explanation text not null,
  replied_by text not null,
  staff_id text not null,
  replied_at timestamptz not null,
  constraint reply_request_fkey foreign key (request_id) references review.justification_request (request_id)
);
create index reply_request_idx on review.reply (request_id, replied_at);
comment on table review.reply is 'What the officer and the supervisor said, in their words; never edited';
comment on column review.reply.staff_id is 'Whose reply it is on the HR feed';
revoke update, delete, truncate on review.reply from ${application_role};

-- One record, everybody who looked at it in a span of time, and a request to each whose look nothing explains.
create table review.incident (
  incident_id uuid constraint incident_pkey primary key,
  force_id smallint not null,
  name text not null,
  record_type text not null,
  record_id text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  opened_by text not null,
  opened_at timestamptz not null,
  asked_at timestamptz, -- null until its viewers were asked
  version integer not null
);
comment on column review.incident.to_at is 'Exclusive';
revoke delete, truncate on review.incident from ${application_role};
alter table review.justification_request add constraint justification_request_incident_fkey
  foreign key (incident_id) references review.incident (incident_id);

-- Who holds a dossier, and until when it need not be looked at. A dossier without a row is nobody's and due.
create table review.dossier_hold (
  force_id smallint not null,
  staff_id text not null,
  week date not null,
  claimed_by text, -- null while nobody has it
  claimed_at timestamptz,
  snoozed_until date, -- null while it is due
  snooze_reason text,
  version integer not null,
  constraint dossier_hold_pkey primary key (force_id, staff_id, week)
);
