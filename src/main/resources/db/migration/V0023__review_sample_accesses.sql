-- A random sample of all accesses, whatever rules think of them: the only unbiased measure of what they miss.
create table review.sample_day (
  force_id smallint not null,
  day date not null,
  one_in integer not null constraint sample_day_one_in_check check (one_in > 0),
  seed bytea not null,
  commitment bytea not null,
  committed_at timestamptz not null,
  -- Null until the day is over; the seed is shown from then on.
  revealed_at timestamptz,
  -- Null until accesses were drawn; then as of the last draw.
  accesses bigint,
  drawn_at timestamptz,
  constraint sample_day_pkey primary key (force_id, day)
);
comment on column review.sample_day.commitment is 'SHA-256 of the seed, in the ledger before the day began';
comment on column review.sample_day.day is 'London';

create table review.sample_access (
  force_id smallint not null,
  event_key uuid not null,
  occurred_at timestamptz not null,
  day date not null,
  -- Null until somebody has looked at it.
  judgement text constraint sample_access_judgement_check check (judgement in ('IN_ORDER', 'NOT_SHOWN', 'CANNOT_TELL')),
  reason text,
  judged_by text,
  judged_at timestamptz,
  constraint sample_access_pkey primary key (force_id, event_key)
);
create index sample_access_day_idx on review.sample_access (force_id, day);
