-- What Professional Standards decided about a flag: about the person, and, apart from that, about the rule.
alter table review.flag drop constraint flag_status_check;
alter table review.flag add constraint flag_status_check check (status in ('OPEN', 'EXPLAINED', 'DECIDED'));

create table review.decision (
  decision_id uuid constraint decision_pkey primary key,
  force_id smallint not null,
  flag_id uuid not null,
  finding text not null constraint decision_finding_check check (finding in
    ('NO_ISSUE', 'ADVICE', 'INVESTIGATE', 'CANNOT_TELL', 'REOPENED')),
  rule_feedback text constraint decision_feedback_check check (rule_feedback in
    ('RIGHT', 'WRONG_FEED', 'WRONG_EXPLANATION', 'LAWFUL_BUT_UNUSUAL', 'DUPLICATE', 'CANNOT_TELL')), -- null when re-opened
  reason text not null,
  score integer not null,
  decided_by text not null,
  decided_at timestamptz not null,
  constraint decision_flag_fkey foreign key (flag_id) references review.flag (flag_id)
);
create index decision_flag_idx on review.decision (flag_id, decided_at);
comment on table review.decision is 'Superseded by a later one, never edited';
comment on column review.decision.score is 'Of the flag as the decider saw it';
revoke update, delete, truncate on review.decision from ${application_role};
