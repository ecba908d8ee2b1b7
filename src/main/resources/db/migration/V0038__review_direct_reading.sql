-- What a supervisor directs somebody to read to learn the work: these cases, for these days.
create table review.directed_reading (
  reading_id uuid constraint directed_reading_pkey primary key,
  force_id smallint not null,
  staff_id text not null,
  supervisor_id text not null,
  purpose text not null,
  case_refs text[] not null constraint directed_reading_cases_check check (cardinality(case_refs) between 1 and 20),
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  directed_by text not null,
  ended_by text, -- null unless it was ended early
  version integer not null,
  constraint directed_reading_span_check check (valid_from < valid_to)
);
create index directed_reading_supervisor_idx on review.directed_reading (force_id, supervisor_id, valid_from);
create index directed_reading_staff_idx on review.directed_reading (force_id, staff_id, valid_from);
comment on column review.directed_reading.valid_from is 'When it was directed: never before';
revoke delete, truncate on review.directed_reading from ${application_role};
