-- What we infer of an access: who it was, and whether casework explains it. Recomputable from evidence and context,
-- and kept apart from the evidence for that reason.
create table explanation.verdict (
  force_id smallint not null,
  event_key uuid not null,
  occurred_at timestamptz not null,
  staff_id text, -- null while the account belongs to nobody known
  -- Null where the source named no record.
  record_type text,
  record_id text,
  explained boolean not null,
  strength real not null,
  template text, -- null where nothing was found
  settled boolean not null,
  evaluated_at timestamptz not null,
  constraint verdict_pkey primary key (force_id, event_key, occurred_at),
  constraint verdict_explained_check check (explained = (strength >= 0.5))
) partition by range (occurred_at);
create index verdict_staff_idx on explanation.verdict (force_id, staff_id, occurred_at);
create index verdict_record_idx on explanation.verdict (force_id, record_id, record_type, occurred_at) include (staff_id);
comment on table explanation.verdict is 'Whether an access is explained by casework, as far as known at evaluated_at';
comment on column explanation.verdict.staff_id is 'Personal data: who acted; kept as long as the event';
comment on column explanation.verdict.evaluated_at is 'The moment whose knowledge the verdict rests on, not the moment of the run';

-- Events whose verdict is due again: when they settle, or when context arrived that they may rest on.
create table explanation.settling (
  force_id smallint not null,
  due_at timestamptz not null,
  event_key uuid not null,
  occurred_at timestamptz not null,
  part smallint not null default 0,
  constraint settling_pkey primary key (force_id, due_at, event_key)
);
comment on column explanation.settling.part is
  'Which of the judges takes it: all accesses of a person have the same part, so that judges never meet';
