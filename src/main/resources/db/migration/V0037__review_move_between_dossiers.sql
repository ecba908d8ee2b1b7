-- Flags that a reviewer put into another dossier of the same person, or into one of their own.
alter table review.flag add moved boolean not null default false;
comment on column review.flag.moved is 'Whether a reviewer chose its dossier: then its week does not follow from when it was raised';
comment on column review.flag.week is
  'With the person, its dossier: the Monday (London) of the week in which it was raised, or another day of that week where it was split off';

create table review.dossier_move (
  move_id uuid constraint dossier_move_pkey primary key,
  force_id smallint not null,
  staff_id text not null,
  flag_ids uuid[] not null,
  from_week date not null,
  to_week date not null,
  reason text not null,
  moved_by text not null,
  moved_at timestamptz not null,
  -- Null unless it was undone.
  undone_by text,
  undone_at timestamptz,
  constraint dossier_move_weeks_check check (from_week <> to_week)
);
create index dossier_move_staff_idx on review.dossier_move (force_id, staff_id, moved_at);
comment on column review.dossier_move.reason is 'Personal data: what a reviewer thinks of somebody''s matters';
revoke delete, truncate on review.dossier_move from ${application_role};
