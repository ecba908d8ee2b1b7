-- Weeks of people that nothing was flagged in, and as many flagged ones so that nobody can tell which is which: judged by people who
-- see the accesses and no flag. The only unbiased estimate of what is missed.
create table review.blind_draw (
  force_id smallint not null,
  week date not null, -- its Monday, London
  unflagged integer not null, -- people with accesses and no flag of the week
  flagged integer not null,
  slots integer not null, -- of each kind
  drawn_at timestamptz not null,
  constraint blind_draw_pkey primary key (force_id, week)
);
create table review.blind_week (
  slot_id uuid constraint blind_week_pkey primary key,
  force_id smallint not null,
  week date not null,
  staff_id text not null,
  flagged boolean not null,
  judgement text constraint blind_week_judgement_check check (judgement in ('IN_ORDER', 'WOULD_ASK', 'CANNOT_TELL')),
  reason text,
  judged_by text,
  judged_at timestamptz,
  constraint blind_week_person_key unique (force_id, week, staff_id),
  constraint blind_week_draw_fkey foreign key (force_id, week) references review.blind_draw (force_id, week),
  constraint blind_week_judged_check check ((judgement is null) = (judged_at is null))
);
comment on column review.blind_week.staff_id is 'Personal data: kept as long as the estimate rests on it';
comment on column review.blind_week.flagged is 'Never shown of one week, only counted';
revoke delete, truncate on review.blind_draw, review.blind_week from ${application_role};
