create table intake.batch (
  force_id smallint not null,
  batch_id uuid not null,
  kind text not null,
  source text not null,
  sender text not null,
  started_at timestamptz not null,
  finished_at timestamptz, -- null while it runs
  status text not null constraint batch_status_check check (status in ('RUNNING', 'DONE', 'FAILED')),
  received bigint not null default 0,
  accepted bigint not null default 0,
  duplicates bigint not null default 0,
  quarantined bigint not null default 0,
  unresolved_accounts bigint not null default 0,
  warnings text[] not null default '{}',
  constraint batch_pkey primary key (force_id, batch_id),
  constraint batch_sum_check check (received = accepted + duplicates + quarantined)
);
create index batch_started_idx on intake.batch (force_id, started_at desc, batch_id);
comment on table intake.batch is 'One source that was loaded: a file, or the body of a request';

create table intake.quarantine (
  id bigint generated always as identity constraint quarantine_pkey primary key,
  force_id smallint not null,
  batch_id uuid not null,
  kind text not null,
  line bigint not null,
  reason text not null,
  original bytea not null,
  received_at timestamptz not null
);
create index quarantine_batch_idx on intake.quarantine (force_id, batch_id, line, id);
comment on table intake.quarantine is 'Rows that could not be stored, as they came, with the reason';
comment on column intake.quarantine.original is
  'The bytes of the source, personal data and all; kept until the row is replayed or the retention period ends';

create table intake.superseded (
  id bigint generated always as identity constraint superseded_pkey primary key,
  force_id smallint not null,
  kind text not null,
  content jsonb not null,
  received_at timestamptz not null,
  superseded_at timestamptz not null,
  batch_id uuid not null
);
comment on table intake.superseded is 'Context rows as they were before a later batch changed them: what was known when';
comment on column intake.superseded.content is 'The old row, personal data included; kept as long as the row itself';

revoke update, delete on intake.superseded from ${application_role};
