-- Filters of the queue that a user wants again.
create table review.saved_filter (
  user_id uuid not null,
  name text not null,
  query text not null,
  saved_at timestamptz not null,
  constraint saved_filter_pkey primary key (user_id, name)
);
comment on column review.saved_filter.query is 'As in the address of the queue; may name a person, and is for that user alone';
