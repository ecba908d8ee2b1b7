-- What somebody means to look up outside their cases, said before and accepted by whoever answers for them.
create table review.declaration (
  declaration_id uuid constraint declaration_pkey primary key,
  force_id smallint not null,
  staff_id text not null,
  record_type text not null,
  record_id text not null,
  reason text not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  supervisor_id text not null,
  rerouted text, -- null where the direct supervisor is asked
  status text not null constraint declaration_status_check check (status in ('WAITING', 'ACCEPTED', 'REFUSED', 'WITHDRAWN')),
  declared_at timestamptz not null,
  -- Null until it is decided or withdrawn.
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  case_ref text not null constraint declaration_case_key unique,
  version integer not null,
  constraint declaration_span_check check (valid_from < valid_to)
);
create index declaration_staff_idx on review.declaration (force_id, staff_id, declared_at);
create index declaration_supervisor_idx on review.declaration (force_id, supervisor_id) where status = 'WAITING';
create index declaration_accepted_idx on review.declaration (force_id, case_ref) where status = 'ACCEPTED';
comment on column review.declaration.reason is 'Personal data: what somebody means to do, in their words';
comment on column review.declaration.case_ref is 'The task that an accepted declaration becomes in casework, where explanation finds it';
revoke delete, truncate on review.declaration from ${application_role};
