-- The small answers to small matters, one step after another: a message, a talk, reflective practice.
create table review.nudge (
  nudge_id uuid constraint nudge_pkey primary key,
  force_id smallint not null,
  flag_id uuid not null,
  staff_id text not null,
  step text not null constraint nudge_step_check check (step in ('MESSAGE', 'TALK', 'REFLECTIVE_PRACTICE')),
  words text not null,
  status text not null constraint nudge_status_check check (status in ('WAITING', 'HELD_OUT', 'SENT', 'DONE', 'WITHDRAWN')),
  supervisor_id text, -- null where the person is told directly
  rerouted text, -- null where the direct supervisor is asked, or nobody
  nudged_by text not null,
  nudged_at timestamptz not null,
  -- Null until it is sent, and until it is done or withdrawn.
  sent_at timestamptz,
  closed_by text,
  closed_at timestamptz,
  answer text,
  version integer not null,
  constraint nudge_flag_fkey foreign key (flag_id) references review.flag (flag_id)
);
create index nudge_flag_idx on review.nudge (flag_id);
create index nudge_staff_idx on review.nudge (force_id, staff_id);
create index nudge_supervisor_idx on review.nudge (force_id, supervisor_id) where status = 'SENT';
create index nudge_waiting_idx on review.nudge (force_id) where status = 'WAITING';
comment on column review.nudge.words is 'Personal data: as the person, or their supervisor, reads them';
comment on column review.nudge.answer is 'Personal data: what the person said to it, or what came of the talk';
comment on column review.nudge.status is 'HELD_OUT: drawn to be told nothing, so that the effect of telling can be measured';
revoke delete, truncate on review.nudge from ${application_role};
