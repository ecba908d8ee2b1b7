-- The table of db-scheduler, as its documentation gives it for PostgreSQL.
create table review.scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures integer,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  constraint scheduled_tasks_pkey primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time_idx on review.scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat_idx on review.scheduled_tasks (last_heartbeat);
