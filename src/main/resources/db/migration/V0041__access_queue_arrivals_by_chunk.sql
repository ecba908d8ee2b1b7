-- Arrivals come in a row for each chunk, and become rows of access.arrival when somebody judges: a row and an index entry for
-- each event beside its own cost intake a sixth of its time.
create table access.arrival_chunk (
  force_id smallint not null,
  append_id bigint not null,
  first_at timestamptz not null,
  event_keys uuid[] not null,
  times timestamptz[] not null,
  constraint arrival_chunk_pkey primary key (force_id, append_id),
  constraint arrival_chunk_times_check check (cardinality(event_keys) = cardinality(times))
);
alter table access.arrival_chunk alter column event_keys set storage external, alter column times set storage external;
comment on table access.arrival_chunk is 'Events of an append that are stored and not yet queued to be judged';
comment on column access.arrival_chunk.first_at is 'When the first of them happened';
comment on column access.arrival_chunk.append_id is 'The append of the ledger that they came in: a name, no reference';
